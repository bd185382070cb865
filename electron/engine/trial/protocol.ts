/** What passes between the engine's thread and the one that tries policies. Structured clone, strings. */
import type { PlaygroundInput, PlaygroundResult } from '../../../shared/domain/index.ts';
import type { StoredExchange } from '../store/index.ts';
import type { Compared, Comparison, PolicySet } from './compare.ts';
import type { Looking } from './recall.ts';

export type TrialJob =
  | {
      readonly kind: 'try';
      readonly input: Extract<PlaygroundInput, { kind: 'text' }>;
      readonly set: PolicySet;
      readonly looking: Looking;
      /** Unix ms. */
      readonly now: number;
    }
  | {
      readonly kind: 'try-stored';
      readonly stored: StoredExchange;
      readonly side: 'request' | 'response';
      readonly set: PolicySet;
      readonly looking: Looking;
    }
  /** What a replay compares, kept for its `compare` jobs. */
  | { readonly kind: 'begin'; readonly replay: string; readonly comparison: Comparison }
  | { readonly kind: 'compare'; readonly replay: string; readonly exchanges: readonly StoredExchange[] }
  | { readonly kind: 'end'; readonly replay: string };

export interface TrialResults {
  readonly try: PlaygroundResult;
  readonly 'try-stored': PlaygroundResult;
  readonly begin: null;
  readonly compare: readonly Compared[];
  readonly end: null;
}

export interface TrialCall {
  readonly id: number;
  readonly job: TrialJob;
}

export type TrialReply =
  | { readonly id: number; readonly value: TrialResults[keyof TrialResults] }
  | { readonly id: number; readonly failed: string };
