/** From the model's own unit to a score of 0..1 on which one limit serves every role and length. */
import type { Anchor } from './model-file.ts';

/** 0.1 % of benign texts score above it: the default policy blocks from here. */
export const BLOCK_THRESHOLD = 0.9;
/** 1 % of benign texts score above it: the default policy alerts from here. */
export const ALERT_THRESHOLD = 0.5;

const LOG_ODDS_OF_BLOCK = Math.log(BLOCK_THRESHOLD / (1 - BLOCK_THRESHOLD));

/** Log-odds linear in the logit, through the two thresholds of the role at this length. */
export function calibrate(anchors: readonly Anchor[], length: number, logit: number): number {
  const { alert, block } = thresholdsAt(anchors, length);
  return 1 / (1 + Math.exp((-LOG_ODDS_OF_BLOCK * (logit - alert)) / (block - alert)));
}

/** Between two anchors by the logarithm of the length. */
function thresholdsAt(anchors: readonly Anchor[], length: number): Anchor {
  const after = anchors.findIndex((anchor) => anchor.length >= length);
  const high = anchors[after] ?? anchors.at(-1)!;
  const low = after > 0 ? anchors[after - 1]! : high;
  if (low === high) return high;
  const share = Math.log(length / low.length) / Math.log(high.length / low.length);
  return {
    length,
    alert: low.alert + (high.alert - low.alert) * share,
    block: low.block + (high.block - low.block) * share,
  };
}
