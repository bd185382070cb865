/** The street line that ends right before a unit: `3637 Heritage Drive, `, `Bergshaugen 43\n`. Word by word, from the right. */

/** A street line is no longer. Characters. */
const REACH = 72;
/** What may stand between the line and the unit: a comma or full stop, then blanks or the line's end and quote marks. */
const GAP = /[.,]?(?:[ \t]*\n[\s>?*|]*|[ \t]* )$/;
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
  const window = text.slice(from, at);
  const gap = GAP.exec(window);
  if (gap === null) return null;
  const stop = /^[.,]/.test(gap[0]) ? 1 : 0;
  const words = wordsBefore(window.slice(0, gap.index));
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
  return { start: from + gap.index - length, end: from + gap.index + stop };
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
