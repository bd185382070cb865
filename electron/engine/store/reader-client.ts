/** The caller's side of the reader's thread, which is started again when it dies. */
import { Worker } from 'node:worker_threads';

import { SluiceError } from '../../../shared/errors.ts';
import { Channel } from './channel.ts';
import type { FromReader, ReaderCalls, ReaderData } from './protocol.ts';

/** The build bundles each worker flat beside the engine. */
const FILE = import.meta.url.endsWith('.ts') ? './reader-worker.ts' : './store-reader.mjs';

/** For a query that is still running when the store is closed. */
const CLOSE_MS = 1_000;

export class ReaderClient {
  readonly #folder: string;
  readonly #log: (line: string) => void;
  #running: { readonly worker: Worker; readonly channel: Channel<ReaderCalls> } | null = null;
  /** Set while the database is being replaced. */
  #gate: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(folder: string, log: (line: string) => void) {
    this.#folder = folder;
    this.#log = log;
  }

  async call<Name extends keyof ReaderCalls>(
    name: Name,
    ...args: Parameters<ReaderCalls[Name]>
  ): Promise<ReturnType<ReaderCalls[Name]>> {
    await this.#gate;
    if (this.#closed) throw new SluiceError('engine_stopping', 'The store is closed.');
    this.#running ??= this.#start();
    const call = this.#running.channel.call.bind(this.#running.channel) as (
      name: Name,
      ...args: Parameters<ReaderCalls[Name]>
    ) => Promise<ReturnType<ReaderCalls[Name]>>;
    return call(name, ...args);
  }

  /** Runs `work` while no connection of this engine's reader is open; queries wait for it. */
  async without<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#gate;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gate = promise;
    try {
      await before;
      await this.#running?.channel.call('release').catch(() => undefined);
      return await work();
    } finally {
      resolve();
    }
  }

  /** Its connection is closed on its own thread first: a thread that is ended with one open may take the process along. */
  async close(): Promise<void> {
    this.#closed = true;
    const running = this.#running;
    if (running === null) return;
    const released = running.channel.call('release').catch(() => undefined);
    await Promise.race([released, new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref())]);
    await running.worker.terminate();
  }

  #start() {
    const workerData: ReaderData = { folder: this.#folder, task: 'serve' };
    const worker = new Worker(new URL(FILE, import.meta.url), { workerData });
    const channel = new Channel<ReaderCalls>(worker);
    worker.on('message', (message: FromReader) => {
      if (message.kind === 'slow') this.#log(`slow query: ${message.name} took ${Math.round(message.durationMs)} ms`);
      else if (message.kind !== 'checked') channel.settle(message);
    });
    worker.on('error', (error: unknown) => this.#log(`the store's reader failed: ${String(error)}`));
    worker.on('exit', () => {
      channel.break('The store’s reader has ended.');
      if (this.#running?.worker === worker) this.#running = null;
    });
    return { worker, channel };
  }
}

/**
 * Reads the whole database once on a thread of its own, beside everything else. Resolves with what is wrong with it,
 * or null, also when `signal` ended it early.
 */
export function checkInBackground(folder: string, signal: AbortSignal): Promise<string | null> {
  const workerData: ReaderData = { folder, task: 'check' };
  const worker = new Worker(new URL(FILE, import.meta.url), { workerData });
  signal.addEventListener('abort', () => void worker.terminate(), { once: true });
  return new Promise((resolve) => {
    worker.on('message', (message: FromReader) => {
      if (message.kind === 'checked') resolve(message.problem);
    });
    worker.on('error', (error: unknown) => resolve(String(error)));
    worker.on('exit', () => resolve(null));
  });
}
