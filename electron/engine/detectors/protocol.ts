/** What the inspector and its worker say to each other. Structured-clone safe. */
import type { Finding, Part } from '../../../shared/domain/index.ts';
import type { InspectOptions } from './detector.ts';

export interface InspectJob {
  readonly id: number;
  readonly parts: readonly Part[];
  readonly options: InspectOptions;
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
