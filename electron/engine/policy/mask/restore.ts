import type { Part } from '../../../../shared/domain/index.ts';
import type { Restoring, StringEdit } from '../../dialects/index.ts';
import { escaped, isJsonDocument } from './json-text.ts';
import type { Vault } from './vault.ts';

/** The text with every placeholder of the vault replaced by what it stands for. */
export function restoreText(text: string, vault: Vault): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, value } of placeholdersIn(text, vault)) {
    pieces.push(text.slice(at, start), value);
    at = end;
  }
  return at === 0 ? text : [...pieces, text.slice(at)].join('');
}

/** Edits that put the originals back into the parts of an answer. Arguments of tool calls stay JSON. */
export function restoreParts(parts: readonly Part[], vault: Vault): StringEdit[] {
  if (vault.size === 0) return [];
  return parts.flatMap(({ pointer, text, kind }) =>
    placeholdersIn(text, vault).map(({ start, end, value }) => ({
      pointer,
      start,
      end,
      replacement: kind === 'tool-arguments' && isJsonDocument(text) ? escaped(value) : value,
    })),
  );
}

/** Puts originals back inside a stream that is guarded piece by piece; what surrounds it takes care of JSON. */
export function createRestoring(vault: Vault): Restoring {
  return {
    pending: (text) => text.length - openPlaceholder(text, vault),
    edits: (text) => placeholdersIn(text, vault).map(({ start, end, value }) => ({ start, end, replacement: value })),
  };
}

/** Where a placeholder begins that is not complete; the length of the text when none does. */
function openPlaceholder(text: string, vault: Vault): number {
  // A placeholder has its only `[` at its start, so only the last one can be open.
  const at = text.lastIndexOf('[');
  if (at < 0) return text.length;
  if (text.length - at >= MAX_PLACEHOLDER) return text.length;
  const tail = text.slice(at);
  return vault.couldBecome(tail) ? at : text.length;
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

function placeholdersIn(text: string, vault: Vault): Found[] {
  const found: Found[] = [];
  if (vault.size === 0) return found;
  for (let at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) {
    // Looked for in a short window: a text of brackets must not cost its square.
    const window = text.slice(at, at + MAX_PLACEHOLDER);
    const value = vault.valueOf(window.slice(0, window.indexOf(']') + 1));
    if (value !== undefined) found.push({ start: at, end: at + window.indexOf(']') + 1, value });
  }
  return found;
}

/** UTF-16 units; labels have at most 30, numbers 9. */
const MAX_PLACEHOLDER = 64;
