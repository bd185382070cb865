/** Weights in steps: what of a trained head is kept. */
import { FIRST_CONCEPT } from '../../electron/engine/detectors/injection/model/features.ts';
import { LARGEST } from '../../electron/engine/detectors/injection/model/packed.ts';

export interface Quantised {
  /** By slot, from -{@link LARGEST} to {@link LARGEST}. */
  readonly steps: Int8Array;
  readonly step: number;
  readonly conceptStep: number;
}

/**
 * Steps to a standard deviation of the n-grams' weights: what is lost is an eighth of one, as noise, of the long head a
 * sixth. That one reads windows in which a thousand n-grams share a verdict, and a coarser step saves 10 KB.
 */
export const SHORT_STEPS = 2.2;
export const LONG_STEPS = 1.75;

/** The few largest n-gram weights are clipped, so that the many small ones keep their shape. */
export function quantise(weights: Float32Array, conceptGain: number, stepsToDeviation: number): Quantised {
  const step = deviation(weights.subarray(0, FIRST_CONCEPT)) / stepsToDeviation;
  const conceptStep = weights.subarray(FIRST_CONCEPT).reduce((most, one) => Math.max(most, Math.abs(one)), 0) / LARGEST;
  const steps = Int8Array.from(weights, (weight, slot) => {
    const exact = Math.fround(weight / (slot < FIRST_CONCEPT ? step : conceptStep));
    return Math.max(-LARGEST, Math.min(LARGEST, Math.round(exact)));
  });
  return { steps, step, conceptStep: conceptStep * conceptGain };
}

/** Numbers of two heads side by side, as the file has them. */
export function sideBySide(short: Int8Array, long: Int8Array): Int8Array {
  return Int8Array.from({ length: 2 * short.length }, (_, at) => (at % 2 === 0 ? short : long)[at >> 1]!);
}

function deviation(weights: Float32Array): number {
  return Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0) / weights.length);
}
