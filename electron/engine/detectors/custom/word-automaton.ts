/**
 * Aho-Corasick over a user's word list (Aho, Corasick: Efficient string matching, CACM 18/6, 1975): one step per
 * UTF-16 unit of the text however long the list is. Transitions are hashed, because 10,000 words have more states and
 * characters than the detectors' dense table holds.
 */
import { type Span, bounded, united } from './span.ts';

export interface WordOptions {
  readonly caseSensitive: boolean;
  /** Not inside longer words. */
  readonly wholeWords: boolean;
}

export type FindSpans = (text: string) => readonly Span[];

export interface WordFinder {
  readonly find: FindSpans;
  /** Length of the longest end of the text with which a word begins (or which is one): more text may complete it. */
  readonly openLength: (text: string) => number;
}

/** Finds every word of the list. Empty words never match. */
export function createWordFinder(words: readonly string[], options: WordOptions): WordFinder {
  const automaton = build(words.map((word) => (options.caseSensitive ? word : fold(word))));
  const find: FindSpans = (text) => {
    if (automaton.lengths.length === 1) return [];
    const spans: Span[] = [];
    const searched = options.caseSensitive ? text : fold(text);
    let state = 0;
    for (let index = 0; index < searched.length; index += 1) {
      state = step(automaton, state, searched.charCodeAt(index));
      for (let hit = longestHit(automaton, state); hit !== 0; hit = automaton.hits[automaton.fails[hit]!]!) {
        const start = index + 1 - automaton.lengths[hit]!;
        if (options.wholeWords && !standsAlone(text, start, index + 1)) continue;
        spans.push({ start, end: index + 1, confidence: 1 });
        break;
      }
    }
    return bounded(united(spans), text.length);
  };
  const openLength = (text: string): number => {
    let state = 0;
    const searched = options.caseSensitive ? text : fold(text);
    for (let index = 0; index < searched.length; index += 1) state = step(automaton, state, searched.charCodeAt(index));
    return automaton.depths[state]!;
  };
  return { find, openLength };
}

interface Automaton {
  /** `state * 65536 + unit` → state. */
  readonly next: ReadonlyMap<number, number>;
  readonly fails: readonly number[];
  /** Per state: length of the word that ends exactly there, 0 for none. */
  readonly lengths: readonly number[];
  /** Per state: how many units lead to it. */
  readonly depths: readonly number[];
  /** Per state: itself or the nearest suffix state where a word ends; 0 for none. */
  readonly hits: readonly number[];
}

function build(words: readonly string[]): Automaton {
  const next = new Map<number, number>();
  const units = [0];
  const parents = [0];
  const lengths = [0];
  for (const word of words) {
    let state = 0;
    for (let index = 0; index < word.length; index += 1) {
      const unit = word.charCodeAt(index);
      const key = state * 65_536 + unit;
      let target = next.get(key);
      if (target === undefined) {
        target = lengths.length;
        next.set(key, target);
        units.push(unit);
        parents.push(state);
        lengths.push(0);
      }
      state = target;
    }
    lengths[state] = word.length;
  }
  return { next, lengths, ...links(next, units, parents, lengths) };
}

/** Failure links, breadth first: a state's is reached from its parent's, which is shorter. */
function links(
  next: ReadonlyMap<number, number>,
  units: readonly number[],
  parents: readonly number[],
  lengths: readonly number[],
): Pick<Automaton, 'fails' | 'hits' | 'depths'> {
  const depths = parents.map(() => 0);
  // A child is always created after its parent, so this order is enough for the depths.
  for (let state = 1; state < parents.length; state += 1) depths[state] = depths[parents[state]!]! + 1;
  const order = [...parents.keys()].sort((a, b) => depths[a]! - depths[b]!);
  const fails = parents.map(() => 0);
  const hits = parents.map(() => 0);
  for (const state of order) {
    if (state === 0) continue;
    const parent = parents[state]!;
    if (parent !== 0) {
      let fail = fails[parent]!;
      for (;;) {
        const target = next.get(fail * 65_536 + units[state]!);
        if (target !== undefined) {
          fails[state] = target;
          break;
        }
        if (fail === 0) break;
        fail = fails[fail]!;
      }
    }
    hits[state] = lengths[state] === 0 ? hits[fails[state]!]! : state;
  }
  return { fails, hits, depths };
}

function step(automaton: Automaton, from: number, unit: number): number {
  let state = from;
  for (;;) {
    const target = automaton.next.get(state * 65_536 + unit);
    if (target !== undefined) return target;
    if (state === 0) return 0;
    state = automaton.fails[state]!;
  }
}

function longestHit(automaton: Automaton, state: number): number {
  return automaton.hits[state]!;
}

/** Lower case that keeps every offset: a unit whose lower case is longer stays as it is. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from({ length: text.length }, (_, index) => {
    const unit = text.charAt(index);
    const small = unit.toLowerCase();
    return small.length === 1 ? small : unit;
  }).join('');
}

/** Scripts that write without spaces: nothing separates words there. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const WORD = /[\p{L}\p{N}\p{M}_]/u;

function standsAlone(text: string, start: number, end: number): boolean {
  return !joins(before(text, start), after(text, start)) && !joins(before(text, end), after(text, end));
}

/** Two neighbouring characters belong to one word. */
function joins(left: string, right: string): boolean {
  return WORD.test(left) && WORD.test(right) && !(UNSPACED.test(left) || UNSPACED.test(right));
}

function before(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  return at <= 0 ? '' : low >= 0xdc00 && low <= 0xdfff ? text.slice(at - 2, at) : text.charAt(at - 1);
}

function after(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
}
