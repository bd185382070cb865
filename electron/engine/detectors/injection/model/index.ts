/** The linear model of prompt injection: features, windows, weights, calibration. */
export { ALERT_THRESHOLD, BLOCK_THRESHOLD, calibrate } from './calibration.ts';
export { SHARES, readingsOf, shareOfMean } from './shares.ts';
export { guisesOf } from './guise.ts';
export { type Reading, MODEL, readWithModel } from './model.ts';
