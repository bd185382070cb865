/** What to do about findings, for whom. Pure: no I/O, no clock, no randomness. */
export { decide } from './decide.ts';
export { DEFAULT_POLICIES } from './defaults.ts';
export { effectiveMode } from './mode.ts';
export { placeInWords, typeInWords } from './words.ts';
export type { Behaviour, Decide, DecideInput, Decision, FindingAction, Policy, PolicyRule } from './policy.ts';
