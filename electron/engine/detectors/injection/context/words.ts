/** Texts as runs of words: what two of them have in common. */

/** Words of one gram: rare enough in common that a few in a row are no chance. */
const GRAM = 8;
/** Longer texts are compared up to here. Characters. */
const LONGEST = 200_000;
/** Scripts without spaces: each character is a word. */
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu;

export interface Words {
  readonly count: number;
  readonly gram: number;
  /** UTF-16 offsets of a word. */
  start(word: number): number;
  end(word: number): number;
  /** One hash for each place where {@link gram} words begin. */
  grams(): Int32Array;
}

export function wordsOf(text: string): Words {
  const starts: number[] = [];
  const ends: number[] = [];
  const hashes: number[] = [];
  for (const match of text.slice(0, LONGEST).matchAll(WORD)) {
    starts.push(match.index);
    ends.push(match.index + match[0].length);
    hashes.push(hashOf(match[0].toLowerCase()));
  }
  return {
    count: hashes.length,
    gram: GRAM,
    start: (word) => starts[word]!,
    end: (word) => ends[word]!,
    grams: () => gramHashes(hashes),
  };
}

/** Agents send the same long system prompt with every request: the last few are kept. */
const kept = new Map<string, ReadonlySet<number>>();
const MOST_KEPT = 8;

export function gramsOf(text: string): ReadonlySet<number> {
  const before = kept.get(text);
  if (before !== undefined) {
    kept.delete(text);
    kept.set(text, before);
    return before;
  }
  const grams = new Set(wordsOf(text).grams());
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
  kept.set(text, grams);
  return grams;
}

function gramHashes(hashes: readonly number[]): Int32Array {
  return Int32Array.from({ length: Math.max(0, hashes.length - GRAM + 1) }, (_, at) => {
    let hash = 17;
    for (let word = at; word < at + GRAM; word++) hash = (Math.imul(hash, 0x0100_0193) ^ hashes[word]!) | 0;
    return hash;
  });
}

function hashOf(word: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x0100_0193);
  return hash;
}
