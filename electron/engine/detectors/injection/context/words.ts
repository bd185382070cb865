/** Texts as runs of words: what two of them have in common. */

/** Words of one gram: rare enough in common that a few in a row are no chance. */
const GRAM = 8;
/** Longer texts are compared up to here. Characters. */
const LONGEST = 200_000;
/** Scripts without spaces: each character is a word. */
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu;

const FNV_BASIS = 0x811c_9dc5;
const FNV_PRIME = 0x0100_0193;
/** What the first word of a gram is multiplied by. */
const FIRST_FACTOR = Array.from({ length: GRAM - 1 }).reduce<number>((power) => Math.imul(power, FNV_PRIME), 1);
/** Bits of a gram that {@link KnownGrams} looks at first: 8 KB. */
const BEGUN_BITS = 13;
/** Codes of ASCII letters, in lower case, and digits; 0: anything else. */
const LETTER = Uint8Array.from({ length: 0x80 }, (_, code) =>
  /[a-z\d]/i.test(String.fromCharCode(code)) ? String.fromCharCode(code).toLowerCase().charCodeAt(0) : 0,
);

export interface Words {
  readonly count: number;
  readonly gram: number;
  /** UTF-16 offsets of a word. */
  start(word: number): number;
  end(word: number): number;
  /** One hash for each place where {@link gram} words begin. */
  grams(): Int32Array;
  /** How many of the words from `from` to before `to` are different ones. */
  different(from: number, to: number): number;
}

export function wordsOf(text: string): Words {
  const starts: number[] = [];
  const ends: number[] = [];
  const hashes: number[] = [];
  const length = Math.min(text.length, LONGEST);
  const upTo = readAscii(text, length, starts, ends, hashes);
  if (upTo < length) readUnicode(text, upTo, length, starts, ends, hashes);
  return {
    count: hashes.length,
    gram: GRAM,
    start: (word) => starts[word]!,
    end: (word) => ends[word]!,
    grams: () => gramHashes(hashes),
    different: (from, to) => new Set(hashes.slice(from, to)).size,
  };
}

/** Every answer is read: most of them character by character, without an expression. Returns how far it came: a border of words. */
function readAscii(text: string, length: number, starts: number[], ends: number[], hashes: number[]): number {
  let hash = FNV_BASIS;
  let start = -1;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) return start < 0 ? at : start;
    const letter = LETTER[code]!;
    if (letter !== 0) {
      if (start < 0) start = at;
      hash = Math.imul(hash ^ letter, FNV_PRIME);
    } else if (start >= 0) {
      starts.push(start);
      ends.push(at);
      hashes.push(hash);
      hash = FNV_BASIS;
      start = -1;
    }
  }
  if (start >= 0) {
    starts.push(start);
    ends.push(length);
    hashes.push(hash);
  }
  return length;
}

function readUnicode(text: string, from: number, to: number, starts: number[], ends: number[], hashes: number[]): void {
  for (const match of text.slice(from, to).matchAll(WORD)) {
    starts.push(from + match.index);
    ends.push(from + match.index + match[0].length);
    hashes.push(hashOf(match[0].toLowerCase()));
  }
}

/** The grams of a text, to be looked up in. */
export interface Grams {
  has(gram: number): boolean;
  /**
   * false: no gram of `text` is among them. Most answers have none, and are told from the rest without taking them
   * apart. Reads ASCII only: what goes beyond may have one.
   */
  mayShare(text: string): boolean;
}

/**
 * Agents send the same long system prompt with every request: the last few that were new are kept. A hit moves nothing:
 * putting it last would make the text of this very request the key, and hold it beyond its exchange.
 */
const kept = new Map<string, Grams>();
const MOST_KEPT = 8;

export function gramsOf(text: string): Grams {
  const before = kept.get(text);
  if (before !== undefined) return before;
  const grams = new KnownGrams(telling(text, wordsOf(text)));
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
  kept.set(text, grams);
  return grams;
}

/** Of the seven gaps in a gram: fewer with a space, and it stands within an address, a path or an identifier. */
const FEWEST_SPACES = 3;
/** So many long words, all of them written as in a title, are a name. */
const FEWEST_OF_NAME = 3;
const LONG_WORD = 4;

/** The grams of a text but those within names: an answer may say who somebody is and where something is to be found. */
function telling(text: string, words: Words): Int32Array {
  const grams = words.grams();
  const kept = new Int32Array(grams.length);
  let count = 0;
  let [spaces, titled, plain] = [0, 0, 0];
  const take = (word: number, by: 1 | -1): void => {
    const said = text.slice(words.start(word), words.end(word));
    if (said.length < LONG_WORD) return;
    if (/^\p{Lu}\P{Lu}/u.test(said)) titled += by;
    else plain += by;
  };
  const takeGap = (word: number, by: 1 | -1): void => {
    // Side by side are only words of scripts without spaces.
    const gap = text.slice(words.end(word), words.start(word + 1));
    if (gap === '' || /\s/.test(gap)) spaces += by;
  };
  for (let word = 0; word < Math.min(GRAM - 1, words.count); word++) take(word, 1);
  for (let word = 0; word < Math.min(GRAM - 2, words.count - 1); word++) takeGap(word, 1);
  for (let at = 0; at < grams.length; at++) {
    const last = at + GRAM - 1;
    take(last, 1);
    takeGap(last - 1, 1);
    if (spaces >= FEWEST_SPACES && (plain > 0 || titled < FEWEST_OF_NAME)) kept[count++] = grams[at]!;
    take(at, -1);
    takeGap(at, -1);
  }
  return kept.subarray(0, count);
}

class KnownGrams implements Grams {
  readonly #grams: ReadonlySet<number>;
  /** By a gram's first bits: whether any begins so. Nearly every gram that is not known is told from this alone. */
  readonly #begun = new Uint8Array(1 << BEGUN_BITS);

  constructor(grams: Int32Array) {
    this.#grams = new Set(grams);
    for (const gram of grams) this.#begun[gram >>> (32 - BEGUN_BITS)] = 1;
  }

  has(gram: number): boolean {
    return this.#begun[gram >>> (32 - BEGUN_BITS)] === 1 && this.#grams.has(gram);
  }

  mayShare(text: string): boolean {
    const length = Math.min(text.length, LONGEST);
    const last = new Int32Array(GRAM);
    let words = 0;
    let gram = 0;
    let hash = FNV_BASIS;
    let inside = false;
    for (let at = 0; at <= length; at++) {
      const code = at < length ? text.charCodeAt(at) : 0;
      if (code >= 0x80) return true;
      const letter = LETTER[code]!;
      if (letter !== 0) {
        hash = Math.imul(hash ^ letter, FNV_PRIME);
        inside = true;
      } else if (inside) {
        const place = words % GRAM;
        gram = (Math.imul(gram - Math.imul(last[place]!, FIRST_FACTOR), FNV_PRIME) + hash) | 0;
        last[place] = hash;
        words += 1;
        if (words >= GRAM && this.has(gram)) return true;
        hash = FNV_BASIS;
        inside = false;
      }
    }
    return false;
  }
}

/** A polynomial in FNV_PRIME with the words' hashes as coefficients, so that it can be carried from word to word. */
function gramHashes(hashes: readonly number[]): Int32Array {
  const grams = new Int32Array(Math.max(0, hashes.length - GRAM + 1));
  for (let at = 0; at < grams.length; at++) {
    let hash = 0;
    for (let word = at; word < at + GRAM; word++) hash = (Math.imul(hash, FNV_PRIME) + hashes[word]!) | 0;
    grams[at] = hash;
  }
  return grams;
}

/** FNV-1a, 32 bits. */
function hashOf(word: string): number {
  let hash = FNV_BASIS;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), FNV_PRIME);
  return hash;
}
