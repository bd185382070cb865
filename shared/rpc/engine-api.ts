import type {
  CollectionDetail,
  CollectionSummary,
  EngineStatus,
  ExchangeDetail,
  ExchangeRow,
  Message,
  Mode,
  OutboxMark,
  SavedSettings,
  SettingValue,
  SyncStatus,
  Totals,
  Violation,
  ViolationGroup,
  ViolationGroupBy,
  ViolationStatus,
} from '../domain/index.ts';
import type { ConnectApi } from './connect-api.ts';
import type { DetectorsApi } from './detectors-api.ts';
import type { PoliciesApi, PoliciesEvents } from './policies-api.ts';
import type { SyncApi } from './sync-api.ts';
import type { UpstreamsApi } from './upstreams-api.ts';

export interface ListExchanges {
  /** Text in the filter grammar (shared/filter). */
  readonly filter: string;
  /** Only this collection. */
  readonly agent?: string | undefined;
  /** Keyset: rows older than this seq, newest first… */
  readonly before?: number | undefined;
  /** …or newer than this seq, oldest first. Neither: the newest page. */
  readonly after?: number | undefined;
  /** 1..1000 */
  readonly limit: number;
}

export interface ExchangePage {
  /** Always in ascending seq, however they were asked for. */
  readonly rows: readonly ExchangeRow[];
  /** More in the direction asked for. */
  readonly hasMore: boolean;
}

export interface ListViolations {
  readonly status: ViolationStatus;
  readonly groupBy: ViolationGroupBy;
  readonly agent?: string | undefined;
  readonly exchangeId?: string | undefined;
  /** Only members of this group. */
  readonly group?: string | undefined;
  readonly limit: number;
}

export interface ViolationPage {
  readonly groups: readonly ViolationGroup[];
  /** Newest first, of all groups (or the one asked for). */
  readonly violations: readonly Violation[];
  readonly counts: Readonly<Record<ViolationStatus, number>>;
}

/**
 * What a window may ask of the engine. Every argument is checked against rpc/schemas.ts before a handler sees it;
 * a failed call rejects with `{code, message}` (ErrorCode). All values are JSON-safe.
 */
export interface EngineApi extends ConnectApi, DetectorsApi, PoliciesApi, SyncApi, UpstreamsApi {
  getStatus(): Promise<EngineStatus>;
  setMode(args: { mode: Mode }): Promise<EngineStatus>;
  setRecording(args: { recording: boolean }): Promise<EngineStatus>;
  /** `null`: as the app. */
  setCollectionMode(args: { agent: string; mode: Mode | null }): Promise<CollectionSummary>;
  listExchanges(args: ListExchanges): Promise<ExchangePage>;
  /** Exact up to 10,000, then `capped`. `total`: all that are stored, unfiltered. */
  countExchanges(args: { filter: string; agent?: string | undefined }): Promise<{
    count: number;
    capped: boolean;
    total: number;
  }>;
  /** Rejects with `not_found`. */
  getExchange(args: { id: string }): Promise<ExchangeDetail>;
  listCollections(): Promise<{ collections: CollectionSummary[]; totals: Totals }>;
  getCollection(args: { agent: string }): Promise<CollectionDetail>;
  listViolations(args: ListViolations): Promise<ViolationPage>;
  setViolationStatus(args: { ids: readonly number[]; status: ViolationStatus }): Promise<{ changed: number }>;
  /** The last 20 distinct values of a column that start with `prefix`: autocomplete of the filter box. */
  suggestValues(args: {
    key: 'agent' | 'model' | 'path' | 'policy' | 'rule' | 'type';
    prefix: string;
  }): Promise<string[]>;
  getSettings(): Promise<SettingValue[]>;
  /** Rejects with `invalid_setting` (also `loop`); nothing is saved then. */
  saveSettings(args: { patch: Partial<Omit<SavedSettings, 'sync'>> }): Promise<SettingValue[]>;
  /** Everything stored: exchanges, findings, counters, backups. */
  deleteAll(): Promise<void>;
  /** Start or stop `live` events of one open exchange for this window. */
  watchExchange(args: { id: string | null }): Promise<void>;
}

/** What the engine pushes, batched; a window that missed one asks again. */
export interface EngineEvents extends PoliciesEvents {
  /** After each commit, at most every 50 ms. */
  stored(batch: {
    /** New and changed rows, ascending seq. */
    rows: readonly ExchangeRow[];
    /** Changed collections, whole. */
    collections: readonly CollectionSummary[];
    totals: Totals;
    /** Exchanges whose place on the way to Akto changed. */
    outbox?: readonly OutboxMark[];
  }): void;
  /** At most every 500 ms. */
  sync(status: SyncStatus): void;
  status(status: EngineStatus): void;
  /** After any change, whoever made it: the top bar, the tray, another window. */
  settings(settings: readonly SettingValue[]): void;
  /** Open exchanges that got on: judged, answering. At most every 100 ms, ascending seq. */
  progress(rows: readonly ExchangeRow[]): void;
  /** The answer of the watched exchange so far, at most every 100 ms; of a very long one the end of its text. */
  live(update: { id: string; messages: readonly Message[] }): void;
}
