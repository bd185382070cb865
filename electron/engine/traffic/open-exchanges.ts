import type { AnswerTap } from './answer-tap.ts';
import type { Exchange } from './exchange.ts';

export interface OpenExchange {
  readonly exchange: Exchange;
  /** Set once the answer has begun. */
  readonly tap: AnswerTap | null;
}

/** Exchanges in flight, so that a window can watch one and a stop can wait for them. */
export class OpenExchanges {
  readonly #open = new Map<string, { exchange: Exchange; tap: AnswerTap | null }>();
  readonly #idle = new Set<() => void>();

  get size(): number {
    return this.#open.size;
  }

  get(id: string): OpenExchange | null {
    return this.#open.get(id) ?? null;
  }

  add(exchange: Exchange): void {
    this.#open.set(exchange.id, { exchange, tap: null });
  }

  tap(exchange: Exchange, tap: AnswerTap): void {
    const entry = this.#open.get(exchange.id);
    if (entry !== undefined) entry.tap = tap;
  }

  remove(exchange: Exchange): void {
    this.#open.delete(exchange.id);
    if (this.#open.size > 0) return;
    for (const resolve of this.#idle) resolve();
    this.#idle.clear();
  }

  /** Resolves when none is open. */
  whenIdle(): Promise<void> {
    return this.#open.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.add(resolve));
  }
}
