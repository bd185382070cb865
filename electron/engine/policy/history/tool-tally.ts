import type { Message, Side } from '../../../../shared/domain/index.ts';

/** What tools a session has called, the exchange in question included. */
export interface ToolCount {
  readonly calls: number;
  readonly errors: number;
}

export interface Told {
  readonly messages: readonly Message[];
  readonly side: Side;
  /** Set where each exchange is a call of its own (MCP): its id. Absent: each request tells the session from its start. */
  readonly exchangeId?: string | undefined;
}

/**
 * Counts the tool calls of sessions, each once however often it is told: agents send the whole conversation again with
 * each request, hooks tell one call at a time. In memory only, bounded; what was forgotten is counted anew.
 */
export interface ToolTally {
  /** `session` null: only what is told now. */
  count(session: string | null, told: Told): ToolCount;
}

/** Calls and errors remembered over all sessions. */
const DEFAULT_MAX = 100_000;

interface Known {
  readonly calls: Set<string>;
  readonly errors: Set<string>;
}

export function createToolTally(max: number = DEFAULT_MAX): ToolTally {
  /** In the order of last use. */
  const sessions = new Map<string, Known>();
  let last: string | null = null;
  let size = 0;

  const forget = (): void => {
    for (const [session, { calls, errors }] of sessions) {
      if (size <= max || sessions.size <= 1) return;
      sessions.delete(session);
      size -= calls.size + errors.size;
    }
  };

  return {
    count(session, told) {
      const uses = usesIn(told);
      const earlier = session === null ? undefined : sessions.get(session);
      // As in most conversations: no tool was ever called.
      if (uses.length === 0 && earlier === undefined) return NO_CALLS;
      const known = earlier ?? { calls: new Set(), errors: new Set() };
      const before = known.calls.size + known.errors.size;
      let unnamed = 0;
      for (const { kind, failed, key } of uses) {
        // An answer's place means nothing in the next request, which tells the call again.
        if (key === null) unnamed += kind === 'tool-call' ? 1 : 0;
        else if (kind === 'tool-call') known.calls.add(key);
        else if (failed) known.errors.add(key);
      }
      const now = known.calls.size + known.errors.size;
      if (session !== null && now > 0) {
        // One that speaks alone is the last already.
        if (session !== last || earlier === undefined) {
          sessions.delete(session);
          sessions.set(session, known);
          last = session;
        }
        size += now - before;
        forget();
      }
      return { calls: known.calls.size + unnamed, errors: known.errors.size };
    },
  };
}

const NO_CALLS: ToolCount = { calls: 0, errors: 0 };

interface Use {
  readonly kind: 'tool-call' | 'tool-result';
  readonly failed: boolean;
  readonly key: string | null;
}

function usesIn({ messages, side, exchangeId }: Told): readonly Use[] {
  const uses: Use[] = [];
  for (const message of messages) {
    for (const block of message.blocks) {
      if (block.kind !== 'tool-call' && block.kind !== 'tool-result') continue;
      // Results of one call in several pieces are one.
      const place = block.kind === 'tool-call' ? block.pointer : message.pointer;
      const key =
        exchangeId !== undefined ? `${exchangeId} ${place}` : (block.id ?? (side === 'request' ? place : null));
      uses.push({ kind: block.kind, failed: block.kind === 'tool-result' && block.isError === true, key });
    }
  }
  return uses;
}
