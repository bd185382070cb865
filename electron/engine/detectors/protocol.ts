/** What the inspector and its worker say to each other. Structured-clone safe. */
import type { CustomDetector, Finding, Part } from '../../../shared/domain/index.ts';
import type { InspectOptions } from './detector.ts';

export interface InspectJob {
  readonly id: number;
  readonly parts: readonly Part[];
  readonly options: Omit<InspectOptions, 'custom'>;
}

/** Several at once: waking a thread costs more than a small scan. */
export interface InspectBatch {
  /** The user's own detectors for these and later jobs; absent: as before. They may be long, and seldom change. */
  readonly custom?: readonly CustomDetector[];
  readonly jobs: readonly InspectJob[];
}

export type InspectReply =
  | {
      readonly id: number;
      readonly ok: true;
      readonly findings: readonly Finding[];
      readonly partial: boolean;
      readonly durationMs: number;
    }
  | { readonly id: number; readonly ok: false; readonly reason: string };

/** One for each job of the batch, in its order. */
export type InspectReplies = readonly InspectReply[];
