/** Inspection off the main thread: Log mode and bodies too big to be scanned in line. */
import { Worker } from 'node:worker_threads';
import type { CustomDetector, Part } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import type { InspectOptions, Inspection } from './detector.ts';
import type { InspectBatch, InspectJob, InspectReplies } from './protocol.ts';

export interface InspectorOptions {
  /** For calls that name no deadline of their own. Default 2,000 ms. */
  readonly deadlineMs?: number;
  /** The thread's file; tests put one in its place that hangs. */
  readonly file?: URL;
}

export interface InspectCall {
  /** Somebody waits for the verdict: the deadline counts from the call. Otherwise from the start of its scan. */
  readonly urgent: boolean;
}

/** Owns one detector thread. */
export interface Inspector {
  /**
   * Queued behind earlier calls, and handed over a few at a time. What was not scanned by its deadline is said in
   * `partial`; a thread that does not answer at all is replaced. Rejects with SluiceError('internal') when the scan
   * itself failed, SluiceError('engine_stopping') once closed.
   */
  inspect(parts: readonly Part[], options: InspectOptions, call?: InspectCall): Promise<Inspection>;
  /** Ends the thread; calls under way are rejected. */
  close(): Promise<void>;
}

const DEFAULT_DEADLINE_MS = 2_000;
/** How long after its deadline a thread may take to say that it stopped. */
const GRACE_MS = 250;
/** A thread that has to load its rules first, on a machine that is busy, costs calls nothing that nobody waits for. */
const START_MS = 5_000;
/** Calls that nobody waits for are gathered so long: a hand-over costs as much as scanning a short message. */
const GATHER_MS = 5;
const BATCH_JOBS = 64;
const NONE: readonly CustomDetector[] = [];
/** A few ms of scanning, so that a batch is never the reason for a deadline missed. */
const BATCH_CHARS = 64 * 1_024;

interface Waiting {
  readonly job: InspectJob;
  readonly custom: readonly CustomDetector[];
  readonly chars: number;
  readonly deadlineMs: number;
  readonly urgent: boolean;
  readonly resolve: (inspection: Inspection) => void;
  readonly reject: (error: SluiceError) => void;
  since: number;
  /** Was in a batch that did not come back: whose fault it was is found out one by one. */
  alone: boolean;
}

export function createInspector(options: InspectorOptions = {}): Inspector {
  return new WorkerInspector(options);
}

class WorkerInspector implements Inspector {
  readonly #deadlineMs: number;
  readonly #file: URL;
  #queue: Waiting[] = [];
  #queuedChars = 0;
  /** How many in the queue somebody waits for. */
  #urgent = 0;
  #current: readonly Waiting[] = [];
  #gathering: NodeJS.Timeout | undefined;
  #overdueTimer: NodeJS.Timeout | undefined;
  #worker: Worker | null = null;
  /** It has answered before. */
  #warm = false;
  /** The user's own detectors that the thread has. */
  #workerKnows: readonly CustomDetector[] = NONE;
  #closed = false;
  #nextId = 1;

  constructor({ deadlineMs = DEFAULT_DEADLINE_MS, file }: InspectorOptions) {
    this.#deadlineMs = deadlineMs;
    const bundled = import.meta.url.endsWith('.ts') ? './worker.ts' : './detector-worker.mjs';
    this.#file = file ?? new URL(bundled, import.meta.url);
  }

  inspect(
    parts: readonly Part[],
    options: InspectOptions,
    { urgent }: InspectCall = { urgent: true },
  ): Promise<Inspection> {
    if (this.#closed) return Promise.reject(new SluiceError('engine_stopping', 'The inspector is closed.'));
    const { promise, resolve, reject } = Promise.withResolvers<Inspection>();
    const { custom = NONE, ...rest } = options;
    const job = { id: this.#nextId, parts, options: rest };
    this.#nextId += 1;
    let chars = 0;
    for (const { text } of parts) chars += text.length;
    const deadlineMs = options.deadlineMs ?? this.#deadlineMs;
    this.#queue.push({
      job,
      custom,
      chars,
      deadlineMs,
      urgent,
      resolve,
      reject,
      since: performance.now(),
      alone: false,
    });
    this.#queuedChars += chars;
    if (urgent) this.#urgent += 1;
    if (this.#current.length === 0) this.#handOver();
    return promise;
  }

  /** At once when somebody waits or there is a batch of it, else a little later. */
  #handOver(): void {
    if (this.#queue.length === 0) return;
    if (this.#urgent > 0 || this.#queue.length >= BATCH_JOBS || this.#queuedChars >= BATCH_CHARS) this.#next();
    else this.#gathering ??= setTimeout(() => this.#next(), GATHER_MS);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#gathering);
    const stopping = new SluiceError('engine_stopping', 'The inspector was closed.');
    for (const waiting of [...this.#takeCurrent(), ...this.#queue.splice(0)]) waiting.reject(stopping);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #next(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    if (this.#current.length > 0 || this.#closed) return;
    const now = performance.now();
    const batch = this.#takeBatch().filter((waiting) => {
      if (left(waiting, now) > 0) return true;
      waiting.resolve(unscanned(waiting));
      return false;
    });
    if (batch.length === 0) {
      if (this.#queue.length > 0) this.#next();
      return;
    }
    this.#current = batch;
    const longest = Math.max(...batch.map((waiting) => left(waiting, now)));
    const grace = this.#warm || batch.some(({ urgent }) => urgent) ? GRACE_MS : START_MS;
    this.#overdueTimer = setTimeout(() => this.#overdue(), longest + grace);
    const jobs = batch.map((waiting) => ({
      ...waiting.job,
      options: { ...waiting.job.options, deadlineMs: left(waiting, now) },
    }));
    const worker = this.#running();
    const { custom } = batch[0]!;
    const known = this.#workerKnows === custom;
    this.#workerKnows = custom;
    worker.postMessage({ jobs, ...(known ? {} : { custom }) } satisfies InspectBatch);
  }

  #takeBatch(): Waiting[] {
    let chars = 0;
    let count = 0;
    for (const waiting of this.#queue) {
      if (count > 0 && (waiting.alone || count >= BATCH_JOBS || chars + waiting.chars > BATCH_CHARS)) break;
      if (waiting.custom !== this.#queue[0]!.custom) break;
      chars += waiting.chars;
      count += 1;
      if (waiting.alone) break;
    }
    this.#queuedChars -= chars;
    const batch = this.#queue.splice(0, count);
    for (const { urgent } of batch) if (urgent) this.#urgent -= 1;
    return batch;
  }

  #running(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(this.#file, { name: 'detectors' });
    // An idle scanner must not keep the process alive.
    worker.unref();
    worker.on('message', (replies: InspectReplies) => this.#answered(worker, replies));
    worker.on('error', (error) => this.#died(worker, error));
    worker.on('exit', () => this.#died(worker, null));
    this.#worker = worker;
    this.#warm = false;
    this.#workerKnows = NONE;
    return worker;
  }

  #answered(worker: Worker, replies: InspectReplies): void {
    if (worker !== this.#worker || replies[0]?.id !== this.#current[0]?.job.id) return;
    this.#warm = true;
    for (const [index, waiting] of this.#takeCurrent().entries()) {
      const reply = replies[index];
      if (reply?.ok === true) {
        const { findings, partial, durationMs } = reply;
        waiting.resolve({ findings, partial, durationMs });
      } else {
        waiting.reject(new SluiceError('internal', `The scan failed (${reply?.reason ?? 'no answer'}).`));
      }
    }
    this.#handOver();
  }

  #overdue(): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
    const batch = this.#takeCurrent();
    if (batch.length > 1) this.#retryAlone(batch);
    else for (const waiting of batch) waiting.resolve(unscanned(waiting));
    this.#next();
  }

  #died(worker: Worker, cause: unknown): void {
    if (worker !== this.#worker) return;
    this.#worker = null;
    const batch = this.#takeCurrent();
    if (batch.length > 1) this.#retryAlone(batch);
    else for (const { reject } of batch) reject(new SluiceError('internal', 'The detector thread ended.', { cause }));
    this.#next();
  }

  #retryAlone(batch: readonly Waiting[]): void {
    const now = performance.now();
    for (const waiting of batch) {
      waiting.alone = true;
      waiting.since = now;
      this.#queuedChars += waiting.chars;
      if (waiting.urgent) this.#urgent += 1;
    }
    this.#queue = [...batch, ...this.#queue];
  }

  #takeCurrent(): readonly Waiting[] {
    clearTimeout(this.#overdueTimer);
    const current = this.#current;
    this.#current = [];
    return current;
  }
}

/** Milliseconds a call may still take. */
function left({ deadlineMs, since, urgent }: Waiting, now: number): number {
  return urgent ? deadlineMs - (now - since) : deadlineMs;
}

function unscanned({ since }: Waiting): Inspection {
  return { findings: [], partial: true, durationMs: performance.now() - since };
}
