import type { OutboxEntry, OutboxMark, OutboxView, SyncSettings } from '../domain/sync.ts';
import type { SyncStatus } from '../domain/sync-status.ts';

export interface ListOutbox {
  readonly view: OutboxView;
  /** Seq of the last entry of the page before. */
  readonly after?: number | undefined;
  /** 1..1000 */
  readonly limit: number;
}

export interface OutboxPage {
  /** What waits in the order in which it goes, everything else newest first. */
  readonly entries: readonly OutboxEntry[];
  readonly hasMore: boolean;
}

/** Exactly what would be sent of one exchange. */
export interface RecordPreview {
  readonly exchangeId: string;
  readonly seq: number;
  /** Path of the call below the address. */
  readonly path: string;
  /** The body of the call, as it is sent. null: it is not sent, see `unfit`. */
  readonly body: string | null;
  readonly unfit: string | null;
  readonly sizeBytes: number;
  /** Placeholders of credentials and secrets in it. */
  readonly redacted: number;
}

/** What came of a call to Akto that a person asked for. */
export interface ConnectionTest {
  readonly ok: boolean;
  /** What Akto said, or what is in the way, for a person. */
  readonly text: string;
  readonly durationMs: number;
}

/** What a window may ask about delivery to Akto. */
export interface SyncApi {
  getSync(): Promise<SyncStatus>;
  /**
   * `from`: with switching on, from when on exchanges go: from now (the default), everything that is stored, or what
   * arrived since then (Unix ms). Rejects with `invalid_setting` (no address) and `loop`; nothing is saved then.
   */
  saveSync(args: {
    patch: Partial<Omit<SyncSettings, 'since'>>;
    from?: 'now' | 'stored' | number | undefined;
  }): Promise<SyncStatus>;
  /** Never comes back. null: forgets it. */
  setAktoToken(args: { token: string | null }): Promise<SyncStatus>;
  /**
   * Calls Akto now, whether or not sync is on. `sendRecord`: with one made-up record that can be looked for there, else
   * with an empty batch. Without a url: the one in force. Rejects with `invalid_setting` when there is none.
   */
  testAkto(args: { url?: string | undefined; sendRecord: boolean }): Promise<ConnectionTest>;
  listOutbox(args: ListOutbox): Promise<OutboxPage>;
  /** Where exchanges stand, of those asked for that are in the outbox. */
  outboxMarks(args: { seqs: readonly number[] }): Promise<readonly OutboxMark[]>;
  /** null: the exchange is not in the outbox. */
  getOutboxEntry(args: { seq: number }): Promise<OutboxEntry | null>;
  /** Without an id: of the newest exchange that ended. Rejects with `not_found`. */
  previewRecord(args: { id?: string | undefined }): Promise<RecordPreview>;
  /** Puts rejected exchanges back into the queue; null: all. */
  retryOutbox(args: { seqs: readonly number[] | null }): Promise<{ changed: number }>;
  /** Takes what waits or was rejected out of the outbox for good; the exchanges stay. null: all. */
  discardOutbox(args: { view: 'waiting' | 'rejected'; seqs: readonly number[] | null }): Promise<{ changed: number }>;
  /** Ends the pause after failures. */
  retrySync(): Promise<SyncStatus>;
}
