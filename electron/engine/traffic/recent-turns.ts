import type { Part } from '../../../shared/domain/index.ts';
import { isPiece } from '../detectors/index.ts';

/** Short texts a session keeps, and how many sessions are remembered at least: in memory only, a few megabytes at most. */
const TEXTS = 6;
const SESSIONS = 1_000;

/** What a request says, as far as the next one may go on where it ends. */
export interface Said {
  /** Short texts, in order. */
  readonly pieces: readonly string[];
  /** The request repeats the conversation itself. */
  readonly repeats: boolean;
}

export function saidIn(parts: readonly Part[]): Said {
  return {
    pieces: parts.filter(isPiece).map(({ text }) => text.trim()),
    repeats: parts.some(({ role }) => role === 'assistant'),
  };
}

/**
 * What sessions said last, for clients that send only the newest turn: an instruction may come in pieces. Two
 * generations, the older of which goes at once: a Map from which the oldest is taken with every call grows a new table
 * every few calls, and the tables hold what was in them.
 */
export class RecentTurns {
  #young = new Map<string, readonly string[]>();
  #old = new Map<string, readonly string[]>();

  /** What was said before this; nothing where it repeats the conversation itself. Then remembers it. */
  before(session: string | null, { pieces, repeats }: Said): readonly string[] {
    if (session === null) return [];
    const earlier = this.#young.get(session) ?? this.#old.get(session) ?? [];
    if (earlier.length === 0 && pieces.length === 0) return earlier;
    this.#young.set(session, [...(repeats ? [] : earlier), ...pieces].slice(-TEXTS));
    if (this.#young.size >= SESSIONS) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    return repeats ? [] : earlier;
  }
}
