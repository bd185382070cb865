import type { Part } from '../../../../shared/domain/index.ts';
import type { StringEdit } from '../../dialects/index.ts';
import { escaped, isJsonDocument } from './json-text.ts';
import type { Vault } from './vault.ts';

/** How a value is written where its placeholder stood. */
export type Writing = 'text' | 'json-string';

/** The text with every placeholder of the vault replaced by what it stands for. */
export function restoreText(text: string, vault: Vault, writing: Writing = 'text'): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, value } of placeholdersIn(text, vault)) {
    pieces.push(text.slice(at, start), write(value, writing));
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
      replacement: write(value, kind === 'tool-arguments' && isJsonDocument(text) ? 'json-string' : 'text'),
    })),
  );
}

/** Restores one text of a stream, chunk by chunk; what it returns, joined, is {@link restoreText} of the whole. */
export interface Restorer {
  /** Text that can go on now: everything but a tail that may be the beginning of a placeholder. */
  push(chunk: string): string;
  /** The rest. */
  end(): string;
}

export function createRestorer(vault: Vault, writing: Writing = 'text'): Restorer {
  let held = '';
  return {
    push(chunk) {
      const text = held + chunk;
      const keep = openPlaceholder(text, vault);
      held = text.slice(keep);
      return restoreText(text.slice(0, keep), vault, writing);
    },
    end() {
      const rest = held;
      held = '';
      return restoreText(rest, vault, writing);
    },
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

function write(value: string, writing: Writing): string {
  return writing === 'json-string' ? escaped(value) : value;
}
