/**
 * Looks for many literals at once, case folded. A table says of every three characters in a row whether a literal may
 * begin with them, for most places none. Unlike the steps of an automaton, one look does not wait for the one before,
 * and what is compared then is little enough to stay near the processor.
 */
import { BEYOND, BLOCK, CODES, readBlock } from './block.ts';
import { FOLDED, KIND_BITS, KINDS, KIND_OF, headOf, isFigure, isSmall, learn } from './characters.ts';
import { fold } from './fold.ts';
import { ANY, type Heads, buildHeads } from './heads.ts';

/** Called for each literal found, its index in the list given; `[at, end)` in UTF-16 units. */
type LiteralHit = (literal: number, at: number, end: number) => void;

/** Called at the first digit of each run of ASCII digits. */
type DigitHit = (start: number) => void;

export interface Literal {
  readonly text: string;
  /** Not looked for behind a small ASCII letter where it begins with one itself: inside a word. */
  readonly wordStart: boolean;
}

export interface Scanner {
  /**
   * Linear in the text, whatever the literals are. Hits come by where they begin, the shorter first, and before the
   * digit there. Not to be called by those it calls.
   */
  scan(text: string, onLiteral: LiteralHit, onDigits?: DigitHit): void;
}

/** Where in a block something may begin, in order; one more than there can be. */
const PLACES = new Uint32Array(BLOCK + 1);

/**
 * @param literals matched without regard to case, each given once.
 * @throws RangeError for a literal that is empty or longer than 64 units, and for more of them than 16 bits count.
 */
export function createScanner(literals: readonly Literal[]): Scanner {
  return new LiteralScanner(literals);
}

class LiteralScanner implements Scanner {
  readonly #heads: Heads;
  /** All literals one after the other. Per literal where it begins in there, and where the last ends. */
  readonly #written: Uint16Array;
  readonly #starts: Uint32Array;
  readonly #wordStart: readonly boolean[];
  /** Per list of {@link Heads}: 1 where none of it is looked for inside a word. */
  readonly #wordsOnly: Uint8Array;

  constructor(literals: readonly Literal[]) {
    const folded = literals.map(({ text }) => fold(text));
    this.#starts = new Uint32Array(folded.length + 1);
    for (const [id, text] of folded.entries()) {
      if (text === '' || text.length > BEYOND) throw new RangeError('a literal of no length or too great a one');
      learn(text);
      this.#starts[id + 1] = this.#starts[id]! + text.length;
    }
    const all = folded.join('');
    this.#written = Uint16Array.from({ length: all.length }, (_, at) => all.charCodeAt(at));
    this.#heads = buildHeads(folded);
    this.#wordStart = literals.map(({ wordStart }) => wordStart);
    const { starts, members } = this.#heads;
    this.#wordsOnly = Uint8Array.from({ length: starts.length - 1 }, (_, list) =>
      members.subarray(starts[list], starts[list + 1]).every((id) => this.#wordStart[id]) ? 1 : 0,
    );
  }

  scan(text: string, onLiteral: LiteralHit, onDigits?: DigitHit): void {
    const { open, lists } = this.#heads;
    const wordsOnly = this.#wordsOnly;
    for (let from = 0; from < text.length; from += BLOCK) {
      const { size, length } = readBlock(text, from);
      const count = findPlaces(size, open);
      for (let place = 0; place < count; place += 1) {
        const at = PLACES[place]!;
        const code = CODES[at]!;
        const list = lists[headOf(KIND_OF[code]!, KIND_OF[CODES[at + 1]!]!, KIND_OF[CODES[at + 2]!]!)]!;
        if (list !== 0) {
          const inWord = isSmall(code) && isSmall(CODES[at - 1]!);
          if (!inWord || wordsOnly[list] === 0) this.#compare(list, at, length, from - 1, inWord, onLiteral);
        }
        if (isFigure(code) && !isFigure(CODES[at - 1]!)) onDigits?.(from + at - 1);
      }
    }
  }

  /** Calls back for those literals of a list that stand at `at` of the block. */
  #compare(list: number, at: number, length: number, shift: number, inWord: boolean, onLiteral: LiteralHit): void {
    const { starts, members, fourths } = this.#heads;
    const fourth = KIND_OF[CODES[at + 3]!]!;
    for (let member = starts[list]!, end = starts[list + 1]!; member < end; member += 1) {
      if (fourths[member] !== fourth && fourths[member] !== ANY) continue;
      const id = members[member]!;
      if (inWord && this.#wordStart[id]!) continue;
      const start = this.#starts[id]!;
      const size = this.#starts[id + 1]! - start;
      if (at + size <= length && this.#stands(start, size, at)) onLiteral(id, at + shift, at + shift + size);
    }
  }

  #stands(start: number, size: number, at: number): boolean {
    // Backwards: how they begin is as good as known.
    for (let index = size - 1; index >= 0; index -= 1) {
      if (FOLDED[CODES[at + index]!] !== this.#written[start + index]) return false;
    }
    return true;
  }
}

/**
 * Where a literal may begin, or a figure stands, into {@link PLACES}; returns how many. Nothing is called and nothing
 * decided in this loop: every character of every text goes through it.
 */
function findPlaces(size: number, open: Uint8Array): number {
  let count = 0;
  let head = headOf(0, KIND_OF[CODES[1]!]!, KIND_OF[CODES[2]!]!);
  for (let at = 1; at <= size; at += 1) {
    head = ((head << KIND_BITS) | KIND_OF[CODES[at + 2]!]!) & (KINDS ** 3 - 1);
    PLACES[count] = at;
    count += open[head]!;
  }
  return count;
}
