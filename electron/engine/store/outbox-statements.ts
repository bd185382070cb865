/** The outbox's SQL. */
import type { OutboxState, SyncRule } from '../../../shared/domain/index.ts';
import type { Db } from './database.ts';
import type { Condition } from './filter-sql.ts';

export type OutboxStatements = ReturnType<typeof outboxStatements>;

interface Held {
  readonly agentId: number;
  readonly state: OutboxState;
  readonly unsure: number;
  readonly accepted: string | null;
  readonly reason: string | null;
}

export function outboxStatements(db: Db) {
  return {
    get: db.prepare<[number], Held>(
      'SELECT agent_id AS agentId, state, unsure, accepted, reason FROM outbox WHERE exchange_seq = ?',
    ),
    insert: db.prepare(
      `INSERT INTO outbox (exchange_seq, agent_id, state, reason, tries, repeats, unsure, changed_at)
       VALUES (?, ?, ?, ?, 0, 0, 0, ?)`,
    ),
    move: db.prepare('UPDATE outbox SET agent_id = ? WHERE exchange_seq = ?'),
    drop: db.prepare('DELETE FROM outbox WHERE exchange_seq = ?'),
    claim: db.prepare(
      `UPDATE outbox SET state = 'sending', tries = tries + 1, repeats = repeats + unsure, unsure = 0, size_bytes = ?,
       changed_at = ? WHERE exchange_seq = ?`,
    ),
    change: db.prepare(
      'UPDATE outbox SET state = ?, reason = ?, unsure = ?, accepted = ?, changed_at = ? WHERE exchange_seq = ?',
    ),
    seqsIn: db.prepare<[OutboxState], number>('SELECT exchange_seq FROM outbox WHERE state = ? ORDER BY 1').pluck(),
    count: db.prepare(
      `INSERT INTO outbox_counts (agent_id, state, count) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET count = count + excluded.count`,
    ),
    dropEmpty: db.prepare('DELETE FROM outbox_counts WHERE count = 0'),
    addTotal: db.prepare(
      'INSERT INTO outbox_totals (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value',
    ),
    setTotal: db.prepare(
      'INSERT INTO outbox_totals (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    ),
  };
}

/** Whether the rule lets the exchange go whose seq stands in `column`. Its time counts when it enters only. */
export function ruleCondition(rule: SyncRule | null, column: string): Condition {
  switch (rule?.scope) {
    case undefined:
      return { sql: '0', values: [] };
    case 'all':
      return { sql: '1', values: [] };
    case 'collections':
      return {
        sql: `EXISTS (SELECT 1 FROM exchanges x JOIN agents a ON a.id = x.agent_id
          WHERE x.seq = ${column} AND a.name IN (SELECT value FROM json_each(?)))`,
        values: [JSON.stringify(rule?.collections ?? [])],
      };
    case 'violations':
      return {
        sql: `EXISTS (SELECT 1 FROM exchanges x WHERE x.seq = ${column} AND x.verdict <> 'allow')`,
        values: [],
      };
  }
}
