import type { CustomDetector, Finding, Part, Side } from '../../../shared/domain/index.ts';

export interface InspectOptions {
  readonly side: Side;
  /** Milliseconds this call may take; what is not scanned by then is said in `partial`. */
  readonly deadlineMs?: number;
  /** Look for names of persons too: noisy, hence only where it was asked for. */
  readonly persons?: boolean;
  /** Do not report test cards, documentation addresses and the like. */
  readonly spareTestValues?: boolean;
  /** The user's own detectors. Hand the same list over again and again: it is compiled once. */
  readonly custom?: readonly CustomDetector[];
}

export interface Inspection {
  /** Ordered by part, then by start. No two of the same type overlap. */
  readonly findings: readonly Finding[];
  /** Some text was not scanned (deadline, size): marked `partly-scanned` on the record. */
  readonly partial: boolean;
  /** Time spent, in ms. */
  readonly durationMs: number;
}

/** Pure and synchronous; linear in the text. */
export type Inspect = (parts: readonly Part[], options: InspectOptions) => Inspection;
