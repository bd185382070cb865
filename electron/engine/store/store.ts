import type {
  AgentSource,
  AktoOpinion,
  Caller,
  CollectionDetail,
  CollectionSummary,
  DialectId,
  ExchangeDetail,
  ExchangeRow,
  ExchangeState,
  Finding,
  HeaderList,
  Ingress,
  Mode,
  OutboxEntry,
  OutboxMark,
  OutboxTotals,
  SyncRule,
  Totals,
  Verdict,
  VerdictKind,
  ViolationStatus,
} from '../../../shared/domain/index.ts';
import type {
  EngineApi,
  ExchangePage,
  ListExchanges,
  ListViolations,
  ViolationPage,
} from '../../../shared/rpc/engine-api.ts';
import type { ListOutbox, OutboxPage } from '../../../shared/rpc/sync-api.ts';
import type { OutboxAnswer, OutboxOrder } from './outbox.ts';

/** An exchange as it is stored: what a dialect would read from it is left out. */
export type StoredExchange = Omit<ExchangeDetail, 'conversation'>;

/** Written in the batch (<= 50 ms) in which the request arrived. Unredacted: the writer redacts before it writes. */
export interface OpenRecord {
  readonly id: string;
  readonly startedAt: number;
  readonly ingress: Ingress;
  readonly agent: string;
  readonly agentSource: AgentSource;
  readonly session: string | null;
  readonly dialect: DialectId;
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly model: string | null;
  readonly mode: Mode;
  readonly streamed: boolean;
  readonly requestBytes: number;
}

/** The agent became known (alias look-up) or was repaired: counters move with it. Open or closed. */
export interface AgentRecord {
  readonly id: string;
  readonly agent: string;
  readonly agentSource: AgentSource;
}

/** One half of the exchange as it was on the wire, decompressed, unredacted. */
export interface MessageRecord {
  readonly headers: HeaderList;
  /** null: none, or not text. */
  readonly body: string | null;
  readonly bodyKind: 'json' | 'text' | 'binary' | 'none';
  readonly sizeBytes: number;
  readonly truncated: boolean;
  /** SHA-256 of the body as it came, where the same came before: one that was found clean is not looked through again. */
  readonly digest?: string | undefined;
}

export interface FindingRecord extends Finding {
  readonly policy: string | null;
  readonly action: VerdictKind;
  /** Already masked. */
  readonly evidence: string;
}

/** The end of an exchange: replaces what the open record said where both say it. */
export interface CloseRecord {
  readonly id: string;
  /** As it was in the end: a collection's own mode, and its name in the session's id, may be known late. */
  readonly mode: Mode;
  readonly session: string | null;
  readonly state: Exclude<ExchangeState, 'open' | 'interrupted'>;
  readonly status: number | null;
  readonly upstreamStatus: number | null;
  readonly model: string | null;
  readonly verdict: Verdict;
  /** What Akto's own service said of the request; null: it was not asked. */
  readonly akto: AktoOpinion | null;
  readonly caller?: Caller | undefined;
  readonly findings: readonly FindingRecord[];
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly costUsd: number | null;
  readonly priceDate: string | null;
  readonly durationMs: number;
  readonly firstByteMs: number | null;
  readonly gateMs: number | null;
  readonly responseBytes: number;
  readonly streamed: boolean;
  readonly marks: readonly string[];
  readonly request: MessageRecord;
  readonly response: MessageRecord;
}

/**
 * What a commit changed; passed to every window. A collection with 0 exchanges is no more: its last one was moved,
 * pruned or deleted.
 */
export interface CommitEvent {
  readonly rows: readonly ExchangeRow[];
  readonly collections: readonly CollectionSummary[];
  readonly totals: Totals;
  /** Set when anything of the outbox changed; empty when only its numbers did. */
  readonly outbox?: readonly OutboxMark[];
}

export interface StoreReader {
  listExchanges(query: ListExchanges): Promise<ExchangePage>;
  countExchanges(query: { filter: string; agent?: string | undefined }): Promise<{
    count: number;
    capped: boolean;
    total: number;
  }>;
  /** null: unknown id. */
  getExchange(id: string): Promise<ExchangeDetail | null>;
  /**
   * Whole exchanges as stored, newest first, `before` a seq; at most `limit`, fewer when they are large.
   */
  readStored(query: { before?: number; agent?: string; limit: number }): Promise<readonly StoredExchange[]>;
  /** Exchanges since `since` (Unix ms) that went on in Log mode, and how many of them Block would have denied. */
  countUnstopped(query: { since: number }): Promise<{ stopped: number; total: number }>;
  listCollections(): Promise<{ collections: CollectionSummary[]; totals: Totals }>;
  getCollection(agent: string): Promise<CollectionDetail | null>;
  listViolations(query: ListViolations): Promise<ViolationPage>;
  suggestValues(query: Parameters<EngineApi['suggestValues']>[0]): Promise<string[]>;
  outboxTotals(): Promise<OutboxTotals>;
  listOutbox(query: ListOutbox): Promise<OutboxPage>;
  outboxMarks(seqs: readonly number[]): Promise<readonly OutboxMark[]>;
  /** null: it is not in the outbox. */
  outboxEntry(seq: number): Promise<OutboxEntry | null>;
}

/**
 * SQLite in the data folder: one writer thread, one reader thread, never on the caller's. Opening and closing an
 * exchange only queues; nothing is dropped.
 */
export interface Store {
  open(record: OpenRecord): void;
  setAgent(record: AgentRecord): void;
  close(record: CloseRecord): void;
  setViolationStatus(ids: readonly number[], status: ViolationStatus): Promise<number>;
  setModeOverrides(overrides: Readonly<Record<string, Mode>>): void;
  /** Runs one order on the outbox, after everything handed over before is committed. */
  outbox(order: OutboxOrder): Promise<OutboxAnswer>;
  /** `around` runs each replacement of the database: connections of its own must be closed meanwhile. */
  setReplacement(around: (work: () => Promise<void>) => Promise<void>): void;
  /** Removes ended exchanges: those that arrived before `olderThan` (Unix ms), then the oldest while more is stored. */
  prune(limits: { olderThan: number; maxBytes: number }): Promise<{ removed: number }>;
  deleteAll(): Promise<void>;
  readonly reader: StoreReader;
  /** Bytes handed over and not yet committed. */
  readonly queueBytes: number;
  readonly databaseBytes: number;
  /** Set while writing fails (disk full, …). */
  readonly error: string | null;
  /** Exchanges that were not stored since the start because writing failed: never a silent loss. */
  readonly unwritten: number;
  /** A damaged database was set aside, and where; null when there is none. */
  readonly notice: string | null;
  /** Resolves when queueBytes is below the cap (64 MB); at once when it is, or while `error` is set. */
  whenRoom(): Promise<void> | null;
  /** Resolves when everything handed over before is committed; rejects with `data_unwritable` while writing fails. */
  flush(): Promise<void>;
  /** From now on. Without listeners the writer does not work out what a commit changed: detach when done. */
  onCommit(listener: (event: CommitEvent) => void): () => void;
  /** What a commit changed in the outbox; empty when only its numbers did. Costs nothing while nothing changes there. */
  onOutbox(listener: (marks: readonly OutboxMark[]) => void): () => void;
  onError(listener: (message: string | null) => void): () => void;
  /** `notice` came to be. */
  onNotice(listener: (message: string) => void): () => void;
  dispose(): Promise<void>;
}

export interface OpenStoreOptions {
  /** Created when missing (0700). */
  readonly folder: string;
  readonly modeOverrides: Readonly<Record<string, Mode>>;
  /** Which exchanges enter the outbox from the first commit on, interrupted ones of before included. Default: none. */
  readonly syncRule?: SyncRule | null;
  /** A line for the log: slow queries, failures of the store's threads. Without secrets. */
  readonly log?: (line: string) => void;
  /** The database fails as on a full disk beyond this many pages of 4 KB. Default: the disk's own limit. */
  readonly maxDatabasePages?: number;
}

/** Throws SluiceError `data_in_use` (another engine), `data_damaged`, `data_unwritable`. */
export type OpenStore = (options: OpenStoreOptions) => Promise<Store>;
