/** Inspection off the main thread: Log mode and bodies too big to be scanned in line. */
import { Worker } from 'node:worker_threads';
import type { Part } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import type { InspectOptions, Inspection } from './detector.ts';
import type { InspectJob, InspectReply } from './protocol.ts';

export interface InspectorOptions {
  /** For calls that name no deadline of their own. Default 2,000 ms. */
  readonly deadlineMs?: number;
}

/** Owns one detector thread. */
export interface Inspector {
  /**
   * Queued behind earlier calls; the deadline counts from the call. What was not scanned by then is said in `partial`;
   * a thread that does not answer at all is replaced. Rejects with SluiceError('internal') when the scan itself failed,
   * SluiceError('engine_stopping') once closed.
   */
  inspect(parts: readonly Part[], options: InspectOptions): Promise<Inspection>;
  /** Ends the thread; calls under way are rejected. */
  close(): Promise<void>;
}

const DEFAULT_DEADLINE_MS = 2_000;
/** How long after its deadline a thread may take to say that it stopped. */
const GRACE_MS = 250;

interface Waiting {
  readonly job: InspectJob;
  readonly since: number;
  readonly deadlineMs: number;
  readonly resolve: (inspection: Inspection) => void;
  readonly reject: (error: SluiceError) => void;
}

export function createInspector(options: InspectorOptions = {}): Inspector {
  return new WorkerInspector(options.deadlineMs ?? DEFAULT_DEADLINE_MS);
}

class WorkerInspector implements Inspector {
  readonly #deadlineMs: number;
  readonly #queue: Waiting[] = [];
  #current: Waiting | null = null;
  #timer: NodeJS.Timeout | null = null;
  #worker: Worker | null = null;
  #closed = false;
  #nextId = 1;

  constructor(deadlineMs: number) {
    this.#deadlineMs = deadlineMs;
  }

  inspect(parts: readonly Part[], options: InspectOptions): Promise<Inspection> {
    if (this.#closed) return Promise.reject(new SluiceError('engine_stopping', 'The inspector is closed.'));
    const { promise, resolve, reject } = Promise.withResolvers<Inspection>();
    const id = this.#nextId;
    this.#nextId += 1;
    const deadlineMs = options.deadlineMs ?? this.#deadlineMs;
    this.#queue.push({ job: { id, parts, options }, since: performance.now(), deadlineMs, resolve, reject });
    this.#next();
    return promise;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const stopping = new SluiceError('engine_stopping', 'The inspector was closed.');
    for (const waiting of this.#queue.splice(0)) waiting.reject(stopping);
    this.#take()?.reject(stopping);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #next(): void {
    if (this.#current !== null || this.#closed) return;
    const waiting = this.#queue.shift();
    if (waiting === undefined) return;
    const left = waiting.deadlineMs - (performance.now() - waiting.since);
    if (left <= 0) {
      waiting.resolve({ findings: [], partial: true, durationMs: performance.now() - waiting.since });
      this.#next();
      return;
    }
    this.#current = waiting;
    this.#timer = setTimeout(() => this.#overdue(), left + GRACE_MS);
    const { id, parts, options } = waiting.job;
    this.#running().postMessage({ id, parts, options: { ...options, deadlineMs: left } } satisfies InspectJob);
  }

  #running(): Worker {
    if (this.#worker !== null) return this.#worker;
    const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './detector-worker.mjs';
    const worker = new Worker(new URL(file, import.meta.url), { name: 'detectors' });
    // An idle scanner must not keep the process alive.
    worker.unref();
    worker.on('message', (reply: InspectReply) => this.#answered(worker, reply));
    worker.on('error', (error) => this.#died(worker, error));
    worker.on('exit', () => this.#died(worker, null));
    this.#worker = worker;
    return worker;
  }

  #answered(worker: Worker, reply: InspectReply): void {
    if (worker !== this.#worker || reply.id !== this.#current?.job.id) return;
    const waiting = this.#take();
    if (reply.ok) {
      waiting?.resolve({ findings: reply.findings, partial: reply.partial, durationMs: reply.durationMs });
    } else {
      waiting?.reject(new SluiceError('internal', `The scan failed (${reply.reason}).`));
    }
    this.#next();
  }

  #overdue(): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
    const waiting = this.#take();
    waiting?.resolve({ findings: [], partial: true, durationMs: performance.now() - waiting.since });
    this.#next();
  }

  #died(worker: Worker, cause: unknown): void {
    if (worker !== this.#worker) return;
    this.#worker = null;
    this.#take()?.reject(new SluiceError('internal', 'The detector thread ended.', { cause }));
    this.#next();
  }

  #take(): Waiting | null {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const current = this.#current;
    this.#current = null;
    return current;
  }
}
