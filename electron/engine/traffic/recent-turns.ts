import type { Part } from '../../../shared/domain/index.ts';
import { isPiece } from '../detectors/index.ts';

/** Short texts a session keeps, and how many sessions are remembered: in memory only, a few megabytes at most. */
const TEXTS = 6;
const SESSIONS = 1_000;

/** What sessions said last, for clients that send only the newest turn: an instruction may come in pieces. */
export class RecentTurns {
  readonly #sessions = new Map<string, readonly string[]>();

  /** What was said before these parts; nothing where they repeat the conversation themselves. Then remembers them. */
  before(session: string | null, parts: readonly Part[]): readonly string[] {
    if (session === null) return [];
    const earlier = this.#sessions.get(session) ?? [];
    const said = parts.filter(isPiece).map(({ text }) => text.trim());
    const repeats = parts.some(({ role }) => role === 'assistant');
    this.#sessions.delete(session);
    this.#sessions.set(session, [...(repeats ? [] : earlier), ...said].slice(-TEXTS));
    if (this.#sessions.size > SESSIONS) this.#sessions.delete(this.#sessions.keys().next().value!);
    return repeats ? [] : earlier;
  }
}
