/** What passes between the engine's thread and the sync worker. Structured clone. */
import type { OutboxAnswer, OutboxOrder } from '../store/index.ts';
import type { RecordOptions } from './records.ts';

export interface SenderConfig extends RecordOptions {
  /** null: off, nothing is sent. */
  readonly url: string | null;
  readonly token: string | null;
  readonly timeoutMs: number;
  readonly maxBytesPerSecond: number | null;
  readonly version: string;
}

export const SENDER_OFF: SenderConfig = {
  url: null,
  token: null,
  timeoutMs: 5_000,
  maxBytesPerSecond: null,
  maskPersonalData: false,
  isLiteLLM: false,
  version: '',
};

/** How the sending goes, at present. */
export interface SenderStatus {
  /** What keeps Akto from taking anything; null: nothing does. */
  readonly problem: string | null;
  /** Unix ms; null: no pause is on. */
  readonly nextTryAt: number | null;
  readonly sendingBytes: number;
  readonly sendingBatches: number;
  /** Over the last 5 s. */
  readonly exchangesPerSecond: number;
  readonly bytesPerSecond: number;
  /** Unix ms of the last heartbeat that Akto took; null: none yet. */
  readonly lastHeartbeatAt: number | null;
}

export const IDLE: SenderStatus = {
  problem: null,
  nextTryAt: null,
  sendingBytes: 0,
  sendingBatches: 0,
  exchangesPerSecond: 0,
  bytesPerSecond: 0,
  lastHeartbeatAt: null,
};

export interface SyncWorkerData {
  readonly folder: string;
  readonly ownPorts: readonly number[];
}

export type ToSync =
  | { readonly kind: 'config'; readonly config: SenderConfig }
  /** Something came into the outbox. */
  | { readonly kind: 'wake' }
  /** Ends the pause. */
  | { readonly kind: 'retry' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: OutboxAnswer }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  /** Finish what is on its way, for at most so long, then end. */
  | { readonly kind: 'stop'; readonly graceMs: number };

export type FromSync =
  | { readonly kind: 'order'; readonly id: number; readonly order: OutboxOrder }
  | { readonly kind: 'status'; readonly status: SenderStatus }
  | { readonly kind: 'stopped' };
