import type { ExchangeRow } from '../../../shared/domain/index.ts';
import { denies } from './exchange.ts';
import type { OpenExchange, OpenExchanges } from './open-exchanges.ts';

/**
 * Rows of open exchanges as they are now: the store hears of an exchange when it begins and when it ends, and a
 * streamed answer may take minutes between. What windows were told is kept, so that only what is new is told again.
 */
export class OpenRows {
  readonly #open: OpenExchanges;
  readonly #told = new Map<string, ExchangeRow>();

  constructor(open: OpenExchanges) {
    this.#open = open;
  }

  /** Rows that a window is about to get, as they are now. Open ones are kept in view from here on. */
  shown(rows: readonly ExchangeRow[]): readonly ExchangeRow[] {
    return rows.map((stored) => {
      const open = stored.state === 'open' ? this.#open.get(stored.id) : null;
      if (open === null) {
        this.#told.delete(stored.id);
        return stored;
      }
      const row = rowNow(stored, open);
      this.#told.set(row.id, row);
      return row;
    });
  }

  /** Open rows that say more than was told, ascending seq. */
  changed(): ExchangeRow[] {
    const changed: ExchangeRow[] = [];
    for (const [id, told] of this.#told) {
      const open = this.#open.get(id);
      if (open === null) {
        this.#told.delete(id);
        continue;
      }
      const row = rowNow(told, open);
      if (row === told) continue;
      this.#told.set(id, row);
      changed.push(row);
    }
    return changed.sort((a, b) => a.seq - b.seq);
  }

  /** Nobody looks. */
  forget(): void {
    this.#told.clear();
  }
}

/** The row with what the exchange has learnt since; the same object where that is nothing. */
export function rowNow(row: ExchangeRow, { exchange }: OpenExchange): ExchangeRow {
  const { requestSide, status, upstreamStatus, firstByteMs, gateMs, streamed } = exchange;
  // A request that is denied while it is still open waits for a person: nothing is decided yet.
  const decided = requestSide !== null && (exchange.mode === 'log' || !denies(requestSide.verdict.kind));
  const verdict = decided ? requestSide.verdict.kind : null;
  const policy = decided ? requestSide.verdict.policyName : null;
  const same =
    row.verdict === verdict &&
    row.policy === policy &&
    row.status === status &&
    row.upstreamStatus === upstreamStatus &&
    row.firstByteMs === firstByteMs &&
    row.gateMs === gateMs &&
    (row.streamed || !streamed);
  if (same) return row;
  return { ...row, verdict, policy, status, upstreamStatus, firstByteMs, gateMs, streamed: row.streamed || streamed };
}
