import type { AgentSource } from './exchange.ts';
import type { Mode, VerdictKind } from './verdict.ts';

/** Exchanges by verdict. `null` verdicts (still judged) are in none of them. */
export type VerdictCounts = Readonly<Record<VerdictKind, number>>;

/** One agent with its counters, kept in the transaction that stores its exchanges. */
export interface CollectionSummary {
  readonly agent: string;
  readonly agentSource: AgentSource;
  readonly exchanges: number;
  readonly verdicts: VerdictCounts;
  /** Violations nobody has looked at yet. */
  readonly openViolations: number;
  /** Answers with status >= 400 that were not our block, and broken ones. */
  readonly errors: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars at list price, over the exchanges whose price is known. */
  readonly costUsd: number;
  /** Exchanges whose price is known. */
  readonly priced: number;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  /** null: as the app. */
  readonly modeOverride: Mode | null;
  /** Exchanges per hour of the last 24 h, oldest first, 24 entries. */
  readonly perHour: readonly number[];
}

export interface EndpointCount {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly exchanges: number;
  readonly medianFirstByteMs: number | null;
}

export interface ModelCount {
  readonly model: string | null;
  readonly exchanges: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars at list price; null where no exchange has a known price. */
  readonly costUsd: number | null;
}

export interface HourCount {
  /** Unix ms of the start of the hour. */
  readonly hour: number;
  readonly verdicts: VerdictCounts;
}

export interface CollectionDetail {
  readonly summary: CollectionSummary;
  readonly endpoints: readonly EndpointCount[];
  readonly models: readonly ModelCount[];
  readonly ingresses: readonly { readonly ingress: string; readonly exchanges: number }[];
  readonly hours: readonly HourCount[];
  readonly topRules: readonly { readonly rule: string; readonly findings: number }[];
  /** Akto's id of the collection: Java String.hashCode() of its name with `_` as `-`. */
  readonly aktoId: number;
}

/** Over everything stored. */
export interface Totals {
  readonly exchanges: number;
  readonly verdicts: VerdictCounts;
  readonly openViolations: number;
  readonly hours: readonly HourCount[];
}
