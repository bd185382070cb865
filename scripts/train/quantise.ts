import { FIRST_CONCEPT } from '../../electron/engine/detectors/injection/model/features.ts';

export interface Quantised {
  readonly weights: string;
  readonly step: number;
  readonly conceptStep: number;
}

/** Weights as signed bytes; the few largest n-gram weights are clipped, so that the many small ones keep their shape. */
export function quantise(weights: Float32Array, conceptGain: number): Quantised {
  const step = stepOf(weights.subarray(0, FIRST_CONCEPT), 0.9999);
  const conceptStep = stepOf(weights.subarray(FIRST_CONCEPT), 1);
  const bytes = Int8Array.from(weights, (weight, slot) => {
    const value = Math.round(weight / (slot < FIRST_CONCEPT ? step : conceptStep));
    return Math.max(-127, Math.min(127, value));
  });
  return {
    weights: Buffer.from(bytes.buffer).toString('base64'),
    step,
    conceptStep: conceptStep * conceptGain,
  };
}

function stepOf(weights: Float32Array, share: number): number {
  const sizes = weights.map((weight) => Math.abs(weight)).sort();
  return sizes[Math.floor((sizes.length - 1) * share)]! / 127;
}
