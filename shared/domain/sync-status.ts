import type { AktoVerdictStatus } from './akto-opinion.ts';
import type { SettingSource } from './settings.ts';
import type { OutboxTotals, SyncSettings } from './sync.ts';

/** Why nothing goes although sync is on; null: it does, as far as Sluice is concerned. */
export type SyncObstacle = 'no-address' | 'loop';

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
