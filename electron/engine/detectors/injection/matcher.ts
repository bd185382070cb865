import { CONCEPTS, type Lexicon } from './concepts.ts';
import { type Folded, fillWordCodes, foldTerm, isWordCode } from './fold.ts';

/** Concepts seen in a folded text, in the order of their ends; parallel arrays, the first `count` entries. */
export interface ConceptHits {
  count: number;
  concept: Uint8Array;
  start: Int32Array;
  end: Int32Array;
  /** Number of the sentence it stands in, from 0. */
  sentence: Int32Array;
}

interface Term {
  readonly concepts: number[];
  /** What must not touch it: nothing, any letter, or Latin letters ("ai" in a Chinese sentence, not in "mail"). */
  readonly edge: 'none' | 'word' | 'latin';
  readonly prefix: boolean;
  /** Of its lexicon: whether words have spaces between them. */
  readonly spaced: boolean;
}

const NO_TERMS: readonly number[] = [];
/** Stands for a bar within a term. */
const BAR = '¦';
/** At the end of a term: any ending. */
const STAR = 42;

/** What a folded code is, as bits. */
const WORD = 1;
const LATIN = 2;
/** A term begins with it: at all, not behind a letter or figure only, not behind a Latin letter only. */
const BEGINS = 4;
const BEGINS_IN_WORDS = 8;
const BEGINS_BEHIND_LATIN = 16;

/**
 * The terms of all lexicons as a tree, entered where a term may begin: most begin words, so that nothing is looked up for
 * the rest of a word once it is no term's. Its branches live in one open hash table keyed by (state, code): a dense
 * table over all scripts would take a hundred megabytes.
 */
export class ConceptMatcher {
  readonly #terms: Term[] = [];
  /** For each state the terms that end there; empty shared where none. */
  readonly #ends: (readonly number[])[] = [NO_TERMS];
  /** Key and target side by side: what is looked up seldom is near. */
  readonly #slots: Int32Array;
  readonly #mask: number;
  /** For each state a bit for each `code & 31` that goes on from it. */
  readonly #goesOn: Int32Array;
  /** The first code of a term -> its state. */
  readonly #root = new Uint16Array(65_536);
  readonly #classes = new Uint8Array(65_536);

  constructor(lexicons: readonly Lexicon[]) {
    let most = 1;
    for (const { terms } of lexicons) for (const list of Object.values(terms)) most += list.length;
    let size = 1;
    while (size < most * 2) size *= 2;
    this.#slots = new Int32Array(size * 2).fill(EMPTY);
    this.#mask = size - 1;
    this.#goesOn = new Int32Array(most);
    fillWordCodes(this.#classes, WORD);
    for (let code = 97; code <= 122; code++) this.#classes[code]! |= LATIN;
    for (const { terms, spaced } of lexicons) {
      for (const [concept, list] of Object.entries(terms)) {
        const id = CONCEPTS.indexOf(concept as (typeof CONCEPTS)[number]);
        const hasBars = list.includes(BAR);
        // Not split: that looks each term up among all strings there are.
        for (let from = 0, to = 0; from <= list.length; from = to + 1) {
          to = list.indexOf('|', from);
          if (to < 0) to = list.length;
          const term = list.slice(from, to);
          this.#plant(hasBars ? term.replaceAll(BAR, '|') : term, id, spaced);
        }
      }
    }
  }

  /** A term as a lexicon has it. Every start waits for thousands of them: none becomes a string or a map of its own. */
  #plant(term: string, concept: number, spaced: boolean): void {
    const { codes, length: all } = foldTerm(term);
    const prefix = codes[all - 1] === STAR;
    let length = prefix ? all - 1 : all;
    while (length > 0 && codes[length - 1]! <= SPACE) length--;
    if (length === 0) return;
    let state = this.#root[codes[0]!]!;
    if (state === 0) state = this.#root[codes[0]!] = this.#newState();
    for (let at = 1; at < length; at++) state = this.#goOn(state, codes[at]!);
    const same = this.#ends[state]!;
    const known = same.find((index) => this.#terms[index]!.prefix === prefix && this.#terms[index]!.spaced === spaced);
    if (known !== undefined) {
      const { concepts } = this.#terms[known]!;
      if (!concepts.includes(concept)) concepts.push(concept);
      return;
    }
    const edge = edgeOf(codes, length, spaced);
    this.#ends[state] = [...same, this.#terms.push({ concepts: [concept], edge, prefix, spaced }) - 1];
    this.#classes[codes[0]!]! |=
      BEGINS | (edge === 'word' ? 0 : BEGINS_IN_WORDS) | (edge === 'none' ? BEGINS_BEHIND_LATIN : 0);
  }

  #newState(): number {
    const state = this.#ends.push(NO_TERMS) - 1;
    if (state > MOST_STATES) throw new RangeError('too many terms');
    return state;
  }

  /** Where a code leads from a state, a new one where it led nowhere. */
  #goOn(state: number, code: number): number {
    const slots = this.#slots;
    const key = (state << 16) | code;
    let slot = hash(state, code) & this.#mask;
    while (slots[slot * 2] !== EMPTY) {
      if (slots[slot * 2] === key) return slots[slot * 2 + 1]!;
      slot = (slot + 1) & this.#mask;
    }
    const next = this.#newState();
    slots[slot * 2] = key;
    slots[slot * 2 + 1] = next;
    this.#goesOn[state]! |= 1 << (code & 31);
    return next;
  }

  /** 0: none. */
  #next(state: number, code: number): number {
    const slots = this.#slots;
    const key = (state << 16) | code;
    for (let slot = hash(state, code) & this.#mask; slots[slot * 2] !== EMPTY; slot = (slot + 1) & this.#mask) {
      if (slots[slot * 2] === key) return slots[slot * 2 + 1]!;
    }
    return 0;
  }

  /** Fills `hits` with the concepts of a folded text; the longest term wins where one concept's terms overlap. */
  run({ codes, length }: Folded, hits: ConceptHits): void {
    hits.count = 0;
    const found = this.#find(codes, length);
    if (found === 0) return;
    let sentence = 0;
    let left = found;
    for (let end = 1; left > 0; end++) {
      if (endsSentence(codes[end - 1]!, end < length ? codes[end]! : SPACE)) sentence++;
      for (let at = lastEnding[end]!; at !== NONE; at = before[at]!) {
        for (const concept of this.#terms[foundTerm[at]!]!.concepts) add(hits, concept, foundStart[at]!, end, sentence);
        left--;
      }
    }
  }

  /** The terms of a text, backwards, by where they end. Returns how many. */
  #find(codes: Uint16Array, length: number): number {
    const classes = this.#classes;
    const root = this.#root;
    const goesOn = this.#goesOn;
    makeRoom(length);
    let count = 0;
    let kind = length > 0 ? classes[codes[length - 1]!]! : 0;
    for (let start = length - 1; start >= 0; start--) {
      const here = kind;
      kind = start > 0 ? classes[codes[start - 1]!]! : 0;
      if ((here & BEGINS) === 0) continue;
      if ((kind & WORD) !== 0 && (here & BEGINS_IN_WORDS) === 0) continue;
      if ((kind & LATIN) !== 0 && (here & BEGINS_BEHIND_LATIN) === 0) continue;
      let state = root[codes[start]!]!;
      for (let end = start + 1; state !== 0; end++) {
        const terms = this.#ends[state]!;
        for (let index = terms.length - 1; index >= 0; index--) {
          if (!isWhole(this.#terms[terms[index]!]!, kind, end < length ? classes[codes[end]!]! : 0)) continue;
          if (count === foundTerm.length) grow(count);
          foundTerm[count] = terms[index]!;
          foundStart[count] = start;
          before[count] = lastEnding[end]!;
          lastEnding[end] = count++;
        }
        if (end === length || ((goesOn[state]! >>> (codes[end]! & 31)) & 1) === 0) break;
        state = this.#next(state, codes[end]!);
      }
    }
    return count;
  }
}

function edgeOf(codes: Uint16Array, length: number, spaced: boolean): Term['edge'] {
  if (!isWordCode(codes[0]!) && !isWordCode(codes[length - 1]!)) return 'none';
  if (spaced) return 'word';
  return codes.subarray(0, length).some((code) => code >= 97 && code <= 122) ? 'latin' : 'none';
}

/** Stands between what must not touch it. The kinds of the codes around it; 0 where there are none. */
function isWhole({ edge, prefix }: Term, behind: number, ahead: number): boolean {
  if (edge === 'none') return true;
  const touching = edge === 'word' ? WORD : LATIN;
  return (behind & touching) === 0 && (prefix || (ahead & touching) === 0);
}

const EMPTY = -1;
/** Keys have 16 bits for them, and all bits set is {@link EMPTY}. */
const MOST_STATES = 65_535;

function hash(state: number, code: number): number {
  return Math.imul(state, 0x9e37_79b1) ^ Math.imul(code, 0x85eb_ca6b);
}

/** Terms that were found, of any text, and per place the last of those that end there: each knows the one before it. */
const NONE = -1;
let foundTerm = new Uint16Array(1_024);
let foundStart = new Int32Array(1_024);
let before = new Int32Array(1_024);
let lastEnding = new Int32Array(4_096);

function makeRoom(length: number): void {
  if (lastEnding.length <= length) lastEnding = new Int32Array(length * 2);
  lastEnding.fill(NONE, 0, length + 1);
}

function grow(size: number): void {
  const [term, start, link] = [foundTerm, foundStart, before];
  foundTerm = new Uint16Array(size * 2);
  foundStart = new Int32Array(size * 2);
  before = new Int32Array(size * 2);
  foundTerm.set(term);
  foundStart.set(start);
  before.set(link);
}

const SPACE = 32;
const NEWLINE = 10;

/** A full stop inside a file name or a number is none. */
function endsSentence(code: number, next: number): boolean {
  if (code === NEWLINE) return true;
  if (code === 0x2e || code === 0x21 || code === 0x3f) return next === SPACE || next === NEWLINE || next > 0x2e7f;
  return code === 0x0964 || code === 0x061f;
}

function add(hits: ConceptHits, concept: number, start: number, end: number, sentence: number): void {
  for (let i = hits.count - 1; i >= 0 && hits.end[i]! > start; i--) {
    if (hits.concept[i] !== concept) continue;
    if (hits.start[i]! <= start) {
      // "instruction" inside "system instructions": the longer one stays.
      if (hits.end[i]! < end) hits.end[i] = end;
      return;
    }
    hits.start[i] = start;
    hits.end[i] = end;
    return;
  }
  if (hits.count === hits.concept.length) growHits(hits);
  const at = hits.count++;
  hits.concept[at] = concept;
  hits.start[at] = start;
  hits.end[at] = end;
  hits.sentence[at] = sentence;
}

function growHits(hits: ConceptHits): void {
  const size = hits.concept.length * 2;
  const concept = new Uint8Array(size);
  concept.set(hits.concept);
  const start = new Int32Array(size);
  start.set(hits.start);
  const end = new Int32Array(size);
  end.set(hits.end);
  hits.concept = concept;
  hits.start = start;
  hits.end = end;
  const sentence = new Int32Array(size);
  sentence.set(hits.sentence);
  hits.sentence = sentence;
}

export function newHits(): ConceptHits {
  const ints = () => new Int32Array(1024);
  return { count: 0, concept: new Uint8Array(1024), start: ints(), end: ints(), sentence: ints() };
}
