import { X } from 'lucide-react';

/** `-path:/health*` with the minus, the key and the value each in their own ink. */
export function FilterToken({ text, onRemove }: { readonly text: string; readonly onRemove: () => void }) {
  const match = /^(-?)(?:([A-Za-z]+:))?(.*)$/s.exec(text);
  return (
    <span className="tok">
      {match?.[1] === '-' ? <span className="op">-</span> : null}
      {match?.[2] === undefined ? null : <span className="k">{match[2]}</span>}
      <span className="ell">{match?.[3] ?? text}</span>
      <button type="button" aria-label={`Remove ${text}`} onClick={onRemove}>
        <X />
      </button>
    </span>
  );
}
