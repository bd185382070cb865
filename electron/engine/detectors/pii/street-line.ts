/** The street line that ends right before a unit: `3637 Heritage Drive, `, `Bergshaugen 43\n`. Word by word, from the right. */

import { isDigit } from './units.ts';

/** A street line is no longer. Characters. */
const REACH = 72;
/** Ends whatever stands before the line. */
const BREAKS = /[\n\t>?*:]/;
const HOUSE_NUMBER = /^\d{1,5}[A-Za-z]?$/;
const PLAIN_NUMBER = /^\d{1,5}$/;
const NAME = /^[\p{L}.'’-]{2,}$/u;
const SHORT_NAME = /^[\p{L}.'’-]+$/u;
/** Further names before the street's: of a house, a quarter. */
const LEADING = /^[\p{L}\d][\p{L}\d.'’-]*$/u;
const LEADING_NUMBER = /^\d{1,5}[A-Za-z]?,?$/;
const MOST_NAMES = 5;
const MOST_LEADING = 5;
const MOST_NUMBERS = 2;

/** Start and end of the line before `at`; null when what stands there is none. */
export function streetLineBefore(text: string, at: number): { readonly start: number; readonly end: number } | null {
  const from = Math.max(0, at - REACH);
  const gap = gapBefore(text, from, at);
  if (gap === at) return null;
  const stop = isStop(text.charCodeAt(gap - 1)) && gap > from ? 1 : 0;
  const line = text.slice(from, gap - stop);
  if (!mayEndLine(line)) return null;
  const words = wordsBefore(line);
  const core = Math.min(coreStart(words, numberLast), coreStart(words, numberFirst));
  if (core === Number.POSITIVE_INFINITY) return null;
  let first = core;
  const reach = Math.max(0, core - MOST_LEADING);
  while (first > reach && LEADING.test(words[first - 1]!)) first -= 1;
  for (let numbers = 0; numbers < MOST_NUMBERS; numbers += 1) {
    if (first === 0 || !LEADING_NUMBER.test(words[first - 1]!)) break;
    first -= 1;
  }
  const length = words.slice(first).reduce((sum, word) => sum + word.length + 1, -1);
  const end = from + line.length;
  return { start: end - length, end: end + stop };
}

/** Where the blanks begin that end at `at`, or the line's end with the blanks and quote marks behind it; `at` for none. */
function gapBefore(text: string, from: number, at: number): number {
  let stretch = at;
  while (stretch > from && isGap(text.charCodeAt(stretch - 1))) stretch -= 1;
  const lineEnd = text.slice(stretch, at).indexOf('\n');
  if (lineEnd === -1 && text.charCodeAt(at - 1) !== 32) return at;
  let start = lineEnd === -1 ? at : stretch + lineEnd;
  while (start > stretch && isBlank(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** White space, `>`, `?`, `*`, `|`. */
function isGap(code: number): boolean {
  return (
    (code >= 9 && code <= 13) ||
    code === 32 ||
    code === 62 ||
    code === 63 ||
    code === 42 ||
    code === 124 ||
    (code >= 0xa0 && /\s/.test(String.fromCharCode(code)))
  );
}

/** Comma or full stop. */
function isStop(code: number): boolean {
  return code === 44 || code === 46;
}

/** A street's name, or a house number with a name before it: all that {@link coreStart} takes. */
function mayEndLine(line: string): boolean {
  const last = line.charCodeAt(line.length - 1);
  if (!isDigit(last)) return true;
  const blank = line.lastIndexOf(' ');
  return blank > 0 && !isDigit(line.charCodeAt(blank - 1));
}

/** Separated by one blank, the last one first come; behind a comma a line may begin too. */
function wordsBefore(line: string): string[] {
  const words: string[] = [];
  let end = line.length;
  while (end > 0 && words.length < MOST_NAMES + MOST_LEADING + MOST_NUMBERS) {
    const blank = line.lastIndexOf(' ', end - 1);
    const word = line.slice(blank + 1, end);
    const broken = word.split(BREAKS).at(-1)!;
    const inner = broken.slice(0, -1).lastIndexOf(',') + 1;
    words.unshift(broken.slice(inner));
    if (broken !== word || inner > 0 || word === '') break;
    end = blank;
  }
  return words;
}

/** Which word the street begins with, by one of the two ways to write it; infinity: it is not written so. */
function coreStart(words: readonly string[], form: (words: readonly string[]) => number): number {
  return words.length < 2 ? Number.POSITIVE_INFINITY : form(words);
}

/** `Bergshaugen 43` */
function numberLast(words: readonly string[]): number {
  const at = words.length - 2;
  return HOUSE_NUMBER.test(words[at + 1]!) && NAME.test(words[at]!) ? at : Number.POSITIVE_INFINITY;
}

/** `3637 Heritage Drive` */
function numberFirst(words: readonly string[]): number {
  if (!NAME.test(words.at(-1)!)) return Number.POSITIVE_INFINITY;
  let at = words.length - 2;
  while (at > 0 && words.length - at <= MOST_NAMES && SHORT_NAME.test(words[at]!)) at -= 1;
  return PLAIN_NUMBER.test(words[at]!) ? at : Number.POSITIVE_INFINITY;
}
