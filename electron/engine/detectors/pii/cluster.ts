import { isDigit, isSeparator } from './units.ts';

export const MAX_DIGITS = 24;
export const MAX_GROUPS = 20;

/**
 * Groups of digits with short separators between them: space, dot, dash, slash, parentheses. Most are told by how many
 * there are and how long; the rest is read when it is first asked for.
 */
export class Cluster {
  readonly at: number;
  /** Behind the first group. */
  readonly firstEnd: number;
  /** Behind the last. */
  readonly end: number;
  /** How many groups there are, and how many digits they have together. */
  readonly count: number;
  readonly total: number;
  /** How many the longest has. */
  readonly longest: number;
  readonly #text: string;
  #groups: readonly number[] | null = null;
  #separators: readonly string[] = [];
  #digits = '';

  /** `at` is a digit. */
  constructor(text: string, at: number) {
    let index = digitsEnd(text, at);
    let count = 1;
    let total = index - at;
    let longest = total;
    this.firstEnd = index;
    while (total <= MAX_DIGITS && count <= MAX_GROUPS) {
      const next = nextGroup(text, index);
      if (next === 0) break;
      index = digitsEnd(text, next);
      count += 1;
      total += index - next;
      longest = Math.max(longest, index - next);
    }
    this.#text = text;
    this.at = at;
    this.end = index;
    this.count = count;
    this.total = total;
    this.longest = longest;
  }

  /** How many digits each has. */
  get groups(): readonly number[] {
    return this.#groups ?? this.#split();
  }

  /** What stands between them, in order. */
  get separators(): readonly string[] {
    if (this.#groups === null) this.#split();
    return this.#separators;
  }

  /** Without the separators. */
  get digits(): string {
    if (this.#digits === '') {
      let from = this.at;
      for (const [index, size] of this.groups.entries()) {
        this.#digits += this.#text.slice(from, from + size);
        from += size + (this.separators[index]?.length ?? 0);
      }
    }
    return this.#digits;
  }

  #split(): readonly number[] {
    const groups: number[] = [];
    const separators: string[] = [];
    for (let from = this.at; from < this.end;) {
      const end = digitsEnd(this.#text, from);
      groups.push(end - from);
      from = end < this.end ? nextGroup(this.#text, end) : this.end;
      if (end < this.end) separators.push(this.#text.slice(end, from));
    }
    this.#separators = separators;
    return (this.#groups = groups);
  }
}

function digitsEnd(text: string, from: number): number {
  let index = from;
  while (index < text.length && index - from <= MAX_DIGITS && isDigit(text.charCodeAt(index))) index += 1;
  return index;
}

/** Where the group behind `from` begins, 0 for none. */
function nextGroup(text: string, from: number): number {
  let next = from;
  while (next < text.length && next - from < 3 && isSeparator(text.charCodeAt(next))) next += 1;
  return next > from && next < text.length && isDigit(text.charCodeAt(next)) ? next : 0;
}
