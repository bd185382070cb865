/** Word disguises that use ordinary characters only: `1gn0r3` and `i g n o r e`. */
import { type Edit, rewritten } from './rewrite.ts';
import type { Survey } from './survey.ts';
import type { TextView } from './view.ts';

const LEET: Readonly<Record<string, string | undefined>> = {
  '0': 'o',
  '1': 'i',
  '2': 'z',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
};

/** Leet words and spaced letters put back; null when there are none. */
export function foldTokens(text: string, found: Pick<Survey, 'leet' | 'spaced'>): TextView | null {
  const edits: Edit[] = [];
  for (let index = 0; index < found.spaced.length; index += 2) {
    unspace(text, found.spaced[index]!, found.spaced[index + 1]!, edits);
  }
  const words = unleetAll(text, found.leet);
  // In order already, without overlaps.
  if (words.length === 0) return rewritten(text, edits, 'normalised');
  const all = [...edits, ...words].sort((a, b) => a.start - b.start);
  return rewritten(text, withoutOverlaps(all), 'normalised');
}

function withoutOverlaps(edits: readonly Edit[]): Edit[] {
  let done = 0;
  return edits.filter((edit) => {
    if (edit.start < done) return false;
    done = edit.end;
    return true;
  });
}

/** Tokens that could as well be names with a number (`sha1`, `4th`) are words only beside ones that can be nothing else. */
function unleetAll(text: string, tokens: readonly number[]): Edit[] {
  const edits: Edit[] = [];
  let sure = false;
  for (let index = 0; index < tokens.length; index += 2) {
    const start = tokens[index]!;
    const end = tokens[index + 1]!;
    const word = text.slice(start, end);
    // `password@db.acme.io`, `user@host:22` are addresses.
    if (word.includes('@') && (isInAddress(text[start - 1]) || isInAddress(text[end]))) continue;
    const plain = unleet(word);
    if (plain === null) continue;
    sure ||= isSure(word);
    edits.push({ start, end, text: plain, signal: 'leet', step: 1 });
  }
  return sure ? edits : [];
}

/** A sign or digit between two letters that is not the only change of class, or a known disguise of one: `pr3vious`. */
function isSure(word: string): boolean {
  if (!/[013457$]/.test(word)) return false;
  return /[a-z][013457@$!|]+[a-z]{2}|[a-z]{2}[013457@$!|]+[a-z]/i.test(word) && !/^[a-z]+\d[a-z]$|^[a-z]\d/i.test(word);
}

function isInAddress(beside: string | undefined): boolean {
  return beside === '.' || beside === ':' || beside === '/' || beside === '\\';
}

/** `Spring$2019`: so many in a row are a number. */
const MOST_SIGNS = 3;

/** null for hashes, units, ordinals, long numbers and what holds other signs. */
function unleet(token: string): string | null {
  let end = token.length;
  while (end > 0 && token[end - 1] === '!') end -= 1;
  if (end < 3) return null;
  let plain = '';
  let letters = 0;
  let signs = 0;
  for (let index = 0; index < end; index += 1) {
    const sign = token[index]!;
    const letter = LEET[sign];
    if (letter !== undefined) {
      const isDouble = sign === '1' && token[index + 1] === '1' && index + 1 < end;
      plain += isDouble ? 'll' : letter;
      if (isDouble) index += 1;
      signs += isDouble ? 2 : 1;
      if (signs > MOST_SIGNS) return null;
      continue;
    }
    const lower = sign.charCodeAt(0) | 32;
    if (lower < 97 || lower > 122) return null;
    plain += sign;
    letters += 1;
    signs = 0;
  }
  if (letters === 0 || letters === end) return null;
  if (/^\d+(?:st|nd|rd|th|px|pt|em|ms|kb|mb|gb|am|pm|hz|[a-z])!*$/i.test(token)) return null;
  return /^(?:0x|[a-f\d]{6,}!*$)/i.test(token) ? null : plain + token.slice(end);
}

const MIN_NUMBER_GAPS = 12;
/** Separators between single characters removed; a wider gap than the usual one is left as one blank. */
function unspace(text: string, start: number, end: number, edits: Edit[]): void {
  const { gaps, usual, letters, separator } = gapsOf(text, start, end);
  const count = gaps.length / 2;
  // `1 2 3 4 5` is a list; one letter in two makes it a word.
  // A key, a number or an address has fewer: then it is long, and parted by nothing but single blanks.
  const isLong = count >= MIN_NUMBER_GAPS && usual === 1 && text.charCodeAt(gaps[0]!) === BLANK;
  if (!isLong && (letters * 2 < count || letters < 4)) return;
  for (let index = 0; index < gaps.length; index += 2) {
    const from = gaps[index]!;
    const to = gaps[index + 1]!;
    const first = text.charCodeAt(from);
    if (usual === 1 && to - from === 1 && first === separator) {
      edits.push({ start: from, end: to, text: '', signal: 'spaced' });
      continue;
    }
    // `e x a m p l e . o r g`: the sign is one of the characters that were parted.
    const between = text.slice(from, to);
    if (separator === BLANK && between.length === 3 && /^ [^\s] $/.test(between)) {
      edits.push({ start: from, end: to, text: between[1]!, signal: 'spaced' });
      continue;
    }
    // A comma or a dash between two of them is where a sentence begins or ends.
    if (Array.from(between).some((sign) => sign.charCodeAt(0) !== separator && !/\s/.test(sign))) continue;
    const wide = to - from > usual || (first !== separator && /\s/.test(between));
    edits.push({ start: from, end: to, text: wide ? ' ' : '', signal: 'spaced' });
  }
}

interface Gaps {
  /** Runs of separators: [start, end, …]. */
  readonly gaps: readonly number[];
  /** Length of the shortest. */
  readonly usual: number;
  /** Letters between them. */
  readonly letters: number;
  /**
   * What most of them begin with. Where words are parted by a blank and letters by a dot, the blank is the gap between
   * words.
   */
  readonly separator: number;
}

function gapsOf(text: string, start: number, end: number): Gaps {
  const gaps: number[] = [];
  let usual = Infinity;
  let letters = 0;
  const counts = new Map<number, number>();
  let separator = 0;
  let most = 0;
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (!isSeparator(code)) {
      if (isLetter(text, index, code)) letters += 1;
      continue;
    }
    let to = index + 1;
    while (to < end && isSeparator(text.charCodeAt(to))) to += 1;
    gaps.push(index, to);
    usual = Math.min(usual, to - index);
    const times = (counts.get(code) ?? 0) + 1;
    counts.set(code, times);
    if (times > most) {
      most = times;
      separator = code;
    }
    // What ended the gap is no separator.
    index = to - 1;
  }
  return { gaps, usual, letters, separator };
}

function isLetter(text: string, at: number, code: number): boolean {
  if (code < 128) return (code | 32) >= 97 && (code | 32) <= 122;
  return /\p{L}/u.test(String.fromCodePoint(text.codePointAt(at)!));
}

const BLANK = 32;
/** Blank, dot, underscore, asterisk, middle dot, tilde, bar, dash, slash, comma. */
const SEPARATORS = Array.from(' \t._*·~|-/,+\u00a0', (character) => character.charCodeAt(0));
const SEPARATES = new Uint8Array(256);
for (const code of SEPARATORS) SEPARATES[code] = 1;

function isSeparator(code: number): boolean {
  return code < SEPARATES.length && SEPARATES[code] === 1;
}
