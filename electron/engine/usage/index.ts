/** Tokens and money: what answers say of their tokens, estimates where they do not, and list prices. */
export { type Cost, PRICE_SOURCE, costOf } from './cost.ts';
export { type CountedUsage, type UsageEstimator, createUsageEstimator } from './estimator.ts';
export { hasTokens, usesTokens } from './metered.ts';
