import { CONCEPTS, type Lexicon } from './concepts.ts';
import { type Folded, foldTerm, isWordCode } from './fold.ts';

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
  readonly concepts: readonly number[];
  readonly length: number;
  /** What must not touch it: nothing, any letter, or Latin letters ("ai" in a Chinese sentence, not in "mail"). */
  readonly edge: 'none' | 'word' | 'latin';
  readonly prefix: boolean;
}

interface Trie {
  states: number;
  readonly parent: Int32Array;
  readonly code: Uint16Array;
  readonly depth: Uint16Array;
}

const NO_TERMS: readonly number[] = [];
/** Stands for a bar within a term. */
const BAR = '¦';

/**
 * Aho-Corasick automaton over the terms of all lexicons. Its transitions live in one open hash table keyed by
 * (state, code): a dense table over all scripts would take a hundred megabytes.
 */
export class ConceptMatcher {
  readonly #terms: Term[] = [];
  /** For each state the terms that end there, those of its suffixes included; empty shared where none. */
  readonly #output: (readonly number[])[] = [NO_TERMS];
  readonly #keys: Int32Array;
  readonly #targets: Int32Array;
  readonly #mask: number;
  readonly #fail: Int32Array;
  /** The root's transitions, dense: most steps start there. */
  readonly #root = new Int32Array(65_536);

  constructor(lexicons: readonly Lexicon[]) {
    const own = this.#collect(lexicons);
    const most = own.reduce((sum, { text }) => sum + text.length, 1);
    let size = 1;
    while (size < most * 2) size *= 2;
    this.#keys = new Int32Array(size * 2).fill(-1);
    this.#targets = new Int32Array(size);
    this.#mask = size - 1;
    const trie = this.#plant(own, most);
    this.#fail = new Int32Array(trie.states);
    this.#link(trie);
  }

  /** The terms by their text, each text once. */
  #collect(lexicons: readonly Lexicon[]): { text: string; terms: number[] }[] {
    const known = new Map<string, Term & { concepts: number[] }>();
    const byText = new Map<string, number[]>();
    for (const lexicon of lexicons) {
      for (const [concept, list] of Object.entries(lexicon.terms)) {
        const id = CONCEPTS.indexOf(concept as (typeof CONCEPTS)[number]);
        for (const raw of list.split('|')) {
          const prefix = raw.endsWith('*');
          const text = foldTerm((prefix ? raw.slice(0, -1) : raw).replaceAll(BAR, '|')).trim();
          if (text === '') continue;
          const key = `${text}|${prefix}|${lexicon.spaced}`;
          const before = known.get(key);
          if (before !== undefined) {
            if (!before.concepts.includes(id)) before.concepts.push(id);
            continue;
          }
          const isMark = !isWordCode(text.charCodeAt(0)) && !isWordCode(text.charCodeAt(text.length - 1));
          const edge: Term['edge'] = isMark ? 'none' : lexicon.spaced ? 'word' : /[a-z]/.test(text) ? 'latin' : 'none';
          const term = { concepts: [id], length: text.length, edge, prefix };
          known.set(key, term);
          const index = this.#terms.push(term) - 1;
          const same = byText.get(text);
          if (same === undefined) byText.set(text, [index]);
          else same.push(index);
        }
      }
    }
    return Array.from(byText, ([text, terms]) => ({ text, terms }));
  }

  /** A map for each of the many thousand states would take a quarter of a second at every start. */
  #plant(texts: readonly { text: string; terms: number[] }[], most: number): Trie {
    const trie: Trie = {
      states: 1,
      parent: new Int32Array(most),
      code: new Uint16Array(most),
      depth: new Uint16Array(most),
    };
    for (const { text, terms } of texts) {
      let state = 0;
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        let next = this.#next(state, code);
        if (next === 0) {
          next = trie.states++;
          trie.parent[next] = state;
          trie.code[next] = code;
          trie.depth[next] = i + 1;
          this.#output.push(NO_TERMS);
          if (state === 0) this.#root[code] = next;
          else this.#put(state, code, next);
        }
        state = next;
      }
      this.#output[state] = terms;
    }
    return trie;
  }

  /** Where a state falls back to, nearest to the root first: what a state falls back to is nearer than itself. */
  #link({ states, parent, code, depth }: Trie): void {
    const order = Uint32Array.from({ length: states - 1 }, (_, at) => at + 1).sort((a, b) => depth[a]! - depth[b]!);
    for (const state of order) {
      if (depth[state] === 1) continue;
      let fallback = this.#fail[parent[state]!]!;
      let target = this.#next(fallback, code[state]!);
      while (target === 0 && fallback !== 0) {
        fallback = this.#fail[fallback]!;
        target = this.#next(fallback, code[state]!);
      }
      this.#fail[state] = target;
      const inherited = this.#output[target]!;
      if (inherited.length > 0) this.#output[state] = [...this.#output[state]!, ...inherited];
    }
  }

  /** 0: none. */
  #next(state: number, code: number): number {
    if (state === 0) return this.#root[code]!;
    let slot = (Math.imul(state, 0x9e37_79b1) ^ Math.imul(code, 0x85eb_ca6b)) & this.#mask;
    while (this.#keys[slot * 2] !== -1) {
      if (this.#keys[slot * 2] === state && this.#keys[slot * 2 + 1] === code) return this.#targets[slot]!;
      slot = (slot + 1) & this.#mask;
    }
    return 0;
  }

  #put(state: number, code: number, target: number): void {
    let slot = (Math.imul(state, 0x9e37_79b1) ^ Math.imul(code, 0x85eb_ca6b)) & this.#mask;
    while (this.#keys[slot * 2] !== -1) slot = (slot + 1) & this.#mask;
    this.#keys[slot * 2] = state;
    this.#keys[slot * 2 + 1] = code;
    this.#targets[slot] = target;
  }

  /** Fills `hits` with the concepts of a folded text; the longest term wins where one concept's terms overlap. */
  run(text: Folded, hits: ConceptHits): void {
    const { codes, length } = text;
    const keys = this.#keys;
    const targets = this.#targets;
    const mask = this.#mask;
    const fail = this.#fail;
    const root = this.#root;
    hits.count = 0;
    let state = 0;
    let sentence = 0;
    for (let i = 0; i < length; i++) {
      const code = codes[i]!;
      if (endsSentence(code, codes[i + 1] ?? SPACE)) sentence++;
      for (;;) {
        if (state === 0) {
          state = root[code]!;
          break;
        }
        let slot = (Math.imul(state, 0x9e37_79b1) ^ Math.imul(code, 0x85eb_ca6b)) & mask;
        let found = 0;
        while (keys[slot * 2] !== -1) {
          if (keys[slot * 2] === state && keys[slot * 2 + 1] === code) {
            found = targets[slot]!;
            break;
          }
          slot = (slot + 1) & mask;
        }
        if (found !== 0) {
          state = found;
          break;
        }
        state = fail[state]!;
      }
      const out = this.#output[state]!;
      for (let k = 0; k < out.length; k++) {
        const term = this.#terms[out[k]!]!;
        const start = i + 1 - term.length;
        if (term.edge !== 'none') {
          const touches = term.edge === 'word' ? isWordCode : isLatin;
          if (start > 0 && touches(codes[start - 1]!)) continue;
          if (!term.prefix && i + 1 < length && touches(codes[i + 1]!)) continue;
        }
        for (const concept of term.concepts) add(hits, concept, start, i + 1, sentence);
      }
    }
  }
}

const SPACE = 32;
const NEWLINE = 10;

function isLatin(code: number): boolean {
  return code >= 97 && code <= 122;
}

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
  if (hits.count === hits.concept.length) grow(hits);
  const at = hits.count++;
  hits.concept[at] = concept;
  hits.start[at] = start;
  hits.end[at] = end;
  hits.sentence[at] = sentence;
}

function grow(hits: ConceptHits): void {
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
