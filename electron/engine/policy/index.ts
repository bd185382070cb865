/** What to do about findings, for whom. Pure: no I/O, no clock, no randomness. */
export { decide } from './decide.ts';
export { DEFAULT_POLICIES } from './defaults.ts';
export { valueHash } from './exceptions.ts';
export { type ParsedPolicies, parsePolicies } from './parse.ts';
export { inspectPolicies } from './inspect.ts';
export { effectiveMode } from './mode.ts';
export { mcpServerOf } from './names.ts';
export { findingInWords, placeInWords, typeInWords } from './words.ts';
export type {
  Behaviour,
  Decide,
  DecideInput,
  Decision,
  FindingAction,
  Policy,
  PolicyContext,
  PolicyRule,
} from './policy.ts';
