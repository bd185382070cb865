import type { SettingSource } from './settings.ts';
import type { OutboxTotals, SyncSettings } from './sync.ts';

/** Why nothing goes although sync is on; null: it does, as far as Sluice is concerned. */
export type SyncObstacle = 'no-address' | 'loop';

/** How asking Akto for its verdicts goes, since the engine started. */
export interface AktoVerdictStatus {
  readonly on: boolean;
  readonly failurePolicy: 'open' | 'closed';
  readonly timeoutMs: number;
  /** Why Akto is not asked although it is on; null: it is. */
  readonly obstacle: SyncObstacle | null;
  /** Why the last question got no verdict; null: it got one. */
  readonly problem: string | null;
  readonly asked: number;
  /** Of these, denied or masked by Akto. */
  readonly objected: number;
  /** Of these, without a verdict. */
  readonly failed: number;
}

export interface SyncStatus {
  readonly settings: SyncSettings;
  /** Akto's service as it is called; null for none. */
  readonly url: string | null;
  readonly urlSource: SettingSource;
  readonly token: {
    /** null: there is none. */
    readonly source: SettingSource | 'window' | null;
    /** Where a token of the window is kept; null for one of a variable. */
    readonly kept: 'keychain' | 'memory' | null;
  };
  readonly obstacle: SyncObstacle | null;
  /** What keeps Akto from taking anything, in words; null: nothing does. */
  readonly problem: string | null;
  /** Unix ms at which it is tried again; null: no pause is on. */
  readonly nextTryAt: number | null;
  readonly sendingBytes: number;
  readonly sendingBatches: number;
  /** Over the last 5 s. */
  readonly exchangesPerSecond: number;
  readonly bytesPerSecond: number;
  /** Unix ms; null: none yet. */
  readonly lastHeartbeatAt: number | null;
  readonly outbox: OutboxTotals;
  readonly verdict: AktoVerdictStatus;
}
