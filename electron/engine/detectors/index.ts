/** Detectors: find personal data, secrets and injected instructions in parts, in every disguise. Pure but for the inspector's thread. */
export {
  MAX_SPANS,
  type FindSpans,
  type Span,
  bounded,
  compilePattern,
  createWordFinder,
  findInViews,
  isHeavy,
  readDetector,
  readDetectors,
  united,
} from './custom/index.ts';
export type { InspectOptions, Inspect, Inspection } from './detector.ts';
export { type FindingCache, NOTHING_SCANNED, createFindingCache } from './finding-cache.ts';
export { inspect } from './inspect.ts';
export { type Inspector, type InspectorOptions, createInspector } from './inspector.ts';
export { findInAnswer, findSplit, isPiece } from './injection/context/index.ts';
export { ALERT_THRESHOLD, BLOCK_THRESHOLD, MODEL_VERSION, injectionScore } from './injection/index.ts';
export { maskBody } from './mask-body.ts';
export { maskEvidence, placeholderFor } from './placeholder.ts';
export { type Redacted, redactSecrets } from './redact.ts';
export { severityOf } from './types.ts';
export { RULES_VERSION } from './version.ts';
export { type TextView, buildViews } from './views/index.ts';
export { warmUp } from './warm-up.ts';
