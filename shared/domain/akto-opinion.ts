import type { Verdict } from './verdict.ts';

/** What Akto's own service said of a request, beside what Sluice had decided: the stricter of both counts. */
export interface AktoOpinion {
  /** null: there was none; see `failure`. */
  readonly verdict: Verdict | null;
  /** Why there was none, for a person; null: there was one. */
  readonly failure: string | null;
  /** What it meant that there was none: `open`, Sluice's verdict alone counted; `closed`, the request was denied. */
  readonly failurePolicy: 'open' | 'closed';
  /** How long it took. */
  readonly durationMs: number;
  /** How long it would have been waited for. */
  readonly timeoutMs: number;
  /** The request is above Akto's limits: it was asked about the newest turn only. */
  readonly newestOnly: boolean;
  /** Sluice's own. */
  readonly own: Verdict;
}
