import { type CountedUsage, type UsageEstimator, costOf, usesTokens } from '../usage/index.ts';
import type { Exchange } from './exchange.ts';

/** Says what an answered exchange used and what that cost, once nobody waits for its answer. */
export class Meter {
  readonly #estimator: UsageEstimator;

  constructor(estimator: UsageEstimator) {
    this.#estimator = estimator;
  }

  /** A promise only where tokens have to be counted. Refusals and errors of the upstream use none. */
  measure(exchange: Exchange): Promise<void> | null {
    const { upstreamStatus, dialect, target, request, answer } = exchange;
    if (upstreamStatus === null || upstreamStatus >= 400 || !usesTokens(dialect.id, target)) return null;
    const said = answer?.usage ?? { inputTokens: null, outputTokens: null };
    const whole = said.inputTokens !== null && said.outputTokens !== null;
    if (whole || dialect.recordedOnly === true) {
      this.#settle(exchange, { ...said, estimated: false });
      return null;
    }
    return this.#estimator.complete(request, answer).then((usage) => this.#settle(exchange, usage));
  }

  #settle(exchange: Exchange, usage: CountedUsage): void {
    if (usage.estimated) exchange.mark('tokens-estimated');
    // The answer's own name is the exact one; the request's may be an alias, and then it is in no list.
    const models = [exchange.answer?.model, exchange.request?.model];
    const cost = models.map((model) => (model ? costOf(model, usage) : null)).find((found) => found !== null) ?? null;
    exchange.measured = {
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
      costUsd: cost?.usd ?? null,
      priceDate: cost?.priceDate ?? null,
    };
  }
}
