import { type Approval, type ApprovalScope, POLICY_DEFAULTS, type Policy } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import type { WaitingAsk } from '../../../shared/rpc/host-bridge.ts';
import { redactSecrets } from '../detectors/index.ts';
import { type Denial, type Question, type ReleaseItem, Releases } from '../policy/index.ts';
import type { Exchange, JudgedSide } from './exchange.ts';

export interface ReleaseDeskOptions {
  readonly policies: () => readonly Policy[];
  /** A person approved for good: these rules of these policies let this agent pass from now on. */
  readonly allowAlways: (agent: string, items: readonly ReleaseItem[]) => Promise<void>;
  /** Unix ms; for tests. */
  readonly now?: () => number;
}

type Outcome = 'released' | 'denied';

/**
 * Where denied calls wait for a person. What is released and for how long is {@link Releases}; here are the requests
 * that are held meanwhile, and whoever shows the list.
 */
export class ReleaseDesk {
  readonly #releases = new Releases();
  readonly #options: ReleaseDeskOptions;
  readonly #now: () => number;
  /** By question: who waits, and until when (Unix ms). */
  readonly #held = new Map<string, Map<(outcome: Outcome) => void, number>>();
  readonly #listeners = new Set<(list: readonly Approval[]) => void>();
  #timer: NodeJS.Timeout | null = null;
  #told = '[]';

  constructor(options: ReleaseDeskOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Whether a person has released this for this call. */
  isReleased(exchange: Exchange, item: ReleaseItem): boolean {
    return this.#releases.isReleased(exchange.agent, callIdOf(exchange), item, this.#now());
  }

  /** The call passes because these were released: counts it, once a call. */
  passed(exchange: Exchange, items: readonly ReleaseItem[]): void {
    if (items.length === 0) return;
    exchange.mark('released');
    this.#releases.passed(exchange.agent, callIdOf(exchange), items, this.#now());
  }

  /**
   * A hook's question that was denied and can be released: puts it before a person and returns at once. `released`: the
   * same was sent again by a client at which a person sits (`retryReleases`); judge it again, it passes now.
   */
  ask(exchange: Exchange, side: JudgedSide, { retryReleases = false } = {}): Outcome {
    const asked = this.#ask(exchange, side, retryReleases);
    this.#changed();
    return asked === 'released' ? 'released' : 'denied';
  }

  /**
   * A gateway's request that was denied: a warning is only put before a person, an approval is waited for until the
   * policy's deadline. Aborting stops the waiting.
   */
  async hold(exchange: Exchange, side: JudgedSide, abort: AbortSignal): Promise<Outcome> {
    const asked = this.#ask(exchange, side, false);
    if (typeof asked === 'string' || asked.kind === 'warn') {
      this.#changed();
      return 'denied';
    }
    const waitMs = this.#seconds(asked.policyId, 'approvalSeconds') * 1_000;
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const waiting = this.#held.get(asked.id) ?? new Map<typeof resolve, number>();
    this.#held.set(asked.id, waiting.set(resolve, this.#now() + waitMs));
    const deny = (): void => resolve('denied');
    const timer = setTimeout(deny, waitMs);
    abort.addEventListener('abort', deny);
    if (abort.aborted) deny();
    this.#changed();
    const outcome = await promise;
    clearTimeout(timer);
    abort.removeEventListener('abort', deny);
    waiting.delete(resolve);
    if (waiting.size === 0) this.#held.delete(asked.id);
    this.#changed();
    return outcome;
  }

  list(): Approval[] {
    return this.#releases.list(this.#now()).map((question) => {
      const waiting = [...(this.#held.get(question.id)?.values() ?? [])];
      return { ...question, held: waiting.length, heldUntil: waiting.length === 0 ? null : Math.min(...waiting) };
    });
  }

  /** Throws SluiceError `not_found`: answered already, or too late. */
  async answer(id: string, decision: 'approve' | 'deny', scope: ApprovalScope): Promise<void> {
    const question = this.#releases.answer(id, decision, scope, this.#now());
    if (question === null) throw new SluiceError('not_found', 'This no longer waits for an answer.');
    for (const resolve of this.#held.get(id)?.keys() ?? []) resolve(decision === 'approve' ? 'released' : 'denied');
    this.#changed();
    if (decision === 'approve' && scope === 'always') await this.#options.allowAlways(question.agent, question.items);
  }

  /** Lets what an exchange was warned of pass when it is sent again. Throws SluiceError `not_found`. */
  async release(exchangeId: string): Promise<{ until: number }> {
    const question = this.#releases.questionOf(exchangeId, this.#now());
    if (question === null) throw new SluiceError('not_found', 'There is nothing to release any more: send it again.');
    await this.answer(question.id, 'approve', 'once');
    return { until: this.#now() + question.windowMs };
  }

  /** Called whenever what waits has changed. Returns how to stop. */
  onChange(listener: (list: readonly Approval[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Denies whatever is held: nobody can answer any more. */
  dispose(): void {
    for (const waiting of this.#held.values()) for (const resolve of waiting.keys()) resolve('denied');
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #ask(exchange: Exchange, side: JudgedSide, retryReleases: boolean): Question | 'released' | 'refused' {
    return this.#releases.ask(this.#denial(exchange, side), this.#now(), { retryReleases });
  }

  #denial(exchange: Exchange, { verdict, release, turn }: JudgedSide): Denial {
    const policyId = verdict.policyId ?? '';
    const kind = release ?? 'warn';
    const windowMs = this.#seconds(policyId, 'warnSeconds') * 1_000;
    return {
      callId: callIdOf(exchange),
      exchangeId: exchange.id,
      kind,
      agent: exchange.agent,
      model: exchange.request?.model ?? null,
      policy: verdict.policyName ?? '',
      policyId,
      rule: verdict.rule ?? '',
      severity: verdict.severity ?? 'medium',
      reason: verdict.reason,
      items: turn.releasable,
      // Who is held must still be there to be answered.
      windowMs: kind === 'approval' ? Math.max(windowMs, this.#seconds(policyId, 'approvalSeconds') * 1_000) : windowMs,
    };
  }

  #seconds(policyId: string, name: keyof typeof POLICY_DEFAULTS): number {
    return this.#options.policies().find(({ id }) => id === policyId)?.[name] ?? POLICY_DEFAULTS[name];
  }

  /** Tells the list where it is another one, and looks again when the next question ends. */
  #changed(): void {
    const list = this.list();
    const text = JSON.stringify(list);
    if (text !== this.#told) {
      this.#told = text;
      for (const listener of this.#listeners) listener(list);
    }
    if (this.#timer !== null) clearTimeout(this.#timer);
    const next = this.#releases.nextDeadline();
    this.#timer = next === null ? null : setTimeout(() => this.#changed(), Math.max(0, next - this.#now()) + 1);
    this.#timer?.unref();
  }
}

/** What waits for an approval, as tray and notifications name it. */
export function asksOf(list: readonly Approval[]): WaitingAsk[] {
  return list
    .filter(({ kind }) => kind === 'approval')
    .map(({ id, agent, policy }) => ({ id, agent: redactSecrets(agent).text, policy: redactSecrets(policy).text }));
}

/** Every question about one call belongs to one exchange, also those of hooks: pairing sees to it. */
function callIdOf(exchange: Exchange): string {
  return exchange.id;
}
