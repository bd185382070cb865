import type { AnswerTap } from './answer-tap.ts';
import type { Exchange } from './exchange.ts';

export interface OpenExchange {
  readonly exchange: Exchange;
  /** Set once the answer has begun. */
  readonly tap: AnswerTap | null;
}

/**
 * Emptied when its exchange ends. Among a few dozen entries that come and go a Map grows a new table every few dozen
 * calls, and each table leads to the next: once one of them is old, all that later ones held would wait for a full
 * collection, which is every exchange.
 */
interface Entry {
  exchange: Exchange | null;
  tap: AnswerTap | null;
  /** Held while the answered exchange waits for its scan; 0 before. */
  unscannedBytes: number;
}

/** Answered exchanges may hold this many bytes while they wait for their scan; above, new requests wait. */
const MAX_UNSCANNED_BYTES = 64 * 1024 * 1024;
/** What an exchange takes beside its bodies, about: many small ones are no less of a backlog. */
const EXCHANGE_BYTES = 2_048;

/** Exchanges in flight, so that a window can watch one, a stop can wait for them, and a backlog slows what comes. */
export class OpenExchanges {
  readonly #open = new Map<string, Entry>();
  readonly #idle = new Set<() => void>();
  readonly #told = new Set<string>();
  #unscannedBytes = 0;
  #waiters: (() => void)[] = [];

  get size(): number {
    return this.#open.size;
  }

  get(id: string): OpenExchange | null {
    const entry = this.#open.get(id);
    return entry === undefined || entry.exchange === null ? null : { exchange: entry.exchange, tap: entry.tap };
  }

  add(exchange: Exchange): void {
    if (this.#told.size > 0) this.#told.delete(exchange.id);
    this.#open.set(exchange.id, { exchange, tap: null, unscannedBytes: 0 });
  }

  /** Somebody else's call, told us by a hook: it can be watched, and a stop does not wait for it. */
  told(exchange: Exchange): void {
    this.#open.set(exchange.id, { exchange, tap: null, unscannedBytes: 0 });
    this.#told.add(exchange.id);
    this.#wakeIfIdle();
  }

  tap(exchange: Exchange, tap: AnswerTap): void {
    const entry = this.#open.get(exchange.id);
    if (entry !== undefined) entry.tap = tap;
  }

  /** The client has its answer; from now on the exchange waits for its scan only. */
  answered(exchange: Exchange): void {
    const entry = this.#open.get(exchange.id);
    if (entry === undefined) return;
    const bytes = EXCHANGE_BYTES + exchange.requestMessage.sizeBytes + exchange.responseMessage.sizeBytes;
    this.#unscannedBytes += bytes - entry.unscannedBytes;
    entry.unscannedBytes = bytes;
  }

  /** null, unless scanning has fallen far behind. */
  whenScanned(): Promise<void> | null {
    if (this.#unscannedBytes < MAX_UNSCANNED_BYTES) return null;
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  remove(exchange: Exchange): void {
    const entry = this.#open.get(exchange.id);
    if (entry !== undefined) {
      this.#open.delete(exchange.id);
      entry.exchange = null;
      entry.tap = null;
      this.#unscannedBytes -= entry.unscannedBytes;
    }
    if (this.#told.size > 0) this.#told.delete(exchange.id);
    if (this.#waiters.length > 0 && this.#unscannedBytes < MAX_UNSCANNED_BYTES) {
      for (const resolve of this.#waiters.splice(0)) resolve();
    }
    this.#wakeIfIdle();
  }

  /** Resolves when none is open but those told by hooks. */
  whenIdle(): Promise<void> {
    return this.#isIdle() ? Promise.resolve() : new Promise((resolve) => this.#idle.add(resolve));
  }

  #isIdle(): boolean {
    return this.#open.size === this.#told.size;
  }

  #wakeIfIdle(): void {
    if (!this.#isIdle()) return;
    for (const resolve of this.#idle) resolve();
    this.#idle.clear();
  }
}
