import { FIRST_CONCEPT } from '../../electron/engine/detectors/injection/model/features.ts';
import { LARGEST, pack } from '../../electron/engine/detectors/injection/model/packed.ts';

export interface Quantised {
  readonly weights: string;
  readonly step: number;
  readonly conceptStep: number;
}

/** Steps to a standard deviation of the n-grams' weights: what is lost is an eighth of one, as noise. */
const STEPS = 2.2;

/** Weights in steps; the few largest n-gram weights are clipped, so that the many small ones keep their shape. */
export function quantise(weights: Float32Array, conceptGain: number): Quantised {
  const step = deviation(weights.subarray(0, FIRST_CONCEPT)) / STEPS;
  const conceptStep = weights.subarray(FIRST_CONCEPT).reduce((most, one) => Math.max(most, Math.abs(one)), 0) / LARGEST;
  const steps = weights.map((weight, slot) => weight / (slot < FIRST_CONCEPT ? step : conceptStep));
  return { weights: pack(steps), step, conceptStep: conceptStep * conceptGain };
}

function deviation(weights: Float32Array): number {
  return Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0) / weights.length);
}
