import { randomUUID } from 'node:crypto';

import type { PlaygroundInput, PlaygroundResult, ReplayProgress } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import type { StoreReader } from '../store/index.ts';
import type { PolicySet } from './compare.ts';
import type { Looking } from './recall.ts';
import { Replay, type ReplayRequest } from './replay.ts';
import { TrialThread } from './thread.ts';

/** Policies tried on pasted text, on one stored exchange, on many. On a thread of its own, one thing after the other. */
export class Trial {
  readonly #reader: StoreReader;
  readonly #looking: () => Looking;
  readonly #thread = new TrialThread();

  /** `looking`: what traffic is looked through for now. */
  constructor(reader: StoreReader, looking: () => Looking) {
    this.#reader = reader;
    this.#looking = looking;
  }

  /** Throws SluiceError `not_found`. */
  async try(input: PlaygroundInput, set: PolicySet): Promise<PlaygroundResult> {
    const looking = this.#looking();
    if (input.kind === 'text') return this.#thread.do<'try'>({ kind: 'try', input, set, looking, now: Date.now() });
    const detail = await this.#reader.getExchange(input.exchangeId);
    if (detail === null) throw new SluiceError('not_found', 'There is no such exchange.');
    const { conversation: _conversation, ...stored } = detail;
    return this.#thread.do<'try-stored'>({ kind: 'try-stored', stored, side: input.side, set, looking });
  }

  /** `tell` hears at most every 100 ms how far it is, and once how it ended. */
  replay(edit: Omit<ReplayRequest, 'looking'>, tell: (progress: ReplayProgress) => void): Replay {
    const request = { ...edit, looking: this.#looking() };
    return new Replay({ id: randomUUID(), reader: this.#reader, thread: this.#thread, request, tell });
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}
