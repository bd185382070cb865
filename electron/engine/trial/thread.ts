import { Worker } from 'node:worker_threads';

import { SluiceError } from '../../../shared/errors.ts';
import type { TrialCall, TrialJob, TrialReply, TrialResults } from './protocol.ts';

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: SluiceError) => void;
}

/** It holds the detectors' rules and models: not kept for nothing. */
const IDLE_MS = 60_000;

/** Owns the thread that tries policies: started when first asked, ended when nobody asks any more. */
export class TrialThread {
  #worker: Worker | null = null;
  #nextId = 1;
  #closed = false;
  #idle: NodeJS.Timeout | undefined;
  readonly #waiting = new Map<number, Waiting>();

  /** Rejects with SluiceError `internal` when the thread fails on it, `engine_stopping` once closed. */
  do<Kind extends TrialJob['kind']>(job: Extract<TrialJob, { kind: Kind }>): Promise<TrialResults[Kind]> {
    if (this.#closed) return Promise.reject(new SluiceError('engine_stopping', 'The engine is stopping.'));
    clearTimeout(this.#idle);
    const { promise, resolve, reject } = Promise.withResolvers<TrialResults[Kind]>();
    const id = this.#nextId++;
    this.#waiting.set(id, { resolve, reject });
    this.#worker ??= this.#start();
    this.#worker.postMessage({ id, job } satisfies TrialCall);
    return promise;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#end(new SluiceError('engine_stopping', 'The engine is stopping.'));
  }

  #start(): Worker {
    const bundled = import.meta.url.endsWith('.ts') ? './worker.ts' : './trial-worker.mjs';
    const worker = new Worker(new URL(bundled, import.meta.url));
    worker.unref();
    worker.on('message', (reply: TrialReply) => this.#settle(reply));
    worker.on('error', (cause) => this.#lose(worker, cause));
    worker.on('exit', () => this.#lose(worker, null));
    return worker;
  }

  #settle(reply: TrialReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('failed' in reply)
      waiting?.reject(new SluiceError('internal', `The policies could not be tried: ${reply.failed}`));
    else waiting?.resolve(reply.value as never);
    if (this.#waiting.size > 0) return;
    this.#idle = setTimeout(() => void this.#end(null), IDLE_MS);
    this.#idle.unref();
  }

  #lose(worker: Worker, cause: unknown): void {
    if (worker !== this.#worker) return;
    this.#worker = null;
    this.#rejectAll(new SluiceError('internal', 'The thread that tries policies ended.', { cause }));
  }

  async #end(error: SluiceError | null): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    if (error !== null) this.#rejectAll(error);
    await worker?.terminate();
  }

  #rejectAll(error: SluiceError): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
