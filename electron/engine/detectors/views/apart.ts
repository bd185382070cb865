/** Characters written one by one: `i g n o r e`, `4.5.3.9`. Words and values are put together by rules of their own. */
import { isCountedUp, isInBrackets, isRowOfTable } from '../singles.ts';
import { type Edit, SAYS_NOTHING, editOf } from './rewrite.ts';

interface Gaps {
  /** Runs of separators: [start, end, …]. */
  readonly spans: readonly number[];
  /** Length of the shortest. */
  readonly usual: number;
  /** Letters and figures between them. */
  readonly letters: number;
  readonly figures: number;
  /** Of the shortest gaps the one that there is most of, as it is written. */
  readonly unit: string;
  /**
   * What most of them begin with. Where words are parted by a blank and letters by a dot, the blank is the gap between
   * words.
   */
  readonly separator: number;
}

/** Adds what puts together the single characters of `start..end`, where that makes a word or may make a value. */
export function joinApart(text: string, start: number, end: number, edits: Edit[]): void {
  const gaps = gapsOf(text, start, end, IN_A_LINE);
  const count = gaps.spans.length / 2;
  // `1 2 3 4 5` is a list; one letter in two makes it a word.
  if (gaps.unit === '/' && gaps.letters === count + 1 && count < FEWEST_IN_SLASHES) return;
  if (gaps.letters * 2 >= count && gaps.letters >= 4) joinWords(text, gaps, edits);
  else joinValue(text, start, end, edits);
}

/** `s/a/b/g`, `y/n/q`: fewer letters with slashes between are a command or a choice. */
const FEWEST_IN_SLASHES = 8;

/** One in so many characters is a figure, where words have none. */
const FIGURES_OF_A_KEY = 16;

/** Separators between single characters removed; a wider gap than the usual one is left as one blank. */
function joinWords(text: string, { spans, usual, figures, letters, unit, separator }: Gaps, edits: Edit[]): void {
  const isKey = figures * FIGURES_OF_A_KEY > letters || text.slice(spans[0], spans.at(-1)).includes('@');
  for (let index = 0; index < spans.length; index += 2) {
    const from = spans[index]!;
    const to = spans[index + 1]!;
    const first = text.charCodeAt(from);
    if (usual === 1 && to - from === 1 && first === separator) {
      edits.push(editOf(from, to, '', 'spaced'));
      continue;
    }
    if (to - from === 1 && first === BLANK) {
      edits.push(editOf(from, to, ' ', 'spaced'));
      continue;
    }
    const between = text.slice(from, to);
    // `e x a m p l e . o r g`: the sign is one of the characters that were parted; so is a dash between dashes in a key.
    const sign = signIn(between, unit);
    if (sign !== null && /\S/.test(sign) && (isKey || sign.charCodeAt(0) !== separator)) {
      edits.push(editOf(from, to, sign, 'spaced'));
      continue;
    }
    // `j - a - n - e`; `A - B - C - D` are four.
    if (sign === '' && (isKey || spans.length >= 2 * FEWEST_OF_A_CARD)) {
      edits.push(editOf(from, to, '', 'spaced'));
      continue;
    }
    // A comma or a dash between two of them is where a sentence begins or ends.
    if (Array.from(between).some((mark) => mark.charCodeAt(0) !== separator && !/\s/.test(mark))) continue;
    const wide = to - from > usual || (first !== separator && /\s/.test(between));
    edits.push(editOf(from, to, wide ? ' ' : '', 'spaced'));
  }
}

/** `" . "` is a dot where a blank parts the characters. '' for the plain gap, null for what is made otherwise. */
function signIn(between: string, unit: string): string | null {
  let signs = '';
  for (let at = 0; between.startsWith(unit, at); at += 1) {
    at += unit.length;
    if (at === between.length) return signs;
    signs += between[at]!;
  }
  return null;
}

/** No number of anybody's has fewer characters. */
const FEWEST = 6;
/** Cards have no fewer figures: only they are found in figures that nobody names. */
const FEWEST_OF_A_CARD = 12;

/**
 * Numbers and keys of mostly figures. Data has figures one by one too, and a check digit is right by chance: rows of
 * tables, lists in brackets and what goes on with longer numbers are left as they are. Without a signal, since nobody
 * gives instructions in figures.
 */
function joinValue(text: string, start: number, end: number, edits: Edit[]): void {
  const line = onlyLine(text, start, end);
  if (line === null) return;
  const [from, to] = withoutWords(text, ...withSigns(text, ...line));
  const gaps = gapsOf(text, from, to, SEPARATES);
  const { spans, unit, figures, letters } = gaps;
  if (figures + letters < FEWEST || figures < FEWEST / 2 || isData(text, from, to, gaps)) return;
  for (let index = 0; index < spans.length; index += 2) {
    const at = spans[index]!;
    const behind = spans[index + 1]!;
    const between = text.slice(at, behind);
    const sign = signIn(between, unit) ?? (/^\s+$/.test(between) || isAll(between, unit) ? ' ' : null);
    if (sign !== null) edits.push(editOf(at, behind, sign, SAYS_NOTHING));
  }
}

function isAll(between: string, unit: string): boolean {
  return between === unit[0]!.repeat(between.length);
}

/** The one line of `start..end` with more than a few characters; all of it where each has a line of its own. */
function onlyLine(text: string, start: number, end: number): readonly [number, number] | null {
  const lines = text.slice(start, end).split('\n');
  if (lines.length === 1 || lines.every((line) => line.trim().length === 1)) return [start, end];
  const long = lines.filter((line) => line.length >= 2 * FEWEST - 1);
  if (long.length !== 1) return null;
  let at = start;
  for (const line of lines) {
    if (line === long[0]) return [at, at + line.length];
    at += line.length + 1;
  }
  return null;
}

/** With the `+ ` or `( ` before its first figure. */
function withSigns(text: string, start: number, end: number): readonly [number, number] {
  const before = /[+(][^\n\p{L}\p{N}]?$/u.exec(text.slice(Math.max(0, start - 2), start));
  return [start - (before?.[0].length ?? 0), end];
}

/** `pay with a 4 5 3 9 …`: words of one letter, in the languages that have them, before and behind. */
function withoutWords(text: string, start: number, end: number): readonly [number, number] {
  let from = start;
  let to = end;
  if (/[aeiouyàéI]/.test(text[from]!) && /\s/.test(text[from + 1] ?? '')) from += 2;
  if (/[aeiouyàéI]/.test(text[to - 1]!) && /\s/.test(text[to - 2] ?? '')) to -= 2;
  return [from, Math.max(from, to)];
}

function isData(text: string, from: number, to: number, { unit, figures, letters, spans }: Gaps): boolean {
  if (goesOn(text, from - 1, -1, unit) || goesOn(text, to, 1, unit)) return true;
  const listed = unit.includes(',');
  if ((listed || letters === 0) && isInBrackets(text, from, to, listed)) return true;
  if (letters > 0) return false;
  const written = unparted(text, from, to, spans);
  if (/^[01]+$/.test(written) || isCountedUp(written)) return true;
  return figures >= FEWEST_OF_A_CARD && isRowOfTable(text, from, to);
}

function unparted(text: string, from: number, to: number, spans: readonly number[]): string {
  let written = '';
  let at = from;
  for (let index = 0; index < spans.length; index += 2) {
    written += text.slice(at, spans[index]);
    at = spans[index + 1]!;
  }
  return written + text.slice(at, to);
}

/** `1.3.6.1.4.1.311`, `1 2 3 … 9 10`: a longer number stands behind one gap more, or where a sign parts them anything. */
function goesOn(text: string, from: number, step: 1 | -1, unit: string): boolean {
  const sign = unit.trim();
  let index = from;
  let signs = 0;
  while (index >= 0 && index < text.length && Math.abs(index - from) < 4) {
    const character = text[index]!;
    if (sign !== '' && character === sign) signs += 1;
    else if (!/\s/.test(character) || (character === '\n' && unit !== '\n')) break;
    index += step;
  }
  if (index === from || (sign !== '' && signs === 0)) return false;
  return (sign === '' ? /^\d/ : /^\w/).test(text.slice(index, index + 1));
}

function gapsOf(text: string, start: number, end: number, separates: Uint8Array): Gaps {
  const spans: number[] = [];
  let usual = Infinity;
  let letters = 0;
  let figures = 0;
  const firsts = new Map<number, number>();
  const units = new Map<string, number>();
  let separator = 0;
  let most = 0;
  let unit = '';
  let mostUnits = 0;
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    // A plus before a number is one of its characters.
    if (separates[code] !== 1 || (index === start && code === PLUS)) {
      if (code >= 48 && code <= 57) figures += 1;
      else if (isLetter(text, index, code)) letters += 1;
      continue;
    }
    let to = index + 1;
    while (to < end && separates[text.charCodeAt(to)] === 1) to += 1;
    spans.push(index, to);
    const between = text.slice(index, to);
    const times = (firsts.get(code) ?? 0) + 1;
    firsts.set(code, times);
    if (times > most) {
      most = times;
      separator = code;
    }
    const same = (units.get(between) ?? 0) + 1;
    units.set(between, same);
    if (between.length < usual || (between.length === usual && same > mostUnits)) {
      mostUnits = same;
      unit = between;
      usual = between.length;
    }
    // What ended the gap is no separator.
    index = to - 1;
  }
  return { spans, usual, letters, figures, unit, separator };
}

function isLetter(text: string, at: number, code: number): boolean {
  if (code < 128) return (code | 32) >= 97 && (code | 32) <= 122;
  return /\p{L}/u.test(String.fromCodePoint(text.codePointAt(at)!));
}

/** Blanks, dot, underscore, asterisk, middle dots, tilde, bar, dash, slash, comma, plus; a line end, for values. */
const PLUS = 43;
const BLANK = 32;
const SIGNS = ' \t._*·•‧∙⋅~|-/,+\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f';
const IN_A_LINE = new Uint8Array(65_536);
for (const sign of SIGNS) IN_A_LINE[sign.charCodeAt(0)] = 1;
const SEPARATES = IN_A_LINE.slice();
SEPARATES[10] = 1;
