import type { Part } from '../../../../shared/domain/index.ts';
import { type RestoredText, type Restoring, type StringEdit, type TextEdit, isJson } from '../../dialects/index.ts';
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
  return parts.flatMap((part) => {
    const { pointer, text } = part;
    const as = part.leaf ? 'leaf' : staysJson(part) ? 'json' : 'text';
    return restored(text, as, vault).map((edit) => {
      if (as !== 'json') return { pointer, ...edit };
      // In a string of JSON inside a string of JSON a number is text like all of it.
      const { bare, start, end, replacement } = edit;
      return { pointer, start, end, replacement: bare === true ? replacement : escaped(replacement) };
    });
  });
}

/** As for masks: what a tool gets, and what it brought where all of it is JSON. */
function staysJson({ kind, role, text }: Part): boolean {
  return isJsonDocument(text) && (kind === 'tool-arguments' || (role === 'tool' && isJson(text)));
}

/** Puts originals back inside a stream that is guarded piece by piece; what surrounds it takes care of JSON. */
export function createRestoring(vault: Vault): Restoring {
  return {
    pending: (text, as) => text.length - Math.min(openPlaceholder(text, vault), openNumber(text, as, vault)),
    edits: (text, as) => restored(text, as, vault),
  };
}

/** What stood there as a number becomes one again, where a string of JSON says nothing else. */
function restored(text: string, as: RestoredText, vault: Vault): TextEdit[] {
  return placeholdersIn(text, vault).map(({ start, end, value }) => {
    const string = { start, end, replacement: value };
    if (as === 'text' || !vault.isNumber(text.slice(start, end))) return string;
    if (as === 'leaf') return start === 0 && end === text.length ? { ...string, bare: true } : string;
    return isValue(text, start, end) ? { start: start - 1, end: end + 1, replacement: value, bare: true } : string;
  });
}

const BEGINS_VALUE = /([:,[])\s*"$/;
const NO_KEY = /"\s*[^\s:]/y;

/** A whole string of JSON and no key: it stands behind a colon or begins a list, or no colon follows it. */
function isValue(text: string, start: number, end: number): boolean {
  const before = BEGINS_VALUE.exec(text.slice(Math.max(0, start - MAX_GAP), start))?.[1];
  if (before === undefined || text[end] !== '"') return false;
  NO_KEY.lastIndex = end;
  return before !== ',' || NO_KEY.test(text);
}

/** Where a string begins that may turn out to be a placeholder of a number, and nothing else. */
function openNumber(text: string, as: RestoredText, vault: Vault): number {
  if (as !== 'json' || !vault.hasNumbers) return text.length;
  const tail = OPEN_STRING.exec(text.slice(-MAX_PLACEHOLDER - MAX_GAP));
  if (tail === null) return text.length;
  const [, placeholder = '', closed] = tail;
  const goesOn = closed === undefined ? vault.couldBecome(placeholder) : false;
  return goesOn || vault.isNumber(placeholder) ? text.length - tail[0].length : text.length;
}

const OPEN_STRING = /(?<=[:,[]\s*)"((?:\[[A-Z0-9_]*\]?)?)("\s*)?$/;
/** White space that is looked over between a value and what it stands behind. UTF-16 units. */
const MAX_GAP = 32;

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
