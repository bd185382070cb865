import { isDigit, separatorOf } from './units.ts';

export const MAX_DIGITS = 24;
export const MAX_GROUPS = 20;

/** Numbers of a group, side by side: where it begins, where it ends, what stands behind it before the next. */
const START = 0;
const END = 1;
const GAP = 2;
const FIELDS = 3;
/** Groups there is room for. */
const ROOM = 3 * MAX_GROUPS;
const ZERO = 48;
/** Separators between two groups, and bits for each of them. */
const MAX_GAP = 3;
const GAP_BITS = 4;

/**
 * Groups of digits in a text with short separators between them: space, dot, dash, slash, parentheses. Offsets are those
 * of the text. Hostile texts are one row of groups, each of which may begin a number: they are read once all the same.
 */
export class Cluster {
  readonly #text: string;
  readonly #numbers = new Int32Array(ROOM * FIELDS);
  /** Where the first group is in there. */
  #from = 0;
  /** How many groups there are, how many digits they have together, and the longest has. */
  count = 0;
  total = 0;
  longest = 0;
  /** The same stands between all of them. */
  uniform = true;

  constructor(text: string) {
    this.#text = text;
  }

  /** Looks at the groups from the one on that begins at `at`, and forgets the others. */
  read(at: number): void {
    if (this.count > 1 && at === this.start(1)) this.#dropFirst();
    else this.#begin(at);
    while (this.total <= MAX_DIGITS && this.count <= MAX_GROUPS && this.#addNext());
  }

  #begin(at: number): void {
    const end = digitsEnd(this.#text, at);
    this.#from = 0;
    this.#numbers[START] = at;
    this.#numbers[END] = end;
    this.count = 1;
    this.total = end - at;
    this.longest = end - at;
    this.uniform = true;
  }

  #dropFirst(): void {
    const size = this.size(0);
    this.#from += FIELDS;
    this.count -= 1;
    this.total -= size;
    if (size === this.longest) {
      this.longest = 0;
      for (let index = 0; index < this.count; index += 1) this.longest = Math.max(this.longest, this.size(index));
    }
    if (!this.uniform) this.uniform = this.#areAlike(this.count);
    if (this.#from < (ROOM - MAX_GROUPS - 2) * FIELDS) return;
    this.#numbers.copyWithin(0, this.#from, this.#from + this.count * FIELDS);
    this.#from = 0;
  }

  #addNext(): boolean {
    const text = this.#text;
    const last = this.#from + (this.count - 1) * FIELDS;
    const from = this.#numbers[last + END]!;
    let next = from;
    let gap = 0;
    while (next < text.length && next - from < MAX_GAP) {
      const separator = separatorOf(text.charCodeAt(next));
      if (separator === 0) break;
      gap = (gap << GAP_BITS) | separator;
      next += 1;
    }
    if (next === from || next >= text.length || !isDigit(text.charCodeAt(next))) return false;
    const end = digitsEnd(text, next);
    this.#numbers[last + GAP] = gap;
    this.#numbers[last + FIELDS + START] = next;
    this.#numbers[last + FIELDS + END] = end;
    this.uniform &&= gap === this.#gap(0);
    this.count += 1;
    this.total += end - next;
    this.longest = Math.max(this.longest, end - next);
    return true;
  }

  #gap(index: number): number {
    return this.#numbers[this.#from + index * FIELDS + GAP]!;
  }

  #areAlike(count: number): boolean {
    for (let index = 1; index < count - 1; index += 1) if (this.#gap(index) !== this.#gap(0)) return false;
    return true;
  }

  /** Where group `index` begins. */
  start(index: number): number {
    return this.#numbers[this.#from + index * FIELDS + START]!;
  }

  /** Behind group `index`. */
  end(index: number): number {
    return this.#numbers[this.#from + index * FIELDS + END]!;
  }

  /** Digits of group `index`. */
  size(index: number): number {
    return this.end(index) - this.start(index);
  }

  /** Its second group begins with the figure that comes after the first's: nearly no other is counted up. */
  get isCountingUp(): boolean {
    const first = this.#text.charCodeAt(this.start(0)) - ZERO;
    return this.count > 1 && this.#text.charCodeAt(this.start(1)) - ZERO === (first + 1) % 10;
  }

  /** Nothing but `code` stands behind group `index`, before the next. */
  isGap(index: number, code: number): boolean {
    return index + 1 < this.count && this.#gap(index) === separatorOf(code);
  }

  /** What stands there. */
  separator(index: number): string {
    return this.#text.slice(this.end(index), this.start(index + 1));
  }

  /** The separator between the first `count` groups: empty where there is none, null where they differ. */
  common(count: number): string | null {
    if (count < 2) return '';
    return this.#areAlike(count) ? this.separator(0) : null;
  }

  /** How many digits each of the first `count` groups has. */
  sizes(count: number): number[] {
    const sizes: number[] = [];
    for (let index = 0; index < count; index += 1) sizes.push(this.size(index));
    return sizes;
  }

  /** Luhn's check digit (ISO/IEC 7812-1 annex B) is right for the first `count` groups. Makes no string: nine in ten are not. */
  hasCheckDigit(count: number): boolean {
    let sum = 0;
    let double = false;
    for (let group = count - 1; group >= 0; group -= 1) {
      for (let at = this.end(group) - 1, start = this.start(group); at >= start; at -= 1) {
        const figure = this.#text.charCodeAt(at) - ZERO;
        sum += !double ? figure : figure < 5 ? 2 * figure : 2 * figure - 9;
        double = !double;
      }
    }
    return sum % 10 === 0;
  }

  /** Those of the first `count` groups, without separators. */
  digits(count: number): string {
    let digits = '';
    for (let index = 0; index < count; index += 1) digits += this.#text.slice(this.start(index), this.end(index));
    return digits;
  }
}

function digitsEnd(text: string, from: number): number {
  let index = from;
  while (index < text.length && index - from <= MAX_DIGITS && isDigit(text.charCodeAt(index))) index += 1;
  return index;
}
