import type { ReplayProgress, ReplayRow } from '../../../shared/domain/index.ts';
import type { StoreReader } from '../store/index.ts';
import type { Comparison } from './compare.ts';
import type { TrialThread } from './thread.ts';

export interface ReplayRequest extends Comparison {
  /** Exchanges, newest first. */
  readonly last: number;
  readonly agent: string | undefined;
}

export interface ReplayParts {
  readonly id: string;
  readonly reader: StoreReader;
  readonly thread: TrialThread;
  readonly request: ReplayRequest;
  readonly tell: (progress: ReplayProgress) => void;
}

/** Small enough that a question of the playground waits for one of them only. */
const CHUNK = 25;
const TELL_MS = 100;
const MAX_ROWS = 500;

/** One comparison of an edit with what is in force, newest exchange first. Begins at once. */
export class Replay {
  readonly id: string;
  readonly #parts: ReplayParts;
  #cancelled = false;
  #done = 0;
  #total = 0;
  #caught = 0;
  #missed = 0;
  #stored = 0;
  #listed = 0;
  #rows: ReplayRow[] = [];
  #toldAt = 0;

  constructor(parts: ReplayParts) {
    this.id = parts.id;
    this.#parts = parts;
    void this.#run();
  }

  cancel(): void {
    this.#cancelled = true;
  }

  async #run(): Promise<void> {
    const { thread, request, id } = this.#parts;
    let finished: ReplayProgress['finished'] = 'complete';
    try {
      await thread.do<'begin'>({ kind: 'begin', replay: id, comparison: request });
      await this.#goThrough();
      if (this.#cancelled) finished = 'cancelled';
    } catch {
      finished = this.#cancelled ? 'cancelled' : 'failed';
    }
    void thread.do<'end'>({ kind: 'end', replay: id }).catch(() => undefined);
    // What was removed meanwhile is no longer there to be gone through.
    if (finished === 'complete') this.#total = this.#done;
    this.#tell(finished);
  }

  async #goThrough(): Promise<void> {
    const { reader, thread, request, id } = this.#parts;
    const agent = request.agent === undefined ? {} : { agent: request.agent };
    this.#total = Math.min(request.last, (await reader.countExchanges({ filter: '', ...agent })).count);
    let before: number | undefined;
    while (!this.#cancelled && this.#done < request.last) {
      const limit = Math.min(CHUNK, request.last - this.#done);
      const exchanges = await reader.readStored({ ...(before !== undefined && { before }), ...agent, limit });
      before = exchanges.at(-1)?.row.seq;
      if (before === undefined) return;
      const ended = exchanges.filter(({ row }) => row.state !== 'open');
      const compared = await thread.do<'compare'>({ kind: 'compare', replay: id, exchanges: ended });
      for (const { row, usedStored } of compared) {
        if (usedStored) this.#stored += 1;
        if (row !== null) this.#note(row);
      }
      this.#done += exchanges.length;
      this.#total = Math.max(this.#total, this.#done);
      if (performance.now() - this.#toldAt >= TELL_MS) this.#tell(false);
    }
  }

  #note(row: ReplayRow): void {
    if (row.change === 'caught') this.#caught += 1;
    else this.#missed += 1;
    if (this.#listed >= MAX_ROWS) return;
    this.#listed += 1;
    this.#rows.push(row);
  }

  #tell(finished: ReplayProgress['finished']): void {
    this.#toldAt = performance.now();
    this.#parts.tell({
      id: this.id,
      done: this.#done,
      total: this.#total,
      newlyCaught: this.#caught,
      newlyMissed: this.#missed,
      rows: this.#rows.splice(0),
      finished,
      usesStoredFindings: this.#stored,
    });
  }
}
