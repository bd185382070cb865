import { randomUUID } from 'node:crypto';

import type { PlaygroundInput, PlaygroundResult, ReplayProgress } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import type { RuleJudge } from '../judge/index.ts';
import { type LlmOpinions, asksJudge } from '../policy/index.ts';
import type { StoreReader } from '../store/index.ts';
import type { PolicySet } from './compare.ts';
import type { ForJudge, TrialSource } from './protocol.ts';
import type { Looking } from './recall.ts';
import { Replay, type ReplayRequest } from './replay.ts';
import { TrialThread } from './thread.ts';

export interface TrialParts {
  readonly reader: StoreReader;
  /** What traffic is looked through for now. */
  readonly looking: () => Looking;
  /** Asked about what is tried, as about traffic; never about what is replayed. */
  readonly ruleJudge: RuleJudge;
}

/** Policies tried on pasted text, on one stored exchange, on many. On a thread of its own, one thing after the other. */
export class Trial {
  readonly #parts: TrialParts;
  readonly #thread = new TrialThread();

  constructor(parts: TrialParts) {
    this.#parts = parts;
  }

  /** Throws SluiceError `not_found`. */
  async try(input: PlaygroundInput, set: PolicySet): Promise<PlaygroundResult> {
    const attempt = { source: await this.#sourceOf(input), set, looking: this.#parts.looking() };
    const asking = set.policies.some((policy) => policy.enabled && asksJudge(policy))
      ? await this.#thread.do<'questions'>({ kind: 'questions', ...attempt })
      : null;
    if (asking === null) return this.#thread.do<'try'>({ kind: 'try', ...attempt });
    const began = performance.now();
    const opinions = await this.#ask(asking);
    const durationMs = performance.now() - began;
    const result = await this.#thread.do<'try'>({ kind: 'try', opinions, ...attempt });
    return opinions.silence === 'off'
      ? result
      : { ...result, stages: [...result.stages, { name: 'Judge', durationMs }] };
  }

  /** `tell` hears at most every 100 ms how far it is, and once how it ended. */
  replay(edit: Omit<ReplayRequest, 'looking'>, tell: (progress: ReplayProgress) => void): Replay {
    const { reader, looking } = this.#parts;
    const request = { ...edit, looking: looking() };
    return new Replay({ id: randomUUID(), reader, thread: this.#thread, request, tell });
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  async #sourceOf(input: PlaygroundInput): Promise<TrialSource> {
    if (input.kind === 'text') return { kind: 'text', input, now: Date.now() };
    const detail = await this.#parts.reader.getExchange(input.exchangeId);
    if (detail === null) throw new SluiceError('not_found', 'There is no such exchange.');
    const { conversation: _conversation, ...stored } = detail;
    return { kind: 'stored', stored, side: input.side };
  }

  async #ask({ questions, parts, findings, partial }: ForJudge): Promise<LlmOpinions> {
    if (partial) return { scores: {}, silence: 'unscanned', failure: 'open' };
    return this.#parts.ruleJudge.ask(parts, findings, questions);
  }
}
