/**
 * Takes what waits in the outbox, batch by batch, to Akto. The outbox's lanes run beside one another, each in order;
 * at most {@link MAX_BATCHES} batches are in memory, each bounded by bytes.
 */
import { type BulkheadPolicy, bulkhead } from 'cockatiel';

import { LANES, type OutboxAnswer, type OutboxOrder, type OutboxSource } from '../store/index.ts';
import type { AktoAddress, AktoClient } from './akto-client.ts';
import { type Item, deliver } from './delivery.ts';
import { heartbeat } from './heartbeat.ts';
import { MAX_BATCH_AGE_MS, MAX_BATCH_BYTES, MAX_BATCH_EXCHANGES, MIN_BATCH_BYTES } from './limits.ts';
import { Patience, type PatienceOptions, Unavailable } from './patience.ts';
import { IDLE, SENDER_OFF, type SenderConfig, type SenderStatus } from './protocol.ts';
import { Pace, Rate } from './rate.ts';
import { recordsOf } from './records.ts';

const MAX_BATCHES = 2;
const STATUS_MS = 500;
const HEARTBEAT_MS = 30_000;
/** While the outbox cannot be written nothing is sent. */
const UNWRITABLE_MS = 1_000;

export interface SenderParts {
  readonly source: OutboxSource;
  readonly client: AktoClient;
  readonly outbox: (order: OutboxOrder) => Promise<OutboxAnswer>;
  readonly onStatus: (status: SenderStatus) => void;
  readonly patience?: PatienceOptions;
}

export class Sender {
  readonly #parts: SenderParts;
  readonly #patience: Patience;
  readonly #slots: BulkheadPolicy = bulkhead(MAX_BATCHES, LANES);
  readonly #rate = new Rate();
  readonly #pace = new Pace();
  readonly #abort = new AbortController();
  readonly #sleepers = new Set<() => void>();
  readonly #lanes: Promise<void>[];
  readonly #timers: NodeJS.Timeout[];
  #config = SENDER_OFF;
  #maxBytes = MAX_BATCH_BYTES;
  #problem: string | null = null;
  #sending = { bytes: 0, batches: 0 };
  #lastHeartbeatAt: number | null = null;
  #lastStatus = '';
  #stopped = false;

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#patience = new Patience(parts.patience);
    this.#lanes = Array.from({ length: LANES }, (_, lane) => this.#run(lane));
    this.#timers = [setInterval(() => this.#tell(), STATUS_MS), setInterval(() => void this.#beat(), HEARTBEAT_MS)];
  }

  configure(config: SenderConfig): void {
    const before = this.#config;
    this.#config = config;
    const other = before.url !== config.url || before.token !== config.token || before.timeoutMs !== config.timeoutMs;
    // What was wrong may be right now.
    if (other) this.retry();
    if (other && config.url !== null) void this.#beat();
    this.wake();
  }

  wake(): void {
    for (const awake of this.#sleepers) awake();
  }

  /** Ends a pause. */
  retry(): void {
    this.#patience.reset();
    this.#problem = null;
    this.#maxBytes = MAX_BATCH_BYTES;
    this.wake();
  }

  /** Lets what is on its way end, for at most so long; what is cut off then goes again, marked. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.wake();
    const cut = setTimeout(() => this.#abort.abort(new Error('stopping')), graceMs);
    await Promise.all(this.#lanes);
    clearTimeout(cut);
    await this.#parts.client.dispose();
    this.#parts.source.close();
  }

  async #run(lane: number): Promise<void> {
    while (!this.#stopped) {
      const due = this.#dueIn(lane);
      if (due > 0) {
        await this.#sleep(due);
        continue;
      }
      try {
        await this.#slots.execute(() => this.#patience.run(() => this.#batch(lane)));
      } catch (error) {
        this.#problem = `the outbox cannot be used: ${error instanceof Error ? error.message : String(error)}`;
        await this.#sleep(UNWRITABLE_MS);
      }
      this.#tell();
    }
  }

  /** Milliseconds until a batch of the lane is due; Infinity: something has to happen first. */
  #dueIn(lane: number): number {
    if (this.#config.url === null) return Infinity;
    const pause = (this.#patience.nextTryAt ?? 0) - Date.now();
    if (pause > 0) return pause;
    const { count, oldest } = this.#parts.source.waiting(lane, MAX_BATCH_EXCHANGES);
    if (count === 0 || oldest === null) return Infinity;
    const age = Date.now() - oldest;
    // A clock that was set back must not hold anything up.
    return count >= MAX_BATCH_EXCHANGES || age < 0 ? 0 : Math.max(0, MAX_BATCH_AGE_MS - age);
  }

  /** Until it is due, or woken. */
  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = Number.isFinite(ms) ? setTimeout(() => awake(), Math.max(1, ms)) : undefined;
      const awake = () => {
        clearTimeout(timer);
        this.#sleepers.delete(awake);
        resolve();
      };
      this.#sleepers.add(awake);
    });
  }

  async #batch(lane: number): Promise<void> {
    const { url, token, timeoutMs, maxBytesPerSecond } = this.#config;
    if (url === null || this.#stopped) return;
    const { items, unfit } = this.#gather(lane);
    if (unfit.length > 0) await this.#write({ kind: 'settle', delivered: [], rejected: unfit, again: [] });
    const claim = await this.#parts.outbox({
      kind: 'claim',
      entries: items.map(({ seq, sizeBytes }) => ({ seq, sizeBytes })),
    });
    const accepted = new Map(claim.claimed.map((one) => [one.seq, one.accepted]));
    const claimed = items.filter(({ seq }) => accepted.has(seq));
    if (claimed.length === 0) return;
    for (const item of claimed) for (const number of accepted.get(item.seq) ?? []) item.accepted.add(number);
    const bytes = claimed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const address: AktoAddress = { url, token, timeoutMs };
    this.#sending = { bytes: this.#sending.bytes + bytes, batches: this.#sending.batches + 1 };
    try {
      await deliver(claimed, {
        post: async (records) => {
          const size = records.reduce((sum, { length }) => sum + length, 0);
          await this.#paid(size, maxBytesPerSecond);
          return this.#parts.client.ingest(address, records, this.#abort.signal);
        },
        settle: async (order) => {
          await this.#write(order);
          this.#count(order, claimed);
        },
        onTooLarge: (size) => {
          this.#maxBytes = Math.max(MIN_BATCH_BYTES, Math.min(this.#maxBytes, Math.floor(size / 2)));
        },
      });
      this.#problem = null;
      this.#maxBytes = Math.min(MAX_BATCH_BYTES, Math.ceil(this.#maxBytes * 1.2));
    } catch (error) {
      if (error instanceof Unavailable) {
        this.#problem = error.answer.reason;
        if (error.answer.tooSlow) this.#maxBytes = Math.max(MIN_BATCH_BYTES, Math.floor(this.#maxBytes / 2));
      }
      throw error;
    } finally {
      this.#sending = { bytes: this.#sending.bytes - bytes, batches: this.#sending.batches - 1 };
    }
  }

  #gather(lane: number): { items: Item[]; unfit: { seq: number; reason: string; accepted: number[] }[] } {
    const items: Item[] = [];
    const unfit: { seq: number; reason: string; accepted: number[] }[] = [];
    const { maxBytesPerSecond } = this.#config;
    const cap = Math.min(this.#maxBytes, maxBytesPerSecond === null ? Infinity : 2 * maxBytesPerSecond);
    let bytes = 0;
    for (const exchange of this.#parts.source.queued(lane, MAX_BATCH_EXCHANGES)) {
      const { seq } = exchange.row;
      const made = recordsOf(exchange, this.#config);
      if (made.kind === 'unfit') {
        unfit.push({ seq, reason: made.reason, accepted: [] });
        continue;
      }
      if (items.length > 0 && bytes + made.sizeBytes > cap) break;
      bytes += made.sizeBytes;
      items.push({ seq, records: made.records, sizeBytes: made.sizeBytes, accepted: new Set() });
    }
    return { items, unfit };
  }

  async #paid(bytes: number, bytesPerSecond: number | null): Promise<void> {
    const wait = this.#pace.take(bytes, bytesPerSecond);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  /** What Akto acknowledged must be written down, however long the disk is full: else it would be sent again. */
  async #write(order: OutboxOrder): Promise<void> {
    for (;;) {
      try {
        await this.#parts.outbox(order);
        return;
      } catch (error) {
        if (this.#abort.signal.aborted) throw error;
        this.#problem = `the outbox cannot be written: ${error instanceof Error ? error.message : String(error)}`;
        await new Promise((resolve) => setTimeout(resolve, UNWRITABLE_MS));
      }
    }
  }

  #count({ delivered }: Extract<OutboxOrder, { kind: 'settle' }>, items: readonly Item[]): void {
    if (delivered.length === 0) return;
    const done = new Set(delivered);
    const bytes = items.reduce((sum, { seq, sizeBytes }) => sum + (done.has(seq) ? sizeBytes : 0), 0);
    this.#rate.add(delivered.length, bytes);
  }

  async #beat(): Promise<void> {
    const { url, token, timeoutMs, version } = this.#config;
    if (url === null || this.#stopped || this.#patience.nextTryAt !== null) return;
    const taken = await heartbeat(this.#parts.client, { url, token, timeoutMs }, version, this.#abort.signal);
    if (taken) this.#lastHeartbeatAt = Date.now();
  }

  /** When it changed. */
  #tell(): void {
    const off = this.#config.url === null;
    const status: SenderStatus = {
      ...IDLE,
      ...this.#rate.read(),
      problem: off ? null : this.#problem,
      nextTryAt: off ? null : this.#patience.nextTryAt,
      sendingBytes: this.#sending.bytes,
      sendingBatches: this.#sending.batches,
      lastHeartbeatAt: this.#lastHeartbeatAt,
    };
    const text = JSON.stringify(status);
    if (text === this.#lastStatus) return;
    this.#lastStatus = text;
    this.#parts.onStatus(status);
  }
}
