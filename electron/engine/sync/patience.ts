/** When Akto may be called again: one circuit breaker for all lanes, whose pauses grow and honour Retry-After. */
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  ExponentialBackoff,
  type IBackoff,
  type IBackoffFactory,
  type IHalfOpenAfterBackoffContext,
  circuitBreaker,
  handleType,
} from 'cockatiel';

import type { AktoUnavailable } from './akto-client.ts';

/** Thrown by what runs under {@link Patience.run} when Akto cannot take anything now. */
export class Unavailable extends Error {
  readonly answer: AktoUnavailable;

  constructor(answer: AktoUnavailable) {
    super(answer.reason);
    this.answer = answer;
  }
}

export interface PatienceOptions {
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

const DEFAULTS: PatienceOptions = { firstPauseMs: 500, longestPauseMs: 60_000 };

export class Patience {
  readonly #options: PatienceOptions;
  #breaker: CircuitBreakerPolicy;
  #nextTryAt: number | null = null;

  constructor(options: PatienceOptions = DEFAULTS) {
    this.#options = options;
    this.#breaker = this.#create();
  }

  /** Unix ms; null: now. */
  get nextTryAt(): number | null {
    return this.#nextTryAt;
  }

  /** Runs it unless a pause is on; after a pause a single call tries first. false: it did not run. */
  async run(work: () => Promise<void>): Promise<boolean> {
    const breaker = this.#breaker;
    try {
      await breaker.execute(work);
      if (breaker === this.#breaker) this.#nextTryAt = null;
      return true;
    } catch (error) {
      if (error instanceof BrokenCircuitError || error instanceof Unavailable) return false;
      throw error;
    }
  }

  /** The next call tries at once, whatever was. */
  reset(): void {
    this.#breaker = this.#create();
    this.#nextTryAt = null;
  }

  #create(): CircuitBreakerPolicy {
    const { firstPauseMs, longestPauseMs } = this.#options;
    const backoff = new ExponentialBackoff({ initialDelay: firstPauseMs, maxDelay: longestPauseMs });
    return circuitBreaker(handleType(Unavailable), {
      breaker: new ConsecutiveBreaker(1),
      halfOpenAfter: this.#noting(backoff),
    });
  }

  /** The library's pauses (exponential, with jitter), or what Akto asked for where that is longer. */
  #noting(factory: IBackoffFactory<unknown>): IBackoffFactory<IHalfOpenAfterBackoffContext> {
    return {
      next: (context): IBackoff<IHalfOpenAfterBackoffContext> => {
        const backoff = factory.next(context);
        const error = 'error' in context.result ? context.result.error : null;
        const asked = error instanceof Unavailable ? (error.answer.retryAfterMs ?? 0) : 0;
        const duration = Math.max(backoff.duration, asked);
        this.#nextTryAt = Date.now() + duration;
        return { duration, next: (later) => this.#noting(backoff).next(later) };
      },
    };
  }
}
