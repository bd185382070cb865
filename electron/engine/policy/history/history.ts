import type { TurnMessage } from './messages.ts';

/**
 * How a message of a request stands to what the session has sent before.
 * `new`: judge it. `forwarded`: it went to the model before, so injections in it are context.
 * `withdrawn`: it was blocked, and the conversation has gone on without it: replace it by a notice.
 */
export type Standing = 'new' | 'forwarded' | 'withdrawn';

export interface HistoryOptions {
  /** What happens to a blocked message that comes back after the conversation went on, as it is set now. Default `notice`. */
  readonly blockedAgain?: () => 'notice' | 'block';
  /** Messages remembered over all sessions; the sessions unused for longest are forgotten first. Default 200,000. */
  readonly maxMessages?: number;
}

/**
 * What each session has forwarded and what was blocked in it. Only hashes, in memory, bounded. What was forgotten is
 * judged anew, which is the safe side. Session keys and hashes are the caller's; there is no clock.
 */
export interface History {
  /** Standings of the messages, in their order. `session` null: nothing is known, everything is new. */
  review(session: string | null, messages: readonly TurnMessage[]): Standing[];
  /** These went to the model as they are. */
  forwarded(session: string | null, messages: readonly TurnMessage[]): void;
  /** A request was denied for what is in `culprits`, which are some of `messages`. */
  denied(session: string | null, messages: readonly TurnMessage[], culprits: ReadonlySet<TurnMessage>): void;
  readonly size: number;
  clear(): void;
}

/**
 * `forwarded`, or of a blocked message: how many user turns came after it when it was blocked. More than that means
 * that somebody has spoken since; the same number is the same request tried again.
 */
type Memory = 'forwarded' | number;

export function createHistory(options: HistoryOptions = {}): History {
  return new SessionHistory(options);
}

class SessionHistory implements History {
  readonly #blockedAgain: () => 'notice' | 'block';
  readonly #maxMessages: number;
  /** In the order of last use. */
  readonly #sessions = new Map<string, Map<string, Memory>>();
  #size = 0;
  #last: string | null = null;

  constructor({ blockedAgain = () => 'notice', maxMessages = 200_000 }: HistoryOptions) {
    this.#blockedAgain = blockedAgain;
    this.#maxMessages = maxMessages;
  }

  get size(): number {
    return this.#size;
  }

  review(session: string | null, messages: readonly TurnMessage[]): Standing[] {
    const memories = this.#use(session);
    if (memories === undefined) return messages.map(() => 'new');
    const after = turnsAfter(messages);
    const notice = this.#blockedAgain() === 'notice';
    return messages.map((message, index) => {
      const memory = memories.get(message.hash);
      if (memory === undefined || memory === 'forwarded') return memory ?? 'new';
      // Instructions are never taken away: an agent without its system prompt is worse than one that is blocked.
      return notice && !message.isInstruction && after[index]! > memory ? 'withdrawn' : 'new';
    });
  }

  forwarded(session: string | null, messages: readonly TurnMessage[]): void {
    const memories = this.#use(session, true);
    if (memories === undefined) return;
    for (const { hash } of messages) this.#remember(memories, hash, 'forwarded');
    this.#forget();
  }

  denied(session: string | null, messages: readonly TurnMessage[], culprits: ReadonlySet<TurnMessage>): void {
    if (culprits.size === 0) return;
    const memories = this.#use(session, true);
    if (memories === undefined) return;
    const after = turnsAfter(messages);
    for (const [index, message] of messages.entries()) {
      if (!culprits.has(message)) continue;
      const known = memories.get(message.hash);
      const turns = after[index]!;
      this.#remember(memories, message.hash, typeof known === 'number' ? Math.min(known, turns) : turns);
    }
    this.#forget();
  }

  clear(): void {
    this.#sessions.clear();
    this.#size = 0;
  }

  #remember(memories: Map<string, Memory>, hash: string, memory: Memory): void {
    const known = memories.get(hash);
    // Most of a turn was sent before: what was forwarded stays in its place.
    if (known === memory) return;
    if (known === undefined) this.#size += 1;
    // Written again at the end: the oldest of a session go first.
    else memories.delete(hash);
    memories.set(hash, memory);
  }

  #use(session: string | null, create = false): Map<string, Memory> | undefined {
    if (session === null) return undefined;
    const known = this.#sessions.get(session);
    if (known === undefined && !create) return undefined;
    const memories = known ?? new Map<string, Memory>();
    // It is the last already, as one that speaks alone always is.
    if (known !== undefined && session === this.#last) return known;
    this.#last = session;
    this.#sessions.delete(session);
    this.#sessions.set(session, memories);
    return memories;
  }

  #forget(): void {
    for (const [session, memories] of this.#sessions) {
      if (this.#size <= this.#maxMessages) return;
      if (this.#sessions.size > 1) {
        this.#sessions.delete(session);
        this.#size -= memories.size;
        continue;
      }
      for (const hash of memories.keys()) {
        if (this.#size <= this.#maxMessages) return;
        memories.delete(hash);
        this.#size -= 1;
      }
    }
  }
}

/** For each message, how many user turns follow it. */
function turnsAfter(messages: readonly TurnMessage[]): number[] {
  const after: number[] = messages.map(() => 0);
  let turns = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    after[index] = turns;
    if (messages[index]!.isUserTurn) turns += 1;
  }
  return after;
}
