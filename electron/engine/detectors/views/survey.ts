/** One cheap pass over a text that says which views are worth building, and where. Most texts need none. */
import { BEFORE, BLOCK, CODES, readBlock, unitsOf } from '../scanner/index.ts';
import { PAIR_BITS, REVERSED_EVIDENCE, ROT13_EVIDENCE, SYMBOL } from './letters.ts';
import { isHighSurrogate } from './rewrite.ts';

export interface Survey {
  /** Something outside ASCII. */
  readonly unicode: boolean;
  /** Runs of base64, base64url or hex characters, at least {@link MIN_ENCODED} long: [start, end, start, end, …]. */
  readonly encoded: readonly number[];
  /** Tokens of letters and look-alike digits in turn, such as `1gn0r3`: [start, end, …]. */
  readonly leet: readonly number[];
  /** Runs of four or more single characters, such as `i g n o r e`: [start, end, …]. */
  readonly spaced: readonly number[];
  /** `%41` */
  readonly percent: boolean;
  /** `\n`, `\"`, `\u0041` */
  readonly backslash: boolean;
  /** `\x41` */
  readonly hexEscape: boolean;
  /** `&#65;`, `&lt;` */
  readonly entity: boolean;
  /** `<!--`, `<p` */
  readonly markup: boolean;
  /** `](` or `]:` */
  readonly link: boolean;
  /** Bytes written one by one: `69 67 6e 6f`. */
  readonly hexPairs: boolean;
  readonly rot13: boolean;
  readonly reversed: boolean;
}

/** Shorter runs cannot hold an instruction or a secret (detection.md). */
export const MIN_ENCODED = 16;
/** In units of 0.5 nat; a sentence of three words reaches it, noise in 1 MB of text seldom does. */
export const CIPHER_THRESHOLD = 36;
const MIN_SPACED = 4;
const MIN_HEX_PAIRS = 8;
/** Longer tokens are hashes and keys, not disguised words. */
const MAX_LEET = 24;

const TOKEN = 1;
const LETTER = 2;
const DIGIT = 4;
const NOT_HEX = 8;
const SPECIAL = 16;
const JOINER = 32;
const UNICODE = 64;
const SWAPPED = 128;

/** For every UTF-16 unit, so that the loop needs no test for ASCII. */
const KIND = new Uint8Array(65_536).fill(TOKEN | UNICODE, 128);
const mark = (characters: string, bits: number): void => {
  for (const character of characters) KIND[character.charCodeAt(0)]! |= bits;
};
mark('abcdefABCDEF', TOKEN | LETTER);
mark('ghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ', TOKEN | LETTER | NOT_HEX);
mark('0123456789', TOKEN | DIGIT);
mark('+', TOKEN | NOT_HEX);
mark('/', TOKEN | NOT_HEX | JOINER);
mark('_-', TOKEN | NOT_HEX | JOINER);
// Blanks beyond ASCII and dots at half height part words and figures as others do.
for (const sign of '·•‧∙⋅\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f')
  KIND[sign.charCodeAt(0)] = UNICODE;
mark('@$!|', SWAPPED);
mark('%\\&<]', SPECIAL);

/** Linear. */
export function survey(text: string): Survey {
  return { ...surveyTokens(text), ...surveyCiphers(text) };
}

/** Cumulative sums that restart at zero, without branches: a mispredicted one costs more than the rest of the step. */
function surveyCiphers(text: string): { readonly rot13: boolean; readonly reversed: boolean } {
  let rot = 0;
  let back = 0;
  // Negative once a sum went over the threshold.
  let rotOver = 0;
  let backOver = 0;
  let symbol = 0;
  for (let from = 0; from < text.length; from += BLOCK) {
    const { size } = readBlock(text, from);
    for (let index = BEFORE, end = BEFORE + size; index < end; index += 1) {
      const next = SYMBOL[CODES[index]!]!;
      const pair = (symbol << PAIR_BITS) | next;
      symbol = next;
      rot += ROT13_EVIDENCE[pair]!;
      back += REVERSED_EVIDENCE[pair]!;
      rot &= ~(rot >> 31);
      back &= ~(back >> 31);
      rotOver |= CIPHER_THRESHOLD - rot;
      backOver |= CIPHER_THRESHOLD - back;
    }
  }
  return { rot13: rotOver < 0, reversed: backOver < 0 };
}

function surveyTokens(text: string): Omit<Survey, 'rot13' | 'reversed'> {
  const { length } = text;
  const units = unitsOf(text);
  const encoded: number[] = [];
  const leet: number[] = [];
  const spaced: number[] = [];
  const found = { percent: false, backslash: false, hexEscape: false, entity: false, markup: false, link: false };
  let unicode = false;
  let hexPairs = false;
  let singles = 0;
  let singlesStart = 0;
  let pairs = 0;
  let joinedEnd = 0;
  const followed: Followed = { from: 0, to: 0 };
  let index = 0;
  let end = 0;
  while (index < length) {
    let kind = KIND[units[index]!]!;
    if ((kind & TOKEN) === 0) {
      if ((kind & (SPECIAL | SWAPPED | UNICODE)) !== 0) {
        if ((kind & UNICODE) !== 0) unicode = true;
        else if ((kind & SPECIAL) !== 0) special(text, index, found);
        else swapped(text, index, leet);
      }
      index += 1;
      continue;
    }
    const start = index;
    let kinds = 0;
    do {
      kinds |= kind;
      index += 1;
      kind = index < length ? KIND[units[index]!]! : 0;
    } while ((kind & TOKEN) !== 0);

    const run = index - start;
    if ((kinds & UNICODE) !== 0) {
      unicode = true;
      if (run > MIN_ENCODED) asciiRuns(text, start, index, encoded);
    } else if (run >= MIN_ENCODED || (run >= MIN_ENCODED - 2 && isPadded(text, index, run))) encoded.push(start, index);
    if ((kinds & (LETTER | DIGIT | UNICODE)) === (LETTER | DIGIT) && run <= MAX_LEET)
      leetToken(text, start, index, leet);

    // Two units are one character only where they are a pair: words of Korean have two syllables.
    const single = run === 1 || (run === 2 && isHighSurrogate(units[start]!));
    if (single && singles > 0 && isGap(text, end, start)) singles += 1;
    else {
      if (singles >= MIN_SPACED) spaced.push(singlesStart, end);
      singles = single ? 1 : 0;
      singlesStart = start;
    }
    if ((kinds & JOINER) !== 0 && run > 2 && start >= joinedEnd) {
      // Groups of them, with a blank between, are one range.
      const goesOn = joinedEnd > 0 && start - joinedEnd === 1;
      const first = (KIND[units[start]!]! & JOINER) === 0 ? start : start + 1;
      const to = joinedTo(text, first, goesOn ? 3 : MIN_JOINED, followed);
      if (to > 0 && goesOn) spaced[spaced.length - 1] = to;
      else if (to > 0) spaced.push(first, to);
      if (to > 0) joinedEnd = to;
    }
    const pair = run === 2 ? (kinds & NOT_HEX) === 0 : run === 4 && text.startsWith('0x', start);
    pairs = pair && start - end <= 2 ? pairs + 1 : 0;
    if (pairs >= MIN_HEX_PAIRS - 1) hexPairs = true;
    end = index;
  }
  if (singles >= MIN_SPACED) spaced.push(singlesStart, end);
  return { unicode, encoded, leet: inOrder(leet), spaced, hexPairs, ...found };
}

/** The one or two `=` that make the run whole groups of four. */
function isPadded(text: string, end: number, run: number): boolean {
  const missing = (4 - (run % 4)) % 4;
  return missing > 0 && missing < 3 && text.startsWith('=='.slice(0, missing), end);
}

/** What may stand between two single characters. The same two on either side of a sign: `a  .  b`, `a, ., b`. */
function isGap(text: string, from: number, to: number): boolean {
  if (to - from <= 3) return true;
  const isSame = (at: number): boolean => text.charCodeAt(from + at) === text.charCodeAt(from + at + 3);
  return to - from === 5 && isSame(0) && isSame(1);
}

/** Signs, one in two characters, that were followed last: `to` is behind the last one. */
interface Followed {
  from: number;
  to: number;
}

const MIN_JOINED = 5;
/**
 * `i-g-n-o-r-e`, `4/5/3/9`, `3-c-:-2-2`: where the run of single characters ends that the second parts. 0 where there is
 * none of at least so many characters. A row that is none is not followed again for each word in it (`:-:-1-:-:-1-`).
 */
function joinedTo(text: string, start: number, least: number, followed: Followed): number {
  const joiner = text.charCodeAt(start + 1);
  if ((KIND[joiner]! & JOINER) === 0 || !isFirst(text.charCodeAt(start))) return 0;
  let end = start + 1;
  if (end >= followed.from && end < followed.to && ((followed.to - end) & 1) === 0) end = followed.to;
  else {
    while (text.charCodeAt(end) === joiner && text.charCodeAt(end + 1) > 32) end += 2;
    followed.from = start + 1;
    followed.to = end;
  }
  // A longer word, or a sign that joins nothing.
  const last = KIND[text.charCodeAt(end - 1)]!;
  const next = end < text.length ? KIND[text.charCodeAt(end)]! : 0;
  if (end - start < least || (next & (LETTER | DIGIT | UNICODE)) !== 0 || (last & (LETTER | DIGIT)) === 0) return 0;
  return end;
}

/** A letter, a figure, the plus of a phone number. */
function isFirst(code: number): boolean {
  return (KIND[code]! & (LETTER | DIGIT)) !== 0 || code === 43;
}

const ENTITY_START = /^&(?:#\w|[a-z]{2})/i;

function special(
  text: string,
  at: number,
  found: { percent: boolean; backslash: boolean; hexEscape: boolean; entity: boolean; markup: boolean; link: boolean },
): void {
  const code = text.charCodeAt(at);
  const next = at + 1 < text.length ? text.charCodeAt(at + 1) : 0;
  if (code === 37) found.percent ||= isHex(next) && isHex(codeAt(text, at + 2));
  else if (code === 92) {
    found.backslash ||= ESCAPES.has(next);
    found.hexEscape ||= next === 120;
  } else if (code === 38) found.entity ||= ENTITY_START.test(text.slice(at, at + 4));
  else if (code === 60) found.markup ||= next === 33 || isLetter(next);
  else found.link ||= next === 40 || next === 58;
}

/** After a backslash: n r t u x " / and the like. */
const ESCAPES = new Set(Array.from('nrtbfu"/\\', (character) => character.charCodeAt(0)));

/** A digit between two letters: most tokens with digits, `utf8` and `v2`, have none. */
function leetToken(text: string, start: number, end: number, leet: number[]): void {
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 57 || code < 48) continue;
    const after = isLetter(codeAt(text, index + 1));
    if (after && (index === start || isLetter(codeAt(text, index - 1)))) {
      pushToken(text, start, end, leet);
      return;
    }
  }
}

/** `p@ssw0rd`, `in$truct`: a sign between two letters. */
function swapped(text: string, at: number, leet: number[]): void {
  if (!isLetter(codeAt(text, at - 1)) || !isLetter(codeAt(text, at + 1))) return;
  pushToken(text, at, at + 1, leet);
}

/** The whole token around `start..end`, signs included; once. */
function pushToken(text: string, start: number, end: number, leet: number[]): void {
  let from = start;
  let to = end;
  while (from > 0 && end - from <= MAX_LEET && isLeetCharacter(text.charCodeAt(from - 1))) from -= 1;
  while (to < text.length && to - from <= MAX_LEET && isLeetCharacter(text.charCodeAt(to))) to += 1;
  if (to - from <= MAX_LEET && leet.at(-1) !== to) leet.push(from, to);
}

function isLeetCharacter(code: number): boolean {
  return isLetter(code) || (code >= 48 && code <= 57) || (code < 128 && (KIND[code]! & SWAPPED) !== 0);
}

/** Pairs by start, overlaps dropped: a token found by its sign and by its digit is one. */
function inOrder(spans: number[]): number[] {
  const out: number[] = [];
  for (let index = 0; index < spans.length; index += 2) {
    if (spans[index]! >= (out.at(-1) ?? 0)) out.push(spans[index]!, spans[index + 1]!);
  }
  return out;
}

/** Runs of ASCII in a token that has other characters as well, as where no blanks are written. */
function asciiRuns(text: string, start: number, end: number, encoded: number[]): void {
  let from = start;
  for (let index = start; index <= end; index += 1) {
    if (index < end && text.charCodeAt(index) < 128) continue;
    if (index - from >= MIN_ENCODED) encoded.push(from, index);
    from = index + 1;
  }
}

function isHex(code: number): boolean {
  return code < 128 && (KIND[code]! & (TOKEN | NOT_HEX)) === TOKEN;
}

function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

/** Reading outside a string gives NaN, which makes every later read slower. */
function codeAt(text: string, index: number): number {
  return index >= 0 && index < text.length ? text.charCodeAt(index) : 0;
}
