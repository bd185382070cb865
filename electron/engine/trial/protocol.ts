/** What passes between the engine's thread and the one that tries policies. Structured clone, strings. */
import type { Finding, Part, PlaygroundInput, PlaygroundResult, Side } from '../../../shared/domain/index.ts';
import type { LlmOpinions, LlmQuestion } from '../policy/index.ts';
import type { StoredExchange } from '../store/index.ts';
import type { Compared, Comparison, PolicySet } from './compare.ts';
import type { Looking } from './recall.ts';

/** What is tried. */
export type TrialSource =
  | {
      readonly kind: 'text';
      readonly input: Extract<PlaygroundInput, { kind: 'text' }>;
      /** Unix ms. */
      readonly now: number;
    }
  | { readonly kind: 'stored'; readonly stored: StoredExchange; readonly side: Side };

interface Attempt {
  readonly source: TrialSource;
  readonly set: PolicySet;
  readonly looking: Looking;
}

/** What the judge has to be asked before policies can be tried; sockets are not this thread's. */
export interface ForJudge {
  readonly questions: readonly LlmQuestion[];
  readonly parts: readonly Part[];
  readonly findings: readonly Finding[];
  /** Some of the text was not scanned. */
  readonly partial: boolean;
}

export type TrialJob =
  | ({ readonly kind: 'try'; readonly opinions?: LlmOpinions } & Attempt)
  /** null: nothing has to be asked. */
  | ({ readonly kind: 'questions' } & Attempt)
  /** What a replay compares, kept for its `compare` jobs. */
  | { readonly kind: 'begin'; readonly replay: string; readonly comparison: Comparison }
  | { readonly kind: 'compare'; readonly replay: string; readonly exchanges: readonly StoredExchange[] }
  | { readonly kind: 'end'; readonly replay: string };

export interface TrialResults {
  readonly try: PlaygroundResult;
  readonly questions: ForJudge | null;
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
