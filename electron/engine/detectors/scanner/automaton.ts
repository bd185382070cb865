/**
 * Aho-Corasick over many literals at once (Aho, Corasick: Efficient string matching, CACM 18/6, 1975), case folded.
 * ASCII runs through a dense table, everything else through a sparse one: one step per UTF-16 unit either way.
 */

/** Called for each literal that ends at `end` (exclusive). `literal` is its index in the list given. */
export type LiteralHit = (literal: number, end: number) => void;

/** Called at the first digit of each run of ASCII digits. */
export type DigitHit = (start: number) => void;

export interface Scanner {
  /** Linear in the text whatever the literals are; hits come in order of their end. */
  scan(text: string, onLiteral: LiteralHit, onDigits?: DigitHit): void;
  readonly states: number;
}

/** Symbols of ASCII characters, 0 for those in no literal. */
const WIDTH_BITS = 6;
const WIDTH = 1 << WIDTH_BITS;

/**
 * @param literals matched without regard to case; empty ones are refused.
 * @throws RangeError when there are too many for 15-bit states, or more than 63 different ASCII characters.
 */
export function createScanner(literals: readonly string[]): Scanner {
  const folded = literals.map((literal) => fold(literal));
  const classes = classesOf(folded);
  const trie = buildTrie(folded, classes);
  return new Automaton(trie, classes);
}

/** Case folding that keeps the length, so that offsets hold. */
export function fold(text: string): string {
  let out = '';
  for (let index = 0; index < text.length; index += 1) out += foldUnit(text[index]!);
  return out;
}

function foldUnit(unit: string): string {
  const lower = unit.toLowerCase();
  return lower.length === 1 ? lower : unit;
}

/** Symbol of each UTF-16 unit that occurs in a literal: 1..63 for ASCII, 64 and above otherwise, 0 for all others. */
function classesOf(literals: readonly string[]): Uint16Array {
  const classes = new Uint16Array(65_536);
  let ascii = 1;
  let other = WIDTH;
  for (const literal of literals) {
    for (let index = 0; index < literal.length; index += 1) {
      const code = literal.charCodeAt(index);
      if (classes[code] !== 0) continue;
      const symbol = code < 128 ? ascii : other;
      if (symbol === WIDTH && code < 128) throw new RangeError('too many different characters in literals');
      if (code < 128) ascii += 1;
      else other += 1;
      classes[code] = symbol;
      const upper = literal[index]!.toUpperCase();
      // Not where the way back leads elsewhere: the capital of the Turkish dotless i is everybody's I.
      if (upper.length === 1 && foldUnit(upper) === literal[index]) classes[upper.charCodeAt(0)] = symbol;
    }
  }
  return classes;
}

interface Trie {
  /** `state << 6 | symbol` -> state, complete: the failure links are folded in. {@link ENDS} marks states with output. */
  readonly dense: Uint16Array;
  /** Per state: symbol >= 64 -> state. Not complete: follow `fail`. */
  readonly sparse: readonly (Map<number, number> | null)[];
  readonly fail: Uint16Array;
  /** Per state the literals that end there, those of its suffixes included; null for none. */
  readonly output: readonly (readonly number[] | null)[];
}

/** Set in a transition to a state where a literal ends: saves the scan a second look-up per character. */
const ENDS = 0x8000;
const STATE = 0x7fff;

function buildTrie(literals: readonly string[], classes: Uint16Array): Trie {
  const inserted = insertAll(literals, classes);
  const count = inserted.children.length;
  if (count > STATE) throw new RangeError('too many literals');

  // States are numbered by depth, so that the shallow ones, where a scan spends its time, share cache lines.
  const order: number[] = [0];
  const numberOf = new Uint16Array(count);
  for (let head = 0; head < order.length; head += 1) {
    for (const child of inserted.children[order[head]!]!.values()) {
      numberOf[child] = order.length;
      order.push(child);
    }
  }
  const children = order.map(
    (state) => new Map(Array.from(inserted.children[state]!, ([symbol, child]) => [symbol, numberOf[child]!] as const)),
  );
  const output: (readonly number[] | null)[] = order.map((state) => {
    const ids = inserted.own[state]!;
    return ids.length > 0 ? ids : null;
  });

  const dense = new Uint16Array(count << WIDTH_BITS);
  const fail = new Uint16Array(count);
  for (let state = 0; state < count; state += 1) {
    const back = fail[state]!;
    if (state !== 0) {
      dense.copyWithin(state << WIDTH_BITS, back << WIDTH_BITS, (back + 1) << WIDTH_BITS);
      const inherited = output[back] ?? null;
      if (inherited !== null) output[state] = [...(output[state] ?? []), ...inherited];
    }
    for (const [symbol, child] of children[state]!) {
      fail[child] = state === 0 ? 0 : step(back, symbol, children, fail);
      if (symbol < WIDTH) dense[(state << WIDTH_BITS) | symbol] = child;
    }
  }
  for (let at = 0; at < dense.length; at += 1) if (output[dense[at]!] !== null) dense[at]! |= ENDS;
  const sparse = children.map((map) => {
    const entries = [...map].filter(([symbol]) => symbol >= WIDTH);
    return entries.length === 0 ? null : new Map(entries);
  });
  return { dense, sparse, fail, output };
}

function insertAll(literals: readonly string[], classes: Uint16Array) {
  const children = [new Map<number, number>()];
  const own: number[][] = [[]];
  literals.forEach((literal, id) => {
    if (literal === '') throw new RangeError('empty literal');
    let state = 0;
    for (let index = 0; index < literal.length; index += 1) {
      const symbol = classes[literal.charCodeAt(index)]!;
      let next = children[state]!.get(symbol);
      if (next === undefined) {
        next = children.length;
        children.push(new Map());
        own.push([]);
        children[state]!.set(symbol, next);
      }
      state = next;
    }
    own[state]!.push(id);
  });
  return { children, own };
}

/** Where `symbol` leads from `state`, failure links followed. */
function step(state: number, symbol: number, children: readonly Map<number, number>[], fail: Uint16Array): number {
  for (let at = state; ; at = fail[at]!) {
    const next = children[at]!.get(symbol);
    if (next !== undefined) return next;
    if (at === 0) return 0;
  }
}

class Automaton implements Scanner {
  readonly states: number;
  readonly #trie: Trie;
  readonly #classes: Uint16Array;

  constructor(trie: Trie, classes: Uint16Array) {
    this.#trie = trie;
    this.#classes = classes;
    this.states = trie.output.length;
  }

  scan(text: string, onLiteral: LiteralHit, onDigits?: DigitHit): void {
    const { dense, output } = this.#trie;
    const classes = this.#classes;
    const { length } = text;
    let state = 0;
    let digits = false;
    for (let index = 0; index < length; index += 1) {
      const code = text.charCodeAt(index);
      const symbol = classes[code]!;
      const next = symbol < WIDTH ? dense[(state << WIDTH_BITS) | symbol]! : this.#stepSparse(state, symbol);
      state = next & STATE;
      if (next > STATE) for (const id of output[state]!) onLiteral(id, index + 1);
      if (code <= 57 && code >= 48) {
        if (!digits) {
          digits = true;
          onDigits?.(index);
        }
      } else {
        digits = false;
      }
    }
  }

  #stepSparse(from: number, symbol: number): number {
    const { sparse, fail, output } = this.#trie;
    for (let state = from; ; state = fail[state]!) {
      const next = sparse[state]?.get(symbol);
      if (next !== undefined) return output[next] === null ? next : next | ENDS;
      if (state === 0) return 0;
    }
  }
}
