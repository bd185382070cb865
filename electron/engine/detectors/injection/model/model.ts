/** The linear model: how much like an attack the worst stretch of a text is, and which stretch that is. */
import type { Folded } from '../fold.ts';
import type { ConceptHits } from '../matcher.ts';
import type { RuleMatch } from '../rules.ts';
import { DIMENSIONS, FIRST_CONCEPT, FIRST_GUISE, FIRST_SIZE, extract, newFeatures } from './features.ts';
import file from './model.json' with { type: 'json' };
import type { Head, ModelFile } from './model-file.ts';
import { unpack } from './packed.ts';
import { SHARES } from './shares.ts';
import { eachWindow, isLong, sizeOf, windowNorm } from './windows.ts';

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

/** Decoded at first use: processes that only redact never need it. */
const tables = new Map<Head, Float32Array>();
const features = newFeatures();
/** Sum of the weights of all features that end before a folded offset. */
let sums = new Float64Array(8_192);

function tableOf(head: Head): Float32Array {
  const known = tables.get(head);
  if (known !== undefined) return known;
  const signed = unpack(head.weights);
  if (signed.length !== DIMENSIONS) throw new RangeError('the model file does not fit this code: npm run train');
  const table = Float32Array.from(
    signed,
    (value, slot) => value * (slot < FIRST_CONCEPT ? head.step : head.conceptStep),
  );
  tables.set(head, table);
  return table;
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
  const long = SHARES.long[role] === 0 ? 0 : worstLong(text, guises);
  const { short } = MODEL;
  sumUp(text.length, tableOf(short));
  const score = scorer(short, guises);
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

function worstLong(text: Folded, guises: readonly number[]): number {
  const { long } = MODEL;
  sumUp(text.length, tableOf(long));
  const score = scorer(long, guises);
  let worst = Number.NEGATIVE_INFINITY;
  let isFirst = true;
  eachWindow(text, (start, end) => {
    if (isLong(end - start, isFirst)) worst = Math.max(worst, score(start, end));
    isFirst = false;
  });
  return worst;
}

/** What a window scores by the sums as they are now. */
function scorer(head: Head, guises: readonly number[]): (start: number, end: number) => number {
  const table = tableOf(head);
  const base = guises.reduce((sum, guise) => sum + table[FIRST_GUISE + guise]!, head.bias);
  return (start, end) => {
    const size = end - start;
    return base + table[FIRST_SIZE + sizeOf(size)]! + (sums[end]! - sums[start]!) * windowNorm(size);
  };
}

function sumUp(length: number, table: Float32Array): void {
  const { index, at, count } = features;
  if (sums.length <= length) sums = new Float64Array(length * 2);
  let sum = 0;
  let feature = 0;
  for (let position = 0; position < length; position++) {
    sums[position] = sum;
    while (feature < count && at[feature] === position) sum += table[index[feature++]!]!;
  }
  sums[length] = sum;
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
    if (sums[candidate]! < sums[lowest]!) lowest = candidate;
    const sum = sums[position]! - sums[lowest]!;
    if (sum <= best) continue;
    best = sum;
    start = lowest;
    end = position;
  }
  return { start, end };
}
