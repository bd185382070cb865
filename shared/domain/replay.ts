import type { VerdictKind } from './verdict.ts';

/** One exchange about which the edit says something else than what is in force. */
export interface ReplayRow {
  readonly exchangeId: string;
  readonly seq: number;
  /** Unix ms. */
  readonly startedAt: number;
  readonly agent: string;
  readonly model: string | null;
  /** What the policies in force say, and what the edited ones would; both decided now, over the same findings. */
  readonly before: VerdictKind;
  readonly after: VerdictKind;
  /** `caught`: stricter than before; `missed`: laxer. */
  readonly change: 'caught' | 'missed';
  /** Who decides: the edited policy when it is caught, the one in force when it is missed. */
  readonly policy: string | null;
  readonly rule: string | null;
  readonly reason: string;
}

/** How far a replay has come. The last one of a replay has `finished` set. */
export interface ReplayProgress {
  readonly id: string;
  readonly done: number;
  /** Exchanges to go through; known from the start. */
  readonly total: number;
  readonly newlyCaught: number;
  readonly newlyMissed: number;
  /** New since the last event, newest exchange first; at most 500 in all, the numbers go on. */
  readonly rows: readonly ReplayRow[];
  readonly finished: false | 'complete' | 'cancelled' | 'failed';
  /**
   * Exchanges of which stored findings were used, because values are redacted in what is stored: what no detector found
   * at the time cannot be found in them now.
   */
  readonly usesStoredFindings: number;
}
