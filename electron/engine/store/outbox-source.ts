/** The outbox as the sender reads it, on a connection of its own. Sees what is committed. */
import { readConversation } from '../dialects/index.ts';
import { openForReading } from './database.ts';
import { LANES } from './outbox.ts';
import { Reader } from './reader.ts';
import type { StoredExchange } from './store.ts';

export interface OutboxSource {
  /** How many wait in a lane, counted up to `most`, and since when (Unix ms) the first of them does. */
  waiting(lane: number, most: number): { readonly count: number; readonly oldest: number | null };
  /** What waits in a lane, in order, each read when it is asked for. */
  queued(lane: number, limit: number): Iterable<StoredExchange>;
  close(): void;
}

/** Throws SluiceError as openReadOnly does. */
export function openOutbox(folder: string): OutboxSource {
  const db = openForReading(folder);
  const reader = new Reader(db, readConversation);
  const inLane = `FROM outbox o WHERE o.state = 'queued' AND o.agent_id % ${LANES} = ? ORDER BY o.exchange_seq LIMIT ?`;
  const waiting = db.prepare<[number, number], { count: number; oldest: number | null }>(
    `SELECT count(*) AS count, min(at) AS oldest FROM (SELECT o.changed_at AS at ${inLane})`,
  );
  const queued = db
    .prepare<[number, number], string>(`SELECT (SELECT id FROM exchanges WHERE seq = o.exchange_seq) ${inLane}`)
    .pluck();
  return {
    waiting: (lane, most) => waiting.get(lane, most) ?? { count: 0, oldest: null },
    *queued(lane, limit) {
      for (const id of queued.all(lane, limit)) {
        const exchange = reader.stored(id);
        if (exchange !== null) yield exchange;
      }
    },
    close: () => {
      db.close();
    },
  };
}
