/** What passes between the caller's thread and the two worker threads of the store. Structured clone, strings. */
import type { ErrorCode } from '../../../shared/errors.ts';
import type { OutboxMark, SyncRule, ViolationStatus } from '../../../shared/domain/index.ts';
import type { OutboxAnswer, OutboxOrder } from './outbox.ts';
import type { AgentRecord, CloseRecord, CommitEvent, OpenRecord, StoreReader } from './store.ts';

export type WriteRecord =
  | { readonly kind: 'open'; readonly record: OpenRecord; readonly bytes: number }
  | { readonly kind: 'agent'; readonly record: AgentRecord; readonly bytes: number }
  | { readonly kind: 'close'; readonly record: CloseRecord; readonly bytes: number };

/** Records as they cross, packed and unpacked by hand-over.ts. */
export interface PackedRecords {
  readonly texts: readonly string[];
  /** A record after another: numbers as they are (NaN for none), places in the two lists (-1 for none), 1 and 0. */
  readonly numbers: Float64Array;
  /** What few exchanges have, or all have the same. */
  readonly objects: readonly object[];
}

export interface WriterData {
  readonly folder: string;
  readonly maxPages: number | null;
  /**
   * Not zero while the caller has listeners to commits. Shared memory, because a message would be read too late: a
   * listener that then reads the database must hear of every commit it does not see there.
   */
  readonly watched: Int32Array<SharedArrayBuffer>;
  readonly syncRule: SyncRule | null;
}

export function isWatched(watched: WriterData['watched']): boolean {
  return Atomics.load(watched, 0) !== 0;
}

/** Calls of the writer, each answered once, in the order they were made (a prune lets records pass between). */
export interface WriterCalls {
  /** Everything handed over before is committed. Rejects when writing fails. */
  flush(): void;
  setViolationStatus(args: { ids: readonly number[]; status: ViolationStatus }): number;
  outbox(order: OutboxOrder): OutboxAnswer;
  prune(args: { olderThan: number; maxBytes: number }): { removed: number };
  /** A new, empty database in place of the present one; no other connection of this engine may be open meanwhile. */
  recreate(args: { how: 'delete' | 'set-aside' }): { setAside: string | null };
  /** Sends the summaries of these agents as a commit would. */
  announce(args: { agents: readonly string[] }): void;
  /** Commits, marks the clean end, closes. Returns the number of exchanges that could not be written. */
  close(): { unwritten: number };
}

export type ReaderCalls = Omit<
  { [K in keyof StoreReader]: (...args: Parameters<StoreReader[K]>) => Awaited<ReturnType<StoreReader[K]>> },
  never
> & {
  /** Closes the connection until the next query, so that the file can be replaced. */
  release(): void;
};

export interface Call<Calls> {
  readonly kind: 'call';
  readonly id: number;
  readonly name: keyof Calls;
  readonly args: unknown;
}

export type Reply =
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly code: ErrorCode; readonly message: string };

export type ToWriter = { readonly kind: 'records'; readonly packed: PackedRecords } | Call<WriterCalls>;

export type FromWriter =
  | Reply
  /** The database is open. */
  | {
      readonly kind: 'ready';
      readonly databaseBytes: number;
      /** The last engine did not end cleanly: a check is due. */
      readonly unclean: boolean;
      readonly notice: string | null;
    }
  /** It could not be opened; the thread ends. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string }
  | {
      readonly kind: 'committed';
      /** Bytes of the records this batch took from the queue. */
      readonly bytes: number;
      readonly databaseBytes: number;
      /** null: nobody listened. */
      readonly event: CommitEvent | null;
      /** What changed in the outbox, told to listeners of it whether or not there are any to commits; null: nothing. */
      readonly outbox: readonly OutboxMark[] | null;
    }
  /** Records that will not be written left the queue. */
  | { readonly kind: 'discarded'; readonly bytes: number }
  /** Writing fails (null: works again). `unwritten`: exchanges given up since the start. */
  | {
      readonly kind: 'trouble';
      readonly message: string | null;
      readonly unwritten: number;
      readonly damaged: boolean;
    };

export interface ReaderData {
  readonly folder: string;
  /** `serve` answers calls; `check` runs the integrity check once and ends. */
  readonly task: 'serve' | 'check';
}

export type FromReader =
  | Reply
  | { readonly kind: 'slow'; readonly name: string; readonly durationMs: number }
  | { readonly kind: 'checked'; readonly problem: string | null };
