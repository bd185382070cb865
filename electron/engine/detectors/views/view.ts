/**
 * A view is a text that says what a part really says once a disguise is taken off. Its spans map back to the original,
 * so that a finding made in any view can be shown and masked where it was written.
 */

export type SignalKind =
  | 'tag-characters'
  | 'bidi-override'
  | 'zero-width'
  | 'variation-selectors'
  | 'homoglyphs'
  | 'full-width'
  | 'leet'
  | 'spaced'
  | 'hidden'
  | 'decoded';

/** What taking the disguise off told us: in how many stretches of the original there was something of each kind. */
export class SignalCounts {
  readonly #counts = new Map<SignalKind, number>();
  #last: SignalKind | null = null;
  #end = 0;

  of(kind: SignalKind): number {
    return this.#counts.get(kind) ?? 0;
  }

  /** What goes on where one of the same kind ended, is part of it. */
  add(kind: SignalKind, start: number, end: number): void {
    if (kind !== this.#last || this.#end < start - 1) {
      this.#counts.set(kind, this.of(kind) + 1);
      this.#last = kind;
    }
    this.#end = end;
  }
}

export interface TextView {
  /** `raw`, `normalised`, `hidden`, `decoded:base64`, …; nested ones are joined with `>`. */
  readonly name: string;
  readonly text: string;
  /** Found while this view was built. */
  readonly signals: Pick<SignalCounts, 'of'>;
  /**
   * Span in this view -> span in the original part, UTF-16. The result covers every original character that took part
   * in the span. Offsets outside the view are clamped.
   */
  toOriginal(start: number, end: number): readonly [number, number];
}

/** Numbers of a run, side by side in {@link Segments}. */
const AT = 0;
const ORIGIN = 1;
const ORIGIN_END = 2;
const STEP = 3;
const FRAGMENT = 4;
const FIELDS = 5;

/**
 * Runs of a view's text, in order, as numbers in one array: a text of nothing but disguises has a run for every other
 * character.
 */
class Segments {
  #numbers = new Float64Array(32 * FIELDS);
  length = 0;

  /** Where run `index` starts in the view. */
  at(index: number): number {
    return this.#numbers[index * FIELDS + AT]!;
  }

  /** Runs of different fragments were not adjacent: a span is cut at the border. */
  fragment(index: number): number {
    return this.#numbers[index * FIELDS + FRAGMENT]!;
  }

  /**
   * @param step Original characters per view character: 1 copied, 2 hex, 4/3 base64, -1 mirrored, 0 any part stands for
   *   the whole.
   */
  push(at: number, origin: number, originEnd: number, step: number, fragment: number): void {
    const from = this.length * FIELDS;
    if (from === this.#numbers.length) {
      const more = new Float64Array(from * 2);
      more.set(this.#numbers);
      this.#numbers = more;
    }
    const numbers = this.#numbers;
    numbers[from + AT] = at;
    numbers[from + ORIGIN] = origin;
    numbers[from + ORIGIN_END] = originEnd;
    numbers[from + STEP] = step;
    numbers[from + FRAGMENT] = fragment;
    this.length += 1;
  }

  /** Lets the last run go on to `originEnd` where what is at `at` of the view was copied from right behind it. */
  goesOn(at: number, origin: number, originEnd: number, fragment: number): boolean {
    const last = (this.length - 1) * FIELDS;
    const numbers = this.#numbers;
    if (last < 0 || numbers[last + STEP] !== 1 || numbers[last + FRAGMENT] !== fragment) return false;
    if (numbers[last + ORIGIN]! + at - numbers[last + AT]! !== origin) return false;
    numbers[last + ORIGIN_END] = originEnd;
    return true;
  }

  /** What the part between `from` and `to` of the view stands for, inside run `index`. */
  spanIn(index: number, from: number, to: number): readonly [number, number] {
    const numbers = this.#numbers;
    const first = index * FIELDS;
    const at = numbers[first + AT]!;
    const origin = numbers[first + ORIGIN]!;
    const originEnd = numbers[first + ORIGIN_END]!;
    const step = numbers[first + STEP]!;
    if (step === 0) return [origin, originEnd];
    if (step === -1) return [Math.max(origin, originEnd - (to - at)), originEnd - (from - at)];
    return [
      Math.min(originEnd, origin + Math.floor((from - at) * step + EPSILON)),
      Math.min(originEnd, origin + Math.ceil((to - at) * step - EPSILON)),
    ];
  }
}

/** 4/3 is not exact in binary: without it floor(3 * 4/3) might be 3. */
const EPSILON = 1e-6;

/** Collects a view piece by piece, in view order. */
export class ViewBuilder {
  readonly #pieces: string[] = [];
  readonly #segments = new Segments();
  readonly #signals = new SignalCounts();
  #length = 0;
  #fragment = 0;

  get length(): number {
    return this.#length;
  }

  get fragments(): number {
    return this.#fragment;
  }

  /** `text` is the original between `origin` and `origin + text.length`, unchanged. */
  copy(text: string, origin: number): void {
    if (text.length === 0) return;
    if (this.#segments.goesOn(this.#length, origin, origin + text.length, this.#fragment)) {
      this.#pieces.push(text);
      this.#length += text.length;
    } else {
      this.scaled(text, origin, origin + text.length, 1);
    }
  }

  /** `text` stands for the original between `origin` and `originEnd`, as a whole. */
  replace(text: string, origin: number, originEnd: number): void {
    this.scaled(text, origin, originEnd, 0);
  }

  /** Each character of `text` stands for `step` characters of the original. */
  scaled(text: string, origin: number, originEnd: number, step: number): void {
    if (text.length === 0) return;
    this.#segments.push(this.#length, origin, originEnd, step, this.#fragment);
    this.#pieces.push(text);
    this.#length += text.length;
  }

  /** What follows was not adjacent to what went before. The separator matches no rule's white space. */
  nextFragment(): void {
    this.#fragment += 1;
    if (this.#length === 0) return;
    this.#pieces.push(FRAGMENT_BREAK);
    this.#length += FRAGMENT_BREAK.length;
  }

  signal(kind: SignalKind, start: number, end: number): void {
    this.#signals.add(kind, start, end);
  }

  build(name: string): TextView {
    return new SegmentedView(name, this.#pieces.join(''), this.#signals, this.#segments);
  }
}

/** Record separators on lines of their own: neither `\s` nor a word character, so no rule reaches across. */
export const FRAGMENT_BREAK = '\n\u001e\n';

class SegmentedView implements TextView {
  readonly name: string;
  readonly text: string;
  readonly signals: SignalCounts;
  readonly #segments: Segments;

  constructor(name: string, text: string, signals: SignalCounts, segments: Segments) {
    this.name = name;
    this.text = text;
    this.signals = signals;
    this.#segments = segments;
  }

  toOriginal(start: number, end: number): readonly [number, number] {
    const length = this.text.length;
    const from = Math.max(0, Math.min(start, length - 1));
    const to = Math.max(from + 1, Math.min(end, length));
    const segments = this.#segments;
    if (segments.length === 0) return [0, 0];
    const first = this.#find(from);
    const [low, high] = segments.spanIn(first, from, this.#clip(first, to));
    let lowest = low;
    let highest = high;
    for (let index = first + 1; index < segments.length; index += 1) {
      const at = segments.at(index);
      if (at >= to || segments.fragment(index) !== segments.fragment(first)) break;
      const [a, b] = segments.spanIn(index, at, this.#clip(index, to));
      lowest = Math.min(lowest, a);
      highest = Math.max(highest, b);
    }
    return [lowest, highest];
  }

  /** End of the span inside segment `index`. */
  #clip(index: number, to: number): number {
    const segments = this.#segments;
    return Math.min(to, index + 1 < segments.length ? segments.at(index + 1) : this.text.length);
  }

  /** The last segment that starts at or before `at`. */
  #find(at: number): number {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#segments.at(middle) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const NO_SIGNALS = new SignalCounts();

/** The text as it was written. */
export function rawView(text: string): TextView {
  const { length } = text;
  return {
    name: 'raw',
    text,
    signals: NO_SIGNALS,
    toOriginal: (start, end) => [Math.max(0, Math.min(start, length)), Math.max(0, Math.min(end, length))],
  };
}

/** A view built over another view's text, as a view of the original. */
export function nest(outer: TextView, inner: TextView, name: string): TextView {
  return {
    name,
    text: inner.text,
    signals: inner.signals,
    toOriginal: (start, end) => outer.toOriginal(...inner.toOriginal(start, end)),
  };
}
