/** Where an exchange stands on its way to Akto. */
export const OUTBOX_STATES = ['queued', 'sending', 'delivered', 'rejected', 'paused', 'left-out'] as const;
/**
 * `queued` waits for its batch, `sending` is in one, `delivered` was acknowledged and never goes again, `rejected` was
 * refused (see its reason), `paused` waits until sync is on for it again, `left-out` does not go by rule.
 */
export type OutboxState = (typeof OUTBOX_STATES)[number];

export type OutboxCounts = Readonly<Record<OutboxState, number>>;

export const SYNC_SCOPES = ['all', 'collections', 'violations'] as const;
export type SyncScope = (typeof SYNC_SCOPES)[number];

/** What leaves for Akto. An environment may fill in the address, never the switches. */
export interface SyncSettings {
  readonly on: boolean;
  /** Base URL of Akto's data-ingestion service; '' for none. DATA_INGESTION_SERVICE_URL wins over it. */
  readonly url: string;
  readonly scope: SyncScope;
  /** Names, for the scope `collections`. */
  readonly collections: readonly string[];
  /** Unix ms: what arrived before never goes. null: not switched on yet. */
  readonly since: number | null;
  /** Personal data is masked as in an export; secrets are placeholders in any case. */
  readonly maskPersonalData: boolean;
  /** null: as fast as it goes. */
  readonly maxBytesPerSecond: number | null;
}

/** Which exchanges enter the outbox. */
export type SyncRule = Pick<SyncSettings, 'scope' | 'collections'> & { readonly since: number };

/** One exchange in the outbox. */
export interface OutboxEntry {
  readonly seq: number;
  readonly id: string;
  readonly startedAt: number;
  readonly agent: string;
  readonly state: OutboxState;
  /** Why it waits again, was refused or left out; null when there is nothing to say. */
  readonly reason: string | null;
  /** How often it was sent. */
  readonly tries: number;
  /** How often it was sent without knowing whether the sending before had arrived. */
  readonly repeats: number;
  /** Bytes of its records; null until they were made. */
  readonly sizeBytes: number | null;
  /** Unix ms of the last change of its state. */
  readonly changedAt: number;
}

/** `[seq, state]` of an exchange whose state changed. */
export type OutboxMark = readonly [seq: number, state: OutboxState];

export interface OutboxTotals {
  readonly counts: OutboxCounts;
  readonly byAgent: Readonly<Record<string, OutboxCounts>>;
  /** Acknowledged since the outbox exists, also of exchanges that are no longer stored. */
  readonly deliveredEver: number;
  /** Sendings that may have repeated one that had arrived. */
  readonly repeats: number;
  /** Unix ms of the last acknowledgement. */
  readonly lastDeliveredAt: number | null;
}

export const NO_OUTBOX: OutboxCounts = {
  queued: 0,
  sending: 0,
  delivered: 0,
  rejected: 0,
  paused: 0,
  'left-out': 0,
};

/** What waits to go. */
export function waitingOf(counts: OutboxCounts): number {
  return counts.queued + counts.sending + counts.paused;
}

export const OUTBOX_VIEWS = ['waiting', 'rejected', 'delivered', 'left-out'] as const;
export type OutboxView = (typeof OUTBOX_VIEWS)[number];
