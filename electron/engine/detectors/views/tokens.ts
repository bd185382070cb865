/** Word disguises that use ordinary characters only: `1gn0r3` and `i g n o r e`. */
import { joinApart } from './apart.ts';
import { type Edit, editOf, rewritten } from './rewrite.ts';
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
    joinApart(text, found.spaced[index]!, found.spaced[index + 1]!, edits);
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
    edits.push(editOf(start, end, plain, 'leet', 1));
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
