/** Akto's own verdict on requests: asked for when a person switched it on, with a deadline, and given up while it fails. */
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  ConsecutiveBreaker,
  type IPolicy,
  bulkhead,
  circuitBreaker,
  handleAll,
  wrap,
} from 'cockatiel';

import type { AktoVerdictStatus, SyncObstacle } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import type { LoopGuard } from '../upstream/index.ts';
import { type AktoAddress, AktoClient, sayStatus } from './akto-client.ts';
import { type AktoQuestion, askingRecord } from './akto-question.ts';
import { type AktoSaid, readSaying } from './akto-saying.ts';
import { sayFailure } from './failures.ts';

export interface AktoReviewParts {
  readonly settings: {
    readonly current: {
      readonly aktoVerdict: boolean;
      readonly aktoVerdictFailure: 'open' | 'closed';
      readonly upstreamIsLiteLLM: boolean;
    };
    readonly aktoUrl: { readonly url: string } | null;
    readonly aktoTimeoutMs: number;
    onChange(listener: () => void): () => void;
  };
  readonly token: { readonly value: string | null };
  /** Knows where this engine listens. */
  readonly guard: LoopGuard;
  /** After so many failures in a row Akto is left alone for so long. Tests shorten it. */
  readonly restMs?: number;
}

/** What a question brought. `timeoutMs`: how long it would have been waited for. */
export type AktoReply = { readonly durationMs: number; readonly timeoutMs: number } & (
  | {
      readonly kind: 'said';
      readonly said: AktoSaid;
      /** Only the newest turn was asked about. */
      readonly newestOnly: boolean;
    }
  | { readonly kind: 'failed'; readonly failure: string }
);

const PATH = '/api/http-proxy?akto_connector=litellm&guardrails=true';
const FAILURES_IN_A_ROW = 5;
const REST_MS = 10_000;
/** Questions under way at once, and those that may wait for their turn; each is only as long as its deadline. */
const AT_ONCE = 64;
const WAITING = 2_000;

class NoVerdict extends Error {}

export class AktoReview {
  readonly #parts: AktoReviewParts;
  readonly #client: AktoClient;
  readonly #unsubscribe: () => void;
  readonly #listeners = new Set<() => void>();
  #policy: IPolicy;
  #obstacle: SyncObstacle | null = null;
  #url: string | null | undefined;
  #ready: Promise<void> = Promise.resolve();
  #problem: string | null = null;
  #disposed = false;
  readonly #counts = { asked: 0, objected: 0, failed: 0 };

  constructor(parts: AktoReviewParts) {
    this.#parts = parts;
    this.#client = new AktoClient(parts.guard);
    this.#policy = this.#createPolicy();
    this.#unsubscribe = parts.settings.onChange(() => this.#look());
    this.#look();
  }

  /** A person wants it, and nothing stands in the way. */
  get on(): boolean {
    return this.#parts.settings.current.aktoVerdict && this.#obstacle === null && !this.#disposed;
  }

  get failurePolicy(): 'open' | 'closed' {
    return this.#parts.settings.current.aktoVerdictFailure;
  }

  status(): AktoVerdictStatus {
    const { current, aktoTimeoutMs } = this.#parts.settings;
    const on = current.aktoVerdict;
    return {
      on,
      failurePolicy: current.aktoVerdictFailure,
      timeoutMs: aktoTimeoutMs,
      obstacle: on ? this.#obstacle : null,
      problem: on ? this.#problem : null,
      ...this.#counts,
    };
  }

  /** null: not asked at all. `withinMs`: when the asker must have its answer, where that is sooner. Never rejects. */
  async ask(question: AktoQuestion, withinMs = Infinity): Promise<AktoReply | null> {
    await this.#ready;
    const { settings, token } = this.#parts;
    const url = settings.aktoUrl?.url;
    if (!this.on || url === undefined) return null;
    const startedAt = performance.now();
    const timeoutMs = Math.round(Math.max(1, Math.min(settings.aktoTimeoutMs, withinMs)));
    const spent = () => ({ durationMs: performance.now() - startedAt, timeoutMs });
    this.#counts.asked += 1;
    const asking = askingRecord(question, settings.current.upstreamIsLiteLLM);
    if (asking.kind === 'unfit') return { kind: 'failed', failure: this.#failed(asking.reason), ...spent() };
    const address: AktoAddress = { url, token: token.value, timeoutMs };
    try {
      const said = await this.#policy.execute(() => this.#call(address, asking.text, startedAt));
      this.#problem = null;
      if (said.kind !== 'allow' && said.kind !== 'alert') this.#counts.objected += 1;
      this.#changed();
      return { kind: 'said', said, newestOnly: asking.newestOnly, ...spent() };
    } catch (error) {
      return { kind: 'failed', failure: this.#failed(this.#say(error, address)), ...spent() };
    }
  }

  async #call(address: AktoAddress, body: string, startedAt: number): Promise<AktoSaid> {
    // It may have waited for its turn.
    const left = Math.max(1, Math.ceil(address.timeoutMs - (performance.now() - startedAt)));
    const reply = await this.#client.call({ ...address, timeoutMs: left }, PATH, body).catch((error: unknown) => {
      throw new NoVerdict(sayFailure(error, address), { cause: error });
    });
    if (reply.status !== 200) throw new NoVerdict(sayStatus(reply.status, reply.headers, '/api/http-proxy'));
    const said = readSaying(reply.body);
    if (said === null) throw new NoVerdict('it answered without a verdict: is the address right?');
    return said;
  }

  #say(error: unknown, address: AktoAddress): string {
    if (error instanceof NoVerdict) return error.message;
    if (error instanceof BrokenCircuitError) {
      return `it failed ${FAILURES_IN_A_ROW} times in a row and is left alone for a moment${this.#problem === null ? '' : ` (${this.#problem})`}`;
    }
    if (error instanceof BulkheadRejectedError) return 'too many questions wait for its answers';
    return sayFailure(error, address);
  }

  #failed(failure: string): string {
    this.#counts.failed += 1;
    if (!failure.startsWith('it failed')) this.#problem = failure;
    this.#changed();
    return failure;
  }

  /** The address may be another one. */
  #look(): void {
    const url = this.#parts.settings.aktoUrl?.url ?? null;
    if (url !== this.#url) {
      this.#url = url;
      // What was wrong may be right now.
      this.#policy = this.#createPolicy();
      this.#problem = null;
      this.#obstacle = url === null ? 'no-address' : null;
      this.#ready = url === null ? Promise.resolve() : this.#findLoop(url);
    }
    this.#changed();
  }

  async #findLoop(url: string): Promise<void> {
    try {
      await this.#parts.guard.check(new URL(url));
    } catch (error) {
      if (url === this.#url && error instanceof SluiceError && error.code === 'loop') this.#obstacle = 'loop';
    }
    this.#changed();
  }

  /** Once it is known where this engine listens. */
  recheck(): void {
    this.#url = undefined;
    this.#look();
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #createPolicy(): IPolicy {
    const breaker = circuitBreaker(handleAll, {
      breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW),
      halfOpenAfter: this.#parts.restMs ?? REST_MS,
    });
    return wrap(bulkhead(AT_ONCE, WAITING), breaker);
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#unsubscribe();
    this.#listeners.clear();
    await this.#client.dispose();
  }
}
