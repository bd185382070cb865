/**
 * Looks for many literals at once, case folded. A table says of every four characters in a row whether a literal may
 * begin with them, for most places none. Unlike the steps of an automaton, one look does not wait for the one before,
 * and what is compared then is little enough to stay near the processor.
 */
import { BEFORE, BEYOND, BLOCK, CODES as READ, readBlock } from './block.ts';
import {
  FOLDED as FOLDS,
  KIND_BITS as BITS,
  KIND_OF as KINDS_OF,
  headOf,
  isFigure,
  isSmall,
  learn,
} from './characters.ts';
import { fold } from './fold.ts';
import { HEAD as LEADING, OPEN as OPENED, type Tree, buildTree } from './tree.ts';

/** Called for each literal found, its index in the list given; `[at, end)` in UTF-16 units. */
type LiteralHit = (literal: number, at: number, end: number) => void;

/** Called at the first digit of each run of ASCII digits. */
type DigitHit = (start: number) => void;

export interface Literal {
  readonly text: string;
  /**
   * Where it begins with a letter of ASCII it is not looked for behind another, unless that is the end of an escape
   * (`\n`, `%3d`), or a small one before a capital.
   */
  readonly wordStart: boolean;
  /** Where it ends with a small letter of ASCII it is not looked for before another, but `n` and `s` (the plural, `-nummer`). */
  readonly wordEnd: boolean;
}

export interface Scanner {
  /**
   * Linear in the text, whatever the literals are. Hits come by where they begin, the shorter first, and before the
   * digit there. Not to be called by those it calls.
   */
  scan(text: string, onLiteral: LiteralHit, onDigits?: DigitHit): void;
}

/** What is this module's own is a constant to the engine's compiler, what it imports is not: half the time of a scan. */
const CODES = READ;
const FOLDED = FOLDS;
const KIND_BITS = BITS;
const KIND_OF = KINDS_OF;
const HEAD = LEADING;
const OPEN = OPENED;
/** The last {@link HEAD} kinds. */
const HEADS = (1 << (HEAD * KIND_BITS)) - 1;
/** Where in a block something may begin, in order; one more than there can be. */
const PLACES = new Uint32Array(BLOCK + 1);
/** What was found, two numbers each: the literal, or {@link DIGITS}, and its place in the block. Handed over when full. */
const HITS = new Int32Array(1 << 13);
const DIGITS = -1;
/** More can not begin at one place: one of each length, and digits. */
const MOST_AT_ONCE = 2 * (BEYOND + 1);

/**
 * @param literals matched without regard to case, each given once.
 * @throws RangeError for a literal that is empty or longer than 64 units, and for more of them than 15 bits count.
 */
export function createScanner(literals: readonly Literal[]): Scanner {
  return new LiteralScanner(literals);
}

class LiteralScanner implements Scanner {
  readonly #tree: Tree;
  /** All literals one after the other. Per literal where it begins in there, and where the last ends. */
  readonly #written: Uint16Array;
  readonly #starts: Uint32Array;
  readonly #wordStart: Uint8Array;
  readonly #wordEnd: Uint8Array;

  constructor(literals: readonly Literal[]) {
    const folded = literals.map(({ text }) => fold(text));
    this.#starts = new Uint32Array(folded.length + 1);
    for (const [id, text] of folded.entries()) {
      if (text === '' || text.length > BEYOND) throw new RangeError('a literal of no length or too great a one');
      learn(text);
      this.#starts[id + 1] = this.#starts[id]! + text.length;
    }
    const all = folded.join('');
    this.#written = new Uint16Array(all.length);
    for (let at = 0; at < all.length; at += 1) this.#written[at] = all.charCodeAt(at);
    this.#wordStart = new Uint8Array(literals.length);
    this.#wordEnd = new Uint8Array(literals.length);
    for (const [id, { wordStart, wordEnd }] of literals.entries()) {
      this.#wordStart[id] = wordStart ? 1 : 0;
      this.#wordEnd[id] = wordEnd ? 1 : 0;
    }
    this.#tree = buildTree(folded, this.#wordStart);
  }

  scan(text: string, onLiteral: LiteralHit, onDigits?: DigitHit): void {
    const { heads } = this.#tree;
    for (let from = 0; from < text.length; from += BLOCK) {
      const { size, length } = readBlock(text, from);
      const places = findPlaces(size);
      let hits = 0;
      for (let place = 0; place < places; place += 1) {
        if (hits + MOST_AT_ONCE > HITS.length) {
          this.#handOver(hits, from - BEFORE, onLiteral, onDigits);
          hits = 0;
        }
        const at = PLACES[place]!;
        const code = CODES[at]!;
        const state = heads[headOf(KIND_OF[code]!, KIND_OF[CODES[at + 1]!]!, KIND_OF[CODES[at + 2]!]!)]!;
        if (state !== 0) hits = this.#walk(state, at, length, hits);
        if (isFigure(code) && !isFigure(CODES[at - 1]!)) {
          HITS[hits] = DIGITS;
          HITS[hits + 1] = at;
          hits += 2;
        }
      }
      this.#handOver(hits, from - BEFORE, onLiteral, onDigits);
    }
  }

  #handOver(hits: number, shift: number, onLiteral: LiteralHit, onDigits: DigitHit | undefined): void {
    const starts = this.#starts;
    for (let hit = 0; hit < hits; hit += 2) {
      const id = HITS[hit]!;
      const at = HITS[hit + 1]! + shift;
      if (id !== DIGITS) onLiteral(id, at, at + starts[id + 1]! - starts[id]!);
      else if (onDigits !== undefined) onDigits(at);
    }
  }

  /** Puts those literals that stand at `at` of the block behind what was found so far. Returns how long that is then. */
  #walk(head: number, at: number, length: number, found: number): number {
    const { rows, ends, wordsOnly } = this.#tree;
    const inWord = isInWord(at) !== 0;
    let hits = found;
    let state = head;
    for (let next = at + HEAD; state > 0; next += 1) {
      if (inWord && wordsOnly[state] === 1) return hits;
      const ended = ends[state]!;
      for (let index = 0; index < ended.length; index += 1) {
        hits = this.#compare(ended[index]!, at, length, inWord, hits);
      }
      state = rows[(state << KIND_BITS) | KIND_OF[CODES[next]!]!]!;
    }
    return state < 0 ? this.#compare(~state, at, length, inWord, hits) : hits;
  }

  #compare(id: number, at: number, length: number, inWord: boolean, hits: number): number {
    if (inWord && this.#wordStart[id] === 1) return hits;
    const start = this.#starts[id]!;
    const size = this.#starts[id + 1]! - start;
    if (at + size > length) return hits;
    // Backwards: how they begin is as good as known.
    for (let index = size - 1; index >= 0; index -= 1) {
      if (FOLDED[CODES[at + index]!] !== this.#written[start + index]) return hits;
    }
    if (this.#wordEnd[id] === 1 && at + size < length && goesOn(CODES[at + size]!, CODES[at + size - 1]!)) return hits;
    HITS[hits] = id;
    HITS[hits + 1] = at;
    return hits + 2;
  }
}

/** `code` makes a word that `last` ended a longer one. */
function goesOn(code: number, last: number): boolean {
  return isSmall(code) && code !== 110 && code !== 115 && isSmall(last);
}

/** All bits where a word of ASCII goes on that began before, else none; without a decision. */
function isInWord(at: number): number {
  const code = CODES[at]!;
  const before = CODES[at - 1]!;
  const small = code | 32;
  const smallBefore = before | 32;
  // Below zero when one is no letter, when a backslash or a percent sign makes an escape.
  const outside = (small - 97) | (122 - small) | (smallBefore - 97) | (122 - smallBefore);
  const escaped = ((CODES[at - 2]! ^ 92) - 1) | ((CODES[at - 3]! ^ 37) - 1);
  // `userName`: the bit that small letters have and capitals have not.
  const hump = (before & ~code & 32) << 26;
  return ~((outside | escaped | hump) >> 31);
}

/**
 * Where a literal may begin, or a figure stands, into {@link PLACES}; returns how many. Nothing is called and nothing
 * decided in this loop: every character of every text goes through it.
 */
function findPlaces(size: number): number {
  let count = 0;
  let head = headOf(KIND_OF[CODES[BEFORE]!]!, KIND_OF[CODES[BEFORE + 1]!]!, KIND_OF[CODES[BEFORE + 2]!]!);
  for (let at = BEFORE, end = BEFORE + size; at < end; at += 1) {
    const fourth = KIND_OF[CODES[at + HEAD]!]!;
    PLACES[count] = at;
    count += (OPEN[head]! >>> fourth) & 1;
    head = ((head << KIND_BITS) | fourth) & HEADS;
  }
  return count;
}
