/** What the inspector and its worker say to each other. Structured-clone safe. */
import type { Finding, Part } from '../../../shared/domain/index.ts';
import type { InspectOptions } from './detector.ts';

export interface InspectJob {
  readonly id: number;
  readonly parts: readonly Part[];
  readonly options: InspectOptions;
}

/** Several at once: waking a thread costs more than a small scan. */
export type InspectBatch = readonly InspectJob[];

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
