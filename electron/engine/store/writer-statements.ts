/** The writer's SQL. */
import type { ViolationStatus } from '../../../shared/domain/index.ts';
import { type Counted, counterStatements } from './counters.ts';
import type { Db } from './database.ts';
import { CLOSE_COLUMNS, ROW_COLUMNS, ROW_FROM, ROW_SELECT, type RawRow } from './rows.ts';

export type WriterStatements = ReturnType<typeof writerStatements>;

/** `agentId` and `packId` beside the row itself. */
export type StoredRow = RawRow & { agentId: number; packId: number | null };

export function writerStatements(db: Db) {
  // Retention never takes what waits for its delivery.
  const mayGo = `e.state <> 'open' AND NOT EXISTS
    (SELECT 1 FROM outbox o WHERE o.exchange_seq = e.seq AND o.state IN ('queued', 'sending', 'paused'))`;
  const select = `SELECT ${ROW_SELECT}, e.agent_id AS agentId, e.pack_id AS packId FROM ${ROW_FROM}`;
  return {
    counters: counterStatements(db),
    byId: db.prepare<[string], StoredRow>(`${select} WHERE e.id = ?`),
    someOpen: db.prepare<[number], StoredRow>(`${select} WHERE e.state = 'open' ORDER BY e.seq LIMIT ?`),
    oldest: db.prepare<[number], StoredRow>(`${select} WHERE ${mayGo} ORDER BY e.seq LIMIT ?`),
    olderThan: db.prepare<[number, number], StoredRow>(
      `${select} WHERE e.started_at < ? AND ${mayGo} ORDER BY e.started_at LIMIT ?`,
    ),
    findings: db.prepare<[number], Counted['findings'][number]>(
      'SELECT rule, status FROM findings WHERE exchange_seq = ?',
    ),
    violation: db.prepare<[number], { status: ViolationStatus; agentId: number }>(
      `SELECT f.status, e.agent_id AS agentId FROM findings f JOIN exchanges e ON e.seq = f.exchange_seq
       WHERE f.id = ? AND f.status IS NOT NULL`,
    ),
    insert: db.prepare(
      `INSERT INTO exchanges (${ROW_COLUMNS.join(', ')}) VALUES (?${', ?'.repeat(ROW_COLUMNS.length - 1)})`,
    ),
    close: db.prepare(`UPDATE exchanges SET ${CLOSE_COLUMNS.map((name) => `${name} = ?`).join(', ')} WHERE seq = ?`),
    move: db.prepare('UPDATE exchanges SET agent_id = ?, agent_source = ? WHERE seq = ?'),
    interrupt: db.prepare(`UPDATE exchanges SET state = 'interrupted' WHERE seq = ?`),
    drop: db.prepare('DELETE FROM exchanges WHERE seq = ?'),
    pack: db.prepare('INSERT INTO packs (id, members, data) VALUES (?, ?, ?)'),
    dropPack: db.prepare('DELETE FROM packs WHERE id = ? AND members <= ?'),
    shrinkPack: db.prepare('UPDATE packs SET members = members - ? WHERE id = ?'),
    finding: db.prepare(
      `INSERT INTO findings (exchange_seq, type, rule, severity, confidence, side, role, pointer, start, "end", view,
       policy, action, evidence, status) VALUES (?${', ?'.repeat(14)})`,
    ),
    setStatus: db.prepare('UPDATE findings SET status = ? WHERE id = ?'),
    dropFindings: db.prepare('DELETE FROM findings WHERE exchange_seq = ?'),
    meta: db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value'),
  };
}
