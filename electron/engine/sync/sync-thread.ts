/** The engine's side of the sync worker: started when there is something to do, started again when it dies. */
import { Worker } from 'node:worker_threads';

import type { OutboxAnswer, OutboxOrder } from '../store/index.ts';
import {
  type FromSync,
  IDLE,
  SENDER_OFF,
  type SenderConfig,
  type SenderStatus,
  type SyncWorkerData,
  type ToSync,
} from './protocol.ts';

const FILE = import.meta.url.endsWith('.ts') ? './worker.ts' : './sync-worker.mjs';
const RESTART_MS = 1_000;
/** Without a bound the thread's heap grows to hundreds of MB before anything is collected, however small batches are. */
const MEMORY = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 384 };
/** While the database is replaced. */
const PAUSE_GRACE_MS = 2_000;

export interface SyncThreadParts {
  readonly data: SyncWorkerData;
  readonly outbox: (order: OutboxOrder) => Promise<OutboxAnswer>;
  readonly onStatus: (status: SenderStatus) => void;
}

export class SyncThread {
  readonly #parts: SyncThreadParts;
  #worker: Worker | null = null;
  #config: SenderConfig | null = null;
  #paused = false;
  #stopped = false;
  /** What the sender before left has been put back: this one may begin. */
  #recovered = false;
  #restart: NodeJS.Timeout | undefined;
  #ended = Promise.withResolvers<void>();

  constructor(parts: SyncThreadParts) {
    this.#parts = parts;
  }

  /** null: off. */
  configure(config: SenderConfig | null): void {
    this.#config = config;
    if (config === null) this.#parts.onStatus(IDLE);
    else this.#start();
    this.#tellConfig();
  }

  #tellConfig(): void {
    if (this.#recovered) this.#send({ kind: 'config', config: this.#config ?? SENDER_OFF });
  }

  wake(): void {
    this.#send({ kind: 'wake' });
  }

  retry(): void {
    this.#send({ kind: 'retry' });
  }

  /** Ends the thread until {@link resume}. */
  async pause(): Promise<void> {
    this.#paused = true;
    await this.#end(PAUSE_GRACE_MS);
  }

  resume(): void {
    this.#paused = false;
    this.configure(this.#config);
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#restart);
    await this.#end(graceMs);
  }

  async #end(graceMs: number): Promise<void> {
    const worker = this.#worker;
    if (worker === null) return;
    this.#send({ kind: 'stop', graceMs });
    // It settles what it cut off; one that hangs is ended all the same, and the next start knows what was on its way.
    const limit = setTimeout(() => this.#ended.resolve(), graceMs + 1_000);
    await this.#ended.promise;
    clearTimeout(limit);
    this.#worker = null;
    await worker.terminate();
  }

  #start(): void {
    if (this.#worker !== null || this.#paused || this.#stopped) return;
    const worker = new Worker(new URL(FILE, import.meta.url), {
      workerData: this.#parts.data,
      name: 'sync',
      resourceLimits: MEMORY,
    });
    this.#worker = worker;
    this.#recovered = false;
    void this.#recover(worker);
    this.#ended = Promise.withResolvers<void>();
    const { resolve } = this.#ended;
    worker.on('message', (message: FromSync) => {
      switch (message.kind) {
        case 'order':
          void this.#order(worker, message.id, message.order);
          break;
        case 'status':
          if (this.#config !== null) this.#parts.onStatus(message.status);
          break;
        case 'stopped':
          resolve();
          break;
      }
    });
    // `exit` follows.
    worker.on('error', (error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      this.#parts.onStatus({ ...IDLE, problem: `the sync thread failed (${why}) and is started again` });
    });
    worker.on('exit', () => {
      resolve();
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#restart = setTimeout(() => this.configure(this.#config), RESTART_MS);
    });
  }

  /**
   * Nothing is being sent when a sender begins: what seems to be was cut off with the one before, and goes back into the
   * queue before this one sends anything, however long that cannot be written down.
   */
  async #recover(worker: Worker): Promise<void> {
    try {
      await this.#parts.outbox({ kind: 'recover' });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#parts.onStatus({ ...IDLE, problem: `the outbox cannot be written: ${why}` });
      this.#restart = setTimeout(() => {
        if (this.#worker === worker) void this.#recover(worker);
      }, RESTART_MS);
      return;
    }
    if (this.#worker !== worker) return;
    this.#recovered = true;
    this.#tellConfig();
  }

  async #order(worker: Worker, id: number, order: OutboxOrder): Promise<void> {
    let reply: ToSync;
    try {
      reply = { kind: 'answer', id, answer: await this.#parts.outbox(order) };
    } catch (error) {
      reply = { kind: 'failed', id, message: error instanceof Error ? error.message : String(error) };
    }
    worker.postMessage(reply);
  }

  #send(message: ToSync): void {
    this.#worker?.postMessage(message);
  }
}
