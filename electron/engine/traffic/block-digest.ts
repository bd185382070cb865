import { redactSecrets } from '../detectors/index.ts';
import type { Exchange } from './exchange.ts';

/** What was blocked in one stretch of time, for a notification: how many, whose, by what. */
export interface BlockedCalls {
  readonly count: number;
  /** Without secrets; at most {@link MOST_NAMES}. */
  readonly agents: readonly string[];
  readonly policies: readonly string[];
}

const EVERY_MS = 1_000;
const MOST_NAMES = 5;

/** Gathers blocked calls, so that a flood of them is one message a second. */
export class BlockDigest {
  readonly #listeners = new Set<(calls: BlockedCalls) => void>();
  #count = 0;
  readonly #agents = new Set<string>();
  readonly #policies = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  readonly note = ({ agent, requestSide, responseSide }: Exchange): void => {
    if (this.#listeners.size === 0) return;
    this.#count += 1;
    const decided = responseSide !== null && responseSide.verdict.kind !== 'allow' ? responseSide : requestSide;
    keep(this.#agents, agent);
    keep(this.#policies, decided?.verdict.policyName ?? '');
    this.#timer ??= setTimeout(() => this.#tell(), EVERY_MS).unref();
  };

  /** Returns how to stop. */
  onBlocked(listener: (calls: BlockedCalls) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #tell(): void {
    const calls = { count: this.#count, agents: [...this.#agents], policies: [...this.#policies] };
    this.#timer = null;
    this.#count = 0;
    this.#agents.clear();
    this.#policies.clear();
    for (const listener of this.#listeners) listener(calls);
  }
}

function keep(names: Set<string>, name: string): void {
  if (name !== '' && names.size < MOST_NAMES) names.add(redactSecrets(name).text);
}
