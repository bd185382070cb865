/** The outbox as a window shows it. */
import {
  NO_OUTBOX,
  type OutboxCounts,
  type OutboxEntry,
  type OutboxMark,
  type OutboxState,
  type OutboxTotals,
  type OutboxView,
} from '../../../shared/domain/index.ts';
import type { ListOutbox, OutboxPage } from '../../../shared/rpc/sync-api.ts';
import type { Db } from './database.ts';

const STATES: Readonly<Record<OutboxView, readonly OutboxState[]>> = {
  waiting: ['sending', 'queued', 'paused'],
  rejected: ['rejected'],
  delivered: ['delivered'],
  'left-out': ['left-out'],
};

const ENTRY = `e.seq, e.id, e.started_at AS startedAt, a.name AS agent, o.state, o.reason, o.tries, o.repeats,
  o.size_bytes AS sizeBytes, o.changed_at AS changedAt`;
const FROM = 'outbox o JOIN exchanges e ON e.seq = o.exchange_seq JOIN agents a ON a.id = e.agent_id';

/** A page of a view: what waits in the order in which it goes, everything else newest first. */
export function readOutbox(db: Db, { view, after, limit }: ListOutbox): OutboxPage {
  const states = STATES[view];
  const oldestFirst = view === 'waiting';
  // A query for each state, so that each one walks the index.
  const entries = states.flatMap((state) =>
    db
      .prepare<unknown[], OutboxEntry>(
        `SELECT ${ENTRY} FROM ${FROM} WHERE o.state = ? AND o.exchange_seq ${oldestFirst ? '>' : '<'} ?
         ORDER BY o.exchange_seq ${oldestFirst ? '' : 'DESC'} LIMIT ?`,
      )
      .all(state, after ?? (oldestFirst ? 0 : Number.MAX_SAFE_INTEGER), limit + 1),
  );
  const ordered = entries.toSorted((a, b) => (oldestFirst ? a.seq - b.seq : b.seq - a.seq));
  return { entries: ordered.slice(0, limit), hasMore: ordered.length > limit };
}

/** Of those asked for that are in the outbox. */
export function readOutboxMarks(db: Db, seqs: readonly number[]): OutboxMark[] {
  return db
    .prepare<[string], OutboxMark>(
      'SELECT exchange_seq, state FROM outbox WHERE exchange_seq IN (SELECT value FROM json_each(?))',
    )
    .raw()
    .all(JSON.stringify(seqs));
}

/** null: it is not in the outbox. */
export function readOutboxEntry(db: Db, seq: number): OutboxEntry | null {
  return db.prepare<[number], OutboxEntry>(`SELECT ${ENTRY} FROM ${FROM} WHERE o.exchange_seq = ?`).get(seq) ?? null;
}

export function readOutboxTotals(db: Db): OutboxTotals {
  const counts: Record<OutboxState, number> = { ...NO_OUTBOX };
  // An agent may be called __proto__.
  const byAgent = new Map<string, OutboxCounts>();
  for (const { agent, state, count } of db
    .prepare<[], { agent: string; state: OutboxState; count: number }>(
      'SELECT a.name AS agent, c.state, c.count FROM outbox_counts c JOIN agents a ON a.id = c.agent_id',
    )
    .all()) {
    counts[state] += count;
    byAgent.set(agent, { ...(byAgent.get(agent) ?? NO_OUTBOX), [state]: count });
  }
  const totals = new Map(
    db
      .prepare<[], { name: string; value: number }>('SELECT name, value FROM outbox_totals')
      .all()
      .map(({ name, value }) => [name, value]),
  );
  return {
    counts,
    byAgent: Object.fromEntries(byAgent),
    deliveredEver: totals.get('delivered') ?? 0,
    repeats: totals.get('repeats') ?? 0,
    lastDeliveredAt: totals.get('last_delivered_at') ?? null,
  };
}
