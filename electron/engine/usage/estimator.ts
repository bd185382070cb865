import { Worker } from 'node:worker_threads';

import type { Part } from '../../../shared/domain/index.ts';
import type { ParsedAnswer, ParsedRequest, Usage } from '../dialects/index.ts';

export interface CountJob {
  readonly id: number;
  readonly input: readonly string[];
  readonly output: readonly string[];
}

export interface CountReply {
  readonly id: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Tokens of an exchange, and whether the answer said them or we counted. */
export interface CountedUsage extends Usage {
  readonly estimated: boolean;
}

export interface UsageEstimator {
  /**
   * Completes what the answer said about its tokens. Resolves at once when it said both. Resolves with what is known
   * when counting fails, takes longer than 10 s or too much waits already: tokens are never worth an error.
   */
  complete(request: ParsedRequest | null, answer: ParsedAnswer | null): Promise<CountedUsage>;
  close(): Promise<void>;
}

/** What waits in the thread, at most. Above that an exchange stays without an estimate. */
const MAX_WAITING_CHARS = 16 * 1024 * 1024;
/** What is sent to the thread of one side: it counts a sample of it and scales. */
const MAX_SENT_CHARS = 256 * 1024;
const DEADLINE_MS = 10_000;
/** Wrapping of a message in OpenAI's format (their cookbook, "How to count tokens with tiktoken"). */
const TOKENS_PER_MESSAGE = 3;

interface Waiting {
  readonly chars: number;
  readonly timer: NodeJS.Timeout;
  readonly resolve: (reply: CountReply | null) => void;
}

/** Texts up to a bound, and how many times more there is. */
function sampled(parts: readonly Part[]): { texts: string[]; chars: number; scale: number } {
  let all = 0;
  let chars = 0;
  const texts: string[] = [];
  for (const { text } of parts) {
    all += text.length;
    const piece = text.slice(0, MAX_SENT_CHARS - chars);
    chars += piece.length;
    if (piece !== '') texts.push(piece);
  }
  return { texts, chars, scale: chars === 0 ? 0 : all / chars };
}

class WorkerEstimator implements UsageEstimator {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private waitingChars = 0;
  private lastId = 0;
  private closed = false;

  async complete(request: ParsedRequest | null, answer: ParsedAnswer | null): Promise<CountedUsage> {
    const said = answer?.usage ?? { inputTokens: null, outputTokens: null };
    if (said.inputTokens !== null && said.outputTokens !== null) return { ...said, estimated: false };
    const input = sampled(said.inputTokens === null ? (request?.parts ?? []) : []);
    const output = sampled(said.outputTokens === null ? (answer?.parts ?? []) : []);
    if (input.chars + output.chars === 0) return { ...said, estimated: false };
    const counted = await this.count(input.texts, output.texts, input.chars + output.chars);
    if (!counted) return { ...said, estimated: false };
    const wrapping = TOKENS_PER_MESSAGE * ((request?.messages.length ?? 0) + 1);
    const inputTokens = input.chars > 0 ? Math.round(counted.inputTokens * input.scale) + wrapping : null;
    const outputTokens = output.chars > 0 ? Math.round(counted.outputTokens * output.scale) : null;
    return {
      ...said,
      inputTokens: said.inputTokens ?? inputTokens,
      outputTokens: said.outputTokens ?? outputTokens,
      estimated: true,
    };
  }

  async close(): Promise<void> {
    this.closed = true;
    const { worker } = this;
    this.died(worker);
    await worker?.terminate();
  }

  private count(input: readonly string[], output: readonly string[], chars: number): Promise<CountReply | null> {
    if (this.closed || this.waitingChars + chars > MAX_WAITING_CHARS) return Promise.resolve(null);
    this.lastId += 1;
    const id = this.lastId;
    this.waitingChars += chars;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.settle(id, null), DEADLINE_MS);
      timer.unref();
      this.waiting.set(id, { chars, timer, resolve });
      this.running().postMessage({ id, input, output } satisfies CountJob);
    });
  }

  private settle(id: number, reply: CountReply | null): void {
    const waiting = this.waiting.get(id);
    if (!waiting) return;
    this.waiting.delete(id);
    clearTimeout(waiting.timer);
    this.waitingChars -= waiting.chars;
    waiting.resolve(reply);
  }

  private running(): Worker {
    if (this.worker) return this.worker;
    const file = import.meta.url.endsWith('.ts') ? './token-worker.ts' : './token-worker.mjs';
    const worker = new Worker(new URL(file, import.meta.url), { name: 'tokens' });
    // An idle counter must not keep the process alive.
    worker.unref();
    worker.on('message', (reply: CountReply) => {
      this.settle(reply.id, reply);
    });
    worker.on('error', () => {
      this.died(worker);
    });
    worker.on('exit', () => {
      this.died(worker);
    });
    this.worker = worker;
    return worker;
  }

  /** The next count starts a new thread. */
  private died(worker: Worker | null): void {
    if (worker !== this.worker) return;
    this.worker = null;
    for (const id of this.waiting.keys()) this.settle(id, null);
  }
}

/** The thread is started by the first count. */
export function createUsageEstimator(): UsageEstimator {
  return new WorkerEstimator();
}
