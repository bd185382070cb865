import type { VerdictKind } from '../../shared/domain/index.ts';
import { VerdictMark } from './marks.tsx';

export const VERDICT_WORDS: Readonly<Record<VerdictKind, string>> = {
  allow: 'Allow',
  alert: 'Alert',
  warn: 'Warn',
  mask: 'Mask',
  block: 'Block',
};

/** Always icon and word. null: still judged. */
export function VerdictPill({ kind, large = false }: { readonly kind: VerdictKind | null; readonly large?: boolean }) {
  const size = large ? ' lg' : '';
  if (kind === null) {
    return (
      <span className={`verdict wait${size}`}>
        <i className="dots" />
        Judging
      </span>
    );
  }
  return (
    <span className={`verdict ${kind}${size}`}>
      <VerdictMark kind={kind} />
      {VERDICT_WORDS[kind]}
    </span>
  );
}
