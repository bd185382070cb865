/** The linear model: how much like an attack the worst stretch of a text is, and which stretch that is. */
import type { Folded } from '../fold.ts';
import type { ConceptHits } from '../matcher.ts';
import type { RuleMatch } from '../rules.ts';
import { DIMENSIONS, FIRST_CONCEPT, FIRST_GUISE, FIRST_SIZE, extract, newFeatures } from './features.ts';
import file from './model.json' with { type: 'json' };
import type { Head, ModelFile } from './model-file.ts';
import { unpack } from './packed.ts';
import { SHARES } from './shares.ts';
import { SIZES, eachWindow, isLong, sizeOf, windowNorm } from './windows.ts';

export interface Reading {
  /** In the model's own unit; calibration makes a score of it. */
  readonly logit: number;
  /** Of all windows: what the text is like as a whole. */
  readonly mean: number;
  /** Of the long head's worst window; 0 where it has no say. */
  readonly long: number;
  /** Number of windows. */
  readonly windows: number;
  /** The window that looks most like an attack, in folded offsets. */
  readonly start: number;
  readonly end: number;
}

export const MODEL: ModelFile = file;

const features = newFeatures();
/** What the features that end before a folded offset weigh together, by either head. */
let shortSums = new Float64Array(8_192);
let longSums = new Float64Array(8_192);

interface Weights {
  /**
   * By slot the steps of the short and of the long head, as the bytes they are kept in: of all that is read for a text they
   * lie farthest apart.
   */
  readonly steps: Uint8Array;
  /** What so many steps are worth in n-grams, then in all else: {@link KINDS_OF_STEPS} times {@link STEPS}. */
  readonly short: Float64Array;
  readonly long: Float64Array;
}

const STEPS = 256;
const KINDS_OF_STEPS = 2;

/** Decoded at first use: processes that only redact never need it. */
let decoded: Weights | null = null;

function decode(): Weights {
  const steps = new Uint8Array(unpack(MODEL.weights, DIMENSIONS, FIRST_CONCEPT).buffer);
  return { steps, short: worthOf(MODEL.short), long: worthOf(MODEL.long) };
}

function worthOf({ step, conceptStep }: Head): Float64Array {
  return Float64Array.from({ length: KINDS_OF_STEPS * STEPS }, (_, at) =>
    Math.fround(((at << 24) >> 24) * (at < STEPS ? step : conceptStep)),
  );
}

/** `guises` as {@link guisesOf} numbers them. */
export function readWithModel(
  text: Folded,
  hits: ConceptHits,
  matches: readonly RuleMatch[],
  guises: readonly number[],
  role: 'user' | 'tool',
): Reading {
  extract(text, hits, matches, features);
  const weights = (decoded ??= decode());
  const hasLong = SHARES.long[role] !== 0;
  sumUp(text.length, weights, hasLong);
  const long = hasLong ? worstLong(text, weights, guises) : 0;
  const score = scorer(MODEL.short, shortSums, guises, (slot) =>
    weightOf(weights.short, weights.steps[2 * slot]!, slot),
  );
  let logit = Number.NEGATIVE_INFINITY;
  let from = 0;
  let to = text.length;
  let all = 0;
  let count = 0;
  eachWindow(text, (start, end) => {
    const here = score(start, end);
    all += here;
    count += 1;
    if (here <= logit) return;
    logit = here;
    from = start;
    to = end;
  });
  return { logit, mean: all / count, long, windows: count, ...heart(from, to) };
}

function worstLong(text: Folded, { steps, long }: Weights, guises: readonly number[]): number {
  const score = scorer(MODEL.long, longSums, guises, (slot) => weightOf(long, steps[2 * slot + 1]!, slot));
  let worst = Number.NEGATIVE_INFINITY;
  let isFirst = true;
  eachWindow(text, (start, end) => {
    if (isLong(end - start, isFirst)) worst = Math.max(worst, score(start, end));
    isFirst = false;
  });
  return worst;
}

/** What a window scores by the sums as they are now. */
function scorer(
  { bias }: Head,
  sums: Float64Array,
  guises: readonly number[],
  weight: (slot: number) => number,
): (start: number, end: number) => number {
  const base = guises.reduce((sum, guise) => sum + weight(FIRST_GUISE + guise), bias);
  const bySize: number[] = [];
  for (let size = 0; size < SIZES; size++) bySize.push(weight(FIRST_SIZE + size));
  return (start, end) => {
    const size = end - start;
    return base + bySize[sizeOf(size)]! + (sums[end]! - sums[start]!) * windowNorm(size);
  };
}

function weightOf(worth: Float64Array, steps: number, slot: number): number {
  return worth[slot < FIRST_CONCEPT ? steps : STEPS + steps]!;
}

/** Both heads at once: what they weigh lies side by side. */
function sumUp(length: number, { steps, short, long }: Weights, hasLong: boolean): void {
  const { index, at, count } = features;
  if (shortSums.length <= length) {
    shortSums = new Float64Array(length * 2);
    longSums = new Float64Array(length * 2);
  }
  const shorts = shortSums;
  const longs = longSums;
  let shortSum = 0;
  let longSum = 0;
  let feature = 0;
  for (let position = 0; position < length; position++) {
    shorts[position] = shortSum;
    longs[position] = longSum;
    while (feature < count && at[feature] === position) {
      const slot = index[feature++]!;
      const kind = slot < FIRST_CONCEPT ? 0 : STEPS;
      shortSum += short[kind + steps[2 * slot]!]!;
      if (hasLong) longSum += long[kind + steps[2 * slot + 1]!]!;
    }
  }
  shorts[length] = shortSum;
  longs[length] = longSum;
}

/** Shortest evidence worth showing. Folded characters. */
const SHORTEST = 24;

/** The stretch of a window that speaks for an attack all in all, its innocent surroundings left out. */
function heart(from: number, to: number): { start: number; end: number } {
  if (to - from <= SHORTEST) return { start: from, end: to };
  let best = Number.NEGATIVE_INFINITY;
  let start = from;
  let end = to;
  let lowest = from;
  for (let position = from + SHORTEST; position <= to; position++) {
    const candidate = position - SHORTEST;
    if (shortSums[candidate]! < shortSums[lowest]!) lowest = candidate;
    const sum = shortSums[position]! - shortSums[lowest]!;
    if (sum <= best) continue;
    best = sum;
    start = lowest;
    end = position;
  }
  return { start, end };
}
