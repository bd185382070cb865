/** One cheap pass over a text that says which views are worth building. Most texts need none. */
import { PAIR_BITS, REVERSED_EVIDENCE, ROT13_EVIDENCE, SYMBOL } from './letters.ts';

export interface Survey {
  /** Something outside ASCII. */
  readonly unicode: boolean;
  /** Runs of base64, base64url or hex characters, at least {@link MIN_ENCODED} long: [start, end, start, end, …]. */
  readonly encoded: readonly number[];
  /** `%41`, `\u0041` or `\n`, `&#65;`, `<!--`: the character that starts them stands before one that can continue them. */
  readonly percent: boolean;
  readonly backslash: boolean;
  readonly entity: boolean;
  readonly markup: boolean;
  readonly linkTitle: boolean;
  readonly rot13: boolean;
  readonly reversed: boolean;
  /** Tokens such as `1gn0r3`, letters and look-alike digits in turn. */
  readonly leet: boolean;
  /** Four or more single characters in a row: `i g n o r e`. */
  readonly spaced: boolean;
  /** Bytes written one by one: `69 67 6e 6f`. */
  readonly hexPairs: boolean;
}

/** Shorter runs cannot hold an instruction or a secret (detection.md). */
export const MIN_ENCODED = 16;
/** In units of 0.5 nat; a sentence of three words reaches it, noise in 1 MB of text seldom does. */
export const CIPHER_THRESHOLD = 36;
const MIN_SPACED = 4;
const MIN_HEX_PAIRS = 8;

const ENCODED = 1;
const HEX = 2;
const LEET_DIGIT = 4;
const SPECIAL = 8;

const KIND = new Uint8Array(128);
const mark = (characters: string, bit: number): void => {
  for (const character of characters) KIND[character.charCodeAt(0)]! |= bit;
};
mark('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-', ENCODED);
mark('0123456789abcdefABCDEF', HEX);
mark('01345789@$!|', LEET_DIGIT);
mark('%\\&<([', SPECIAL);

/** Linear, no allocation but the list of runs. */
export function survey(text: string): Survey {
  const { length } = text;
  const encoded: number[] = [];
  let unicode = false;
  let percent = false;
  let backslash = false;
  let entity = false;
  let markup = false;
  let linkTitle = false;
  let rot = 0;
  let reversed = 0;
  let rotFound = false;
  let reversedFound = false;
  let runStart = 0;
  let letter = 0;
  let before = 0;
  let leetTokens = 0;
  let leetHere = 0;
  let singles = 0;
  let spaced = false;
  let pairs = 0;
  let hexPairs = false;
  let tokenHex = true;

  for (let index = 0; index <= length; index += 1) {
    const code = index < length ? text.charCodeAt(index) : 32;
    if (code >= 128) unicode = true;
    const kind = code < 128 ? KIND[code]! : 0;
    const next = code < 128 ? SYMBOL[code]! : 0;
    const pair = (letter << PAIR_BITS) | next;
    rot += ROT13_EVIDENCE[pair]!;
    if (rot < 0) rot = 0;
    else if (rot > CIPHER_THRESHOLD) rotFound = true;
    reversed += REVERSED_EVIDENCE[pair]!;
    if (reversed < 0) reversed = 0;
    else if (reversed > CIPHER_THRESHOLD) reversedFound = true;

    if ((kind & ENCODED) === 0) {
      const run = index - runStart;
      if (run >= MIN_ENCODED) encoded.push(runStart, index);
      else if (run === 1) {
        singles += 1;
        if (singles >= MIN_SPACED) spaced = true;
      } else if (run > 1) {
        singles = 0;
        if (run === 2 && tokenHex) {
          pairs += 1;
          if (pairs >= MIN_HEX_PAIRS) hexPairs = true;
        }
      }
      if (run > 2 || (run > 0 && !tokenHex)) pairs = 0;
      if (leetHere > 0 && run <= 24) leetTokens += 1;
      leetHere = 0;
      tokenHex = true;
      runStart = index + 1;
      if ((kind & SPECIAL) !== 0 && index + 1 < length) {
        if (code === 37) percent ||= isHex(text, index + 1) && isHex(text, index + 2);
        else if (code === 92) backslash = true;
        else if (code === 38) entity ||= ENTITY_START.test(text.slice(index, index + 4));
        else if (code === 60) markup = true;
        else linkTitle ||= text.charCodeAt(index - 1) === 93;
      }
    } else {
      if ((kind & HEX) === 0) tokenHex = false;
      if ((letter & 31) !== 0 && (next & 31) === 0 && (kind & LEET_DIGIT) !== 0 && before !== 0) leetHere += 1;
    }
    before = letter;
    letter = next;
  }
  return {
    unicode,
    encoded,
    percent,
    backslash,
    entity,
    markup,
    linkTitle,
    rot13: rotFound,
    reversed: reversedFound,
    leet: leetTokens > 0,
    spaced,
    hexPairs,
  };
}

const ENTITY_START = /^&(?:#|[a-z]{2})/i;

function isHex(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code < 128 && (KIND[code]! & HEX) !== 0;
}
