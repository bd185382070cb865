/**
 * What the linear model sees of a text: hashed words (1-3), characters (3-5), concepts, pairs of concepts and rules.
 * Training and inference run this very code; nothing is allocated for an n-gram.
 */
import { CONCEPTS } from '../concepts.ts';
import { type Folded, fillWordCodes } from '../fold.ts';
import type { ConceptHits } from '../matcher.ts';
import { CONCEPT_RULES, type RuleMatch } from '../rules.ts';
import { GUISES } from './guise.ts';
import { SIZES } from './windows.ts';

/** More slots, fewer n-grams that share one. */
const NGRAM_BITS = 18;
/** From here on stand concepts, pairs and rules, each in a slot of its own; below it n-grams share slots by their hash. */
export const FIRST_CONCEPT = 1 << NGRAM_BITS;
/** Size of the weight table. */
export const DIMENSIONS = FIRST_CONCEPT + 4096;

/** Parallel arrays, the first `count` entries, in the order of `at`. */
export interface Features {
  count: number;
  index: Uint32Array;
  /** Folded offset of the last character that took part. */
  at: Int32Array;
}

export function newFeatures(): Features {
  return { count: 0, index: new Uint32Array(16_384), at: new Int32Array(16_384) };
}

const C = CONCEPTS.length;
const PAIRS = FIRST_CONCEPT + C;
const FAR_PAIRS = PAIRS + C * C;
const RULES = FAR_PAIRS + C * C;
/** From here on the guises of readings; they count for a window as a whole. */
export const FIRST_GUISE = RULES + CONCEPT_RULES.length;
/** Then the sizes of windows. */
export const FIRST_SIZE = FIRST_GUISE + GUISES;
/** Concepts looked back at, and how far. Characters. */
const PAIR_BACK = 8;
const PAIR_REACH = 140;

/** Most features one folded character can end: three n-grams of characters and of words. */
const PER_CODE = 6;

/** Fills `into`; `matches` in any order. */
export function extract(text: Folded, hits: ConceptHits, matches: readonly RuleMatch[], into: Features): void {
  const { codes, length } = text;
  const conceptSpace = hits.count * (PAIR_BACK + 1) + matches.length;
  ensure(into, length * PER_CODE + conceptSpace);
  const { index, at } = into;
  const endings = [...matches].sort((a, b) => a.end - b.end);
  let count = 0;
  let nextHit = 0;
  let nextMatch = 0;
  let nextEnd = nearest(hits, 0, endings, 0);
  // The last four codes, for n-grams of characters; the running word and the two before it.
  let c1 = SPACE;
  let c2 = SPACE;
  let c3 = SPACE;
  let c4 = SPACE;
  let word = 0;
  let last = 0;
  let beforeLast = 0;
  for (let i = 0; i <= length; i++) {
    const code = i < length ? codes[i]! : SPACE;
    const position = i < length ? i : length - 1;
    const kind = KINDS[code]!;
    if (word !== 0 && kind !== IN_WORD) {
      // The word ended one before this code.
      const end = i - 1;
      count = addWord(index, at, count, end, word, last, beforeLast);
      beforeLast = last;
      last = word;
      word = 0;
    }

    if (i === length) break;
    // Whole numbers of 32 bits throughout: sums beyond them would be floating ones.
    const two = (Math.imul(c2, 0x2545_f491) + Math.imul(c1, 0x27d4_eb2f)) | 0;
    const three = (two + Math.imul(code, 0x1656_67b1)) | 0;
    const four = (three + Math.imul(c3, 0x3c6e_f372)) | 0;
    const five = (four + Math.imul(c4, 0x5bd1_e995)) | 0;
    index[count] = slot(three ^ 0x3333);
    at[count++] = position;
    index[count] = slot(four ^ 0x4444_0000);
    at[count++] = position;
    index[count] = slot(five ^ 0x0555_5500);
    at[count++] = position;
    c4 = c3;
    c3 = c2;
    c2 = c1;
    c1 = code;
    if (kind === IN_WORD) word = (Math.imul(word, 0x0100_0193) + code + 1) | 0;
    else if (kind === WIDE) {
      // Scripts without spaces: each character is a word.
      count = addWord(index, at, count, i, code + 1, last, beforeLast);
      beforeLast = last;
      last = code + 1;
    }
    if (i + 1 < nextEnd) continue;
    while (nextHit < hits.count && hits.end[nextHit]! <= i + 1)
      count = addConcept(index, at, count, hits, nextHit++, i);
    while (nextMatch < endings.length && endings[nextMatch]!.end <= i + 1) {
      index[count] = RULES + endings[nextMatch++]!.rule;
      at[count++] = i;
    }
    nextEnd = nearest(hits, nextHit, endings, nextMatch);
  }
  if (base > LAST_BASE - length) startAnew();
  into.count = withoutRepeats(index, at, count, base);
  base += length + REPEAT_REACH;
}

/** Where the next concept or rule ends. */
function nearest(hits: ConceptHits, hit: number, endings: readonly RuleMatch[], match: number): number {
  return Math.min(hit < hits.count ? hits.end[hit]! : Infinity, endings[match]?.end ?? Infinity);
}

/** Ornaments, tables and formulas repeat what means nothing: within so many characters a feature counts once. */
const REPEAT_REACH = 240;
/** Where each slot was last filled, counted on from text to text, so that nothing needs to be cleared for a long time. */
const lastSeen = new Int32Array(DIMENSIONS).fill(-REPEAT_REACH);
const LAST_BASE = 2 ** 31 - 2 ** 28;
let base = 0;

function startAnew(): void {
  lastSeen.fill(-REPEAT_REACH);
  base = 0;
}

/** A loop and nothing behind it: V8 leaves optimised code at every end of a long loop for what it has never seen run. */
function withoutRepeats(index: Uint32Array, at: Int32Array, count: number, from: number): number {
  let kept = 0;
  for (let feature = 0; feature < count; feature++) {
    const slotHere = index[feature]!;
    const position = from + at[feature]!;
    if (position - lastSeen[slotHere]! < REPEAT_REACH) continue;
    lastSeen[slotHere] = position;
    index[kept] = slotHere;
    at[kept++] = at[feature]!;
  }
  return kept;
}

function addWord(
  index: Uint32Array,
  at: Int32Array,
  from: number,
  end: number,
  word: number,
  last: number,
  beforeLast: number,
): number {
  let count = from;
  const two = (Math.imul(last, 0x85eb_ca6b) + word) | 0;
  index[count] = slot(word ^ 0x1111_1111);
  at[count++] = end;
  index[count] = slot(two ^ 0x2222_2222);
  at[count++] = end;
  index[count] = slot((Math.imul(beforeLast, 0x9e37_79b1) + two) ^ 0x6666_6666);
  at[count++] = end;
  return count;
}

function addConcept(
  index: Uint32Array,
  at: Int32Array,
  from: number,
  hits: ConceptHits,
  hit: number,
  position: number,
): number {
  let count = from;
  const concept = hits.concept[hit]!;
  index[count] = FIRST_CONCEPT + concept;
  at[count++] = position;
  for (let back = hit - 1; back >= 0 && back >= hit - PAIR_BACK; back--) {
    if (hits.start[hit]! - hits.start[back]! > PAIR_REACH) break;
    const other = hits.concept[back]!;
    const base = hits.sentence[back] === hits.sentence[hit] ? PAIRS : FAR_PAIRS;
    index[count] = base + other * C + concept;
    at[count++] = position;
  }
  return count;
}

const SPACE = 32;
/** First code of the scripts written without spaces: CJK, kana; Hangul has spaces, but its syllables carry enough. */
const FIRST_WIDE = 0x2e80;

const IN_WORD = 1;
const WIDE = 2;
/** What each code is to words; 0: it parts them. */
const KINDS = new Uint8Array(65_536);
fillWordCodes(KINDS, IN_WORD);
KINDS.fill(WIDE, FIRST_WIDE);

/** An avalanche, then the upper bits. */
function slot(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a_2d39);
  return h >>> (32 - NGRAM_BITS);
}

function ensure(features: Features, size: number): void {
  if (features.index.length >= size) return;
  features.index = new Uint32Array(size * 2);
  features.at = new Int32Array(size * 2);
}

if (FIRST_SIZE + SIZES > DIMENSIONS) throw new RangeError('too many rules for the weight table');
