/** The linear model: how much like an attack the worst stretch of a text is, and which stretch that is. */
import type { Folded } from '../fold.ts';
import type { ConceptHits } from '../matcher.ts';
import type { RuleMatch } from '../rules.ts';
import { DIMENSIONS, FIRST_CONCEPT, FIRST_GUISE, FIRST_SIZE, extract, newFeatures } from './features.ts';
import file from './model.json' with { type: 'json' };
import type { ModelFile } from './model-file.ts';
import { eachWindow, sizeOf, windowNorm } from './windows.ts';

export interface Reading {
  /** In the model's own unit; calibration makes a score of it. */
  readonly logit: number;
  /** Of all windows: what the text is like as a whole. */
  readonly mean: number;
  /** The window that looks most like an attack, in folded offsets. */
  readonly start: number;
  readonly end: number;
}

export const MODEL: ModelFile = file;

let weights: Float32Array | null = null;
const features = newFeatures();
/** Sum of the weights of all features that end before a folded offset. */
let sums = new Float64Array(8_192);

/** Decoded at first use: processes that only redact never need it. */
function table(): Float32Array {
  if (weights !== null) return weights;
  const bytes = Buffer.from(MODEL.weights, 'base64');
  const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (signed.length !== DIMENSIONS) throw new RangeError('the model file does not fit this code: npm run train');
  weights = Float32Array.from(signed, (value, slot) => value * (slot < FIRST_CONCEPT ? MODEL.step : MODEL.conceptStep));
  return weights;
}

/** `guises` as {@link guisesOf} numbers them. */
export function readWithModel(
  text: Folded,
  hits: ConceptHits,
  matches: readonly RuleMatch[],
  guises: readonly number[],
): Reading {
  const { length } = text;
  extract(text, hits, matches, features);
  sumUp(length);
  const known = table();
  const base = guises.reduce((sum, guise) => sum + known[FIRST_GUISE + guise]!, MODEL.bias);
  let logit = Number.NEGATIVE_INFINITY;
  let from = 0;
  let to = length;
  let all = 0;
  let count = 0;
  eachWindow(text, (start, end) => {
    const size = end - start;
    const here = base + known[FIRST_SIZE + sizeOf(size)]! + (sums[end]! - sums[start]!) * windowNorm(size);
    all += here;
    count += 1;
    if (here <= logit) return;
    logit = here;
    from = start;
    to = end;
  });
  return { logit, mean: all / count, ...heart(from, to) };
}

function sumUp(length: number): void {
  const known = table();
  const { index, at, count } = features;
  if (sums.length <= length) sums = new Float64Array(length * 2);
  let sum = 0;
  let feature = 0;
  for (let position = 0; position < length; position++) {
    sums[position] = sum;
    while (feature < count && at[feature] === position) sum += known[index[feature++]!]!;
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
