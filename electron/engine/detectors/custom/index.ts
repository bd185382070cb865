/** Detectors of the user's own: patterns on a linear-time engine, word lists in one pass. */
export { findCustom, isHeavy } from './find.ts';
export { type FoundInView, findInViews } from './in-views.ts';
export { type CompiledPattern, compilePattern } from './pattern.ts';
export { type ReadDetectors, readDetector, readDetectors } from './read.ts';
export { MAX_SPANS, type Span, bounded, united } from './span.ts';
export { type FindSpans, createWordFinder } from './word-automaton.ts';
