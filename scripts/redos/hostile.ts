/** Texts made to be slow: what a rule begins with, over and over, joined by what its pattern repeats. */

/** A small generator of its own, so that a seed is all it takes to see a text again. mulberry32, public domain (Tommy Ettinger). */
export function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What patterns loop over: single characters of every class, separators, near misses of common shapes. */
const LOOPS = [
  'a',
  'A',
  '0',
  '1',
  '9',
  'f',
  '.',
  '-',
  '_',
  '/',
  ':',
  '@',
  '=',
  '+',
  '%',
  ' ',
  '\t',
  '\n',
  '\\n',
  '"',
  "'",
  ',',
  '(',
  'a.',
  'a-',
  '1.',
  '1-',
  '1 ',
  '0 ',
  'a ',
  'A ',
  'A1',
  'a1',
  '1a',
  'aA',
  ': ',
  '= ',
  '="',
  '":"',
  '%3D',
  'é',
  '中',
  '😀',
  '\u200b',
  '\u0301',
  'ＡＢ',
  '٣',
  'a@a.',
  'a:a@',
  '://',
  '&a=',
  '<!--',
  '-->',
  '[](',
  '{"a":',
  'eyJ',
  '-----BEGIN ',
  'Street ',
  ', ',
  '12 ',
  '+1',
  '(1) ',
  '1/1/',
  '::',
  ':1',
  'AB12 ',
  'aaaaaaaaaaaaaaa ',
  '== ',
] as const;

/** How a text is made; in words, so that a slow one can be told. */
export interface Recipe {
  readonly head: string;
  readonly loop: string;
  /** Between the loops, every so many; '' for nothing. */
  readonly break: string;
  readonly every: number;
  readonly tail: string;
}

/** A recipe for one of a rule's literals; about a third begins only once, the others over and over. */
export function recipeFor(literals: readonly string[], random: () => number): Recipe {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const head = literals.length === 0 ? '' : pick(literals);
  const loop = pick(LOOPS) + (random() < 0.4 ? pick(LOOPS) : '');
  const again = random();
  return {
    head,
    loop,
    break: again < 0.4 ? head : again < 0.7 ? pick(LOOPS) : '',
    every: pick([1, 2, 7, 31, 120, 1_000]),
    tail: random() < 0.5 ? '!' : pick(LOOPS),
  };
}

export function cook({ head, loop, break: broken, every, tail }: Recipe, length: number): string {
  const unit = loop.repeat(every) + broken;
  return `${head}${unit.repeat(Math.ceil(length / unit.length))}`.slice(0, length - tail.length) + tail;
}
