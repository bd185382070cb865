import type { BlockedMessage, WaitingAsk } from '../../shared/rpc/host-bridge.ts';

export interface Note {
  readonly title: string;
  readonly body: string;
}

export interface NotifierParts {
  /** Shows it, a click brings the window to the front; returns how to take it away. */
  readonly show: (note: Note) => () => void;
  /** Somebody looks at the window: it says all of it already. */
  readonly isLooking: () => boolean;
  /** Returns how to cancel. */
  readonly after: (ms: number, action: () => void) => () => void;
}

/** The first block is told at once; what follows it within this time is told together. */
const GROUP_MS = 60_000;

/** Tells a person who does not look at the window what needs them: requests that wait, and blocks, grouped. */
export class Notifier {
  readonly #parts: NotifierParts;
  #asked: ReadonlySet<string> = new Set();
  #takeAway: (() => void) | null = null;
  #cancelGroup: (() => void) | null = null;
  #gathered: BlockedMessage | null = null;

  constructor(parts: NotifierParts) {
    this.#parts = parts;
  }

  /** Everything that waits now. Told again only when something new does. */
  setApprovals(asks: readonly WaitingAsk[]): void {
    const isNew = asks.some(({ id }) => !this.#asked.has(id));
    const wasAsked = this.#asked.size > 0;
    this.#asked = new Set(asks.map(({ id }) => id));
    if (asks.length === 0 || isNew) {
      if (wasAsked) this.#takeAway?.();
      this.#takeAway = null;
    }
    if (isNew && !this.#parts.isLooking()) this.#takeAway = this.#parts.show(askNote(asks));
  }

  blocked(message: BlockedMessage): void {
    if (this.#parts.isLooking()) return;
    if (this.#cancelGroup !== null) {
      this.#gathered = this.#gathered === null ? message : together(this.#gathered, message);
      return;
    }
    this.#parts.show(blockNote(message));
    this.#cancelGroup = this.#parts.after(GROUP_MS, () => {
      this.#cancelGroup = null;
      const rest = this.#gathered;
      this.#gathered = null;
      if (rest !== null) this.blocked(rest);
    });
  }

  dispose(): void {
    this.#cancelGroup?.();
    this.#takeAway?.();
  }
}

function askNote(asks: readonly WaitingAsk[]): Note {
  const [first] = asks;
  const one = asks.length === 1 && first !== undefined;
  return {
    title: one ? `${first.agent} waits for your approval` : `${asks.length} requests wait for your approval`,
    body: `${listed(asks.map(({ policy }) => policy))}. Denied without an answer.`,
  };
}

function blockNote({ count, agents, policies }: BlockedMessage): Note {
  const [first] = agents;
  return {
    title: count === 1 && first !== undefined ? `${first} was blocked` : `${count} requests were blocked`,
    body: count === 1 ? listed(policies) : [listed(agents), listed(policies)].filter((text) => text !== '').join(': '),
  };
}

function together(a: BlockedMessage, b: BlockedMessage): BlockedMessage {
  return {
    type: 'blocked',
    count: a.count + b.count,
    agents: [...new Set([...a.agents, ...b.agents])],
    policies: [...new Set([...a.policies, ...b.policies])],
  };
}

/** `Refunds`, `Refunds and Payment data`, `Refunds, Payment data and 2 more` */
function listed(names: readonly string[]): string {
  const different = [...new Set(names)];
  const [first = '', second] = different;
  if (second === undefined) return first;
  return different.length === 2 ? `${first} and ${second}` : `${first}, ${second} and ${different.length - 2} more`;
}
