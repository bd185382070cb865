/** Word disguises that use ordinary characters only: `1gn0r3` and `i g n o r e`. */
import { type Edit, rewritten } from './rewrite.ts';
import type { Survey } from './survey.ts';
import type { TextView } from './view.ts';

const LEET: Readonly<Record<string, string>> = {
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
    const plain = unleet(word);
    // `password@db.acme.io`, `user@host:22` are addresses.
    if (plain === null || (word.includes('@') && /[.:/\\]/.test((text[start - 1] ?? '') + (text[end] ?? '')))) continue;
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

/** null for hashes, units, ordinals, long numbers and what holds other signs. */
function unleet(token: string): string | null {
  const word = token.replace(/!+$/, '');
  if (word.length < 3 || !/[a-z]/i.test(word) || !/[\d@$!|]/.test(word)) return null;
  // `Spring$2019`: so many in a row are a number.
  if (/[\d@$!|]{4}/.test(word)) return null;
  if (/^\d+(?:st|nd|rd|th|px|pt|em|ms|kb|mb|gb|am|pm|hz|[a-z])$/i.test(word) || /^(?:0x|[a-f\d]{6,}$)/i.test(word))
    return null;
  const plain = word.replace(/11/g, 'll').replace(/[\d@$!|]/g, (sign) => LEET[sign] ?? sign);
  return /^[a-z]+$/i.test(plain) ? plain + token.slice(word.length) : null;
}

const MIN_NUMBER_GAPS = 12;
/** Separators between single characters removed; a wider gap than the usual one is left as one blank. */
function unspace(text: string, start: number, end: number, edits: Edit[]): void {
  const gaps: [number, number][] = [];
  for (let index = start; index < end; index += 1) {
    if (!isSeparator(text.charCodeAt(index))) continue;
    let to = index;
    while (to < end && isSeparator(text.charCodeAt(to))) to += 1;
    gaps.push([index, to]);
    index = to;
  }
  const usual = gaps.reduce((least, [from, to]) => Math.min(least, to - from), Infinity);
  // `1 2 3 4 5` is a list; one letter in two makes it a word.
  const letters = text.slice(start, end).match(/\p{L}/gu)?.length ?? 0;
  // A key, a number or an address has fewer: then it is long, and parted by nothing but single blanks.
  const isLong = gaps.length >= MIN_NUMBER_GAPS && usual === 1 && text[gaps[0]![0]] === ' ';
  if (!isLong && (letters * 2 < gaps.length || letters < 4)) return;
  // Where words are parted by a blank and letters by a dot, the blank is the gap between words.
  const separator = mostCommon(gaps.map(([from]) => text[from]!));
  for (const [from, to] of gaps) {
    if (usual === 1 && to - from === 1 && text[from] === separator) {
      edits.push({ start: from, end: to, text: '', signal: 'spaced' });
      continue;
    }
    // `e x a m p l e . o r g`: the sign is one of the characters that were parted.
    const between = text.slice(from, to);
    if (separator === ' ' && between.length === 3 && /^ [^\s] $/.test(between)) {
      edits.push({ start: from, end: to, text: between[1]!, signal: 'spaced' });
      continue;
    }
    // A comma or a dash between two of them is where a sentence begins or ends.
    if (Array.from(between).some((sign) => sign !== separator && !/\s/.test(sign))) continue;
    const wide = to - from > usual || (text[from] !== separator && /\s/.test(text.slice(from, to)));
    edits.push({ start: from, end: to, text: wide ? ' ' : '', signal: 'spaced' });
  }
}

function mostCommon(items: readonly string[]): string {
  const counts = new Map<string, number>();
  let best = '';
  for (const item of items) {
    counts.set(item, (counts.get(item) ?? 0) + 1);
    if ((counts.get(item) ?? 0) > (counts.get(best) ?? 0)) best = item;
  }
  return best;
}

/** Blank, dot, underscore, asterisk, middle dot, tilde, bar, dash, slash, comma. */
const SEPARATORS = new Set(Array.from(' \t._*·~|-/,+\u00a0', (character) => character.charCodeAt(0)));

function isSeparator(code: number): boolean {
  return SEPARATORS.has(code);
}
