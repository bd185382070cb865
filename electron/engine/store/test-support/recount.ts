/** The invariant of counters.ts, checked the slow way: every derived number, computed anew from what is stored. */
import type { Db } from '../database.ts';
import { openForReading } from '../database.ts';

const VERDICT_SUMS = ['allow', 'alert', 'warn', 'mask', 'block']
  .map((kind) => `sum(ifnull(e.verdict = '${kind}', 0)) AS "${kind}"`)
  .join(', ');
const ERRORS = `sum(e.state <> 'blocked' AND (e.state IN ('upstream-error', 'interrupted') OR ifnull(e.status, 0) >= 400))`;
const HOUR = '(e.started_at / 3600000) * 3600000';
const PATH = `iif(instr(e.path, '?') = 0, e.path, substr(e.path, 1, instr(e.path, '?') - 1))`;
const USAGE = `sum(ifnull(e.input_tokens, 0)) AS input_tokens, sum(ifnull(e.output_tokens, 0)) AS output_tokens,
  sum(ifnull(e.cost_nano, 0)) AS cost_nano, count(e.cost_nano) AS priced`;
const NO_USAGE = '0 AS input_tokens, 0 AS output_tokens, 0 AS cost_nano, 0 AS priced';

const numbers = (key: string) => `SELECT ${key} AS agent_id, count(*) AS exchanges, ${VERDICT_SUMS},
  (SELECT count(*) FROM findings f JOIN exchanges x ON x.seq = f.exchange_seq
   WHERE f.status = 'open' AND (${key} = 0 OR x.agent_id = ${key})) AS open_violations,
  ${ERRORS} AS errors, ${USAGE}
  FROM exchanges e GROUP BY 1`;

const DERIVED: Readonly<Record<string, { readonly kept: string; readonly recount: string }>> = {
  agents: {
    kept: 'SELECT id, source, first_seen_at, last_seen_at FROM agents ORDER BY id',
    recount: `SELECT e.agent_id AS id,
      (SELECT agent_source FROM exchanges WHERE agent_id = e.agent_id ORDER BY seq DESC LIMIT 1) AS source,
      (SELECT started_at FROM exchanges WHERE agent_id = e.agent_id ORDER BY seq LIMIT 1) AS first_seen_at,
      (SELECT started_at FROM exchanges WHERE agent_id = e.agent_id ORDER BY seq DESC LIMIT 1) AS last_seen_at
      FROM exchanges e GROUP BY 1 ORDER BY 1`,
  },
  counters: {
    kept: 'SELECT * FROM counters WHERE exchanges > 0 ORDER BY agent_id',
    recount: `${numbers('0')} UNION ALL ${numbers('e.agent_id')} ORDER BY 1`,
  },
  hours: {
    kept: 'SELECT * FROM hours ORDER BY agent_id, hour',
    recount: `SELECT 0 AS agent_id, ${HOUR} AS hour, count(*) AS exchanges, ${VERDICT_SUMS} FROM exchanges e GROUP BY 1, 2
      UNION ALL SELECT e.agent_id, ${HOUR}, count(*), ${VERDICT_SUMS} FROM exchanges e GROUP BY 1, 2 ORDER BY 1, 2`,
  },
  tallies: {
    kept: 'SELECT kind, agent_id, name, count, input_tokens, output_tokens, cost_nano, priced FROM tallies ORDER BY 1, 2, 3',
    recount: `SELECT 'endpoint' AS kind, e.agent_id, e.method || ' ' || ${PATH} AS name, count(*) AS count,
        ${NO_USAGE} FROM exchanges e GROUP BY 1, 2, 3
      UNION ALL SELECT 'ingress', e.agent_id, e.ingress, count(*), ${NO_USAGE} FROM exchanges e GROUP BY 1, 2, 3
      UNION ALL SELECT 'model', e.agent_id, ifnull(e.model, ''), count(*), ${USAGE} FROM exchanges e GROUP BY 1, 2, 3
      UNION ALL SELECT 'rule', e.agent_id, f.rule, count(*), ${NO_USAGE}
        FROM findings f JOIN exchanges e ON e.seq = f.exchange_seq GROUP BY 1, 2, 3
      ORDER BY 1, 2, 3`,
  },
  findings: {
    kept: 'SELECT seq, findings FROM exchanges ORDER BY seq',
    recount:
      'SELECT seq, (SELECT count(*) FROM findings WHERE exchange_seq = seq) AS findings FROM exchanges ORDER BY seq',
  },
  packs: {
    kept: 'SELECT id, members FROM packs ORDER BY id',
    recount: 'SELECT pack_id AS id, count(*) AS members FROM exchanges WHERE pack_id IS NOT NULL GROUP BY 1 ORDER BY 1',
  },
  outbox: {
    kept: 'SELECT agent_id, state, count FROM outbox_counts ORDER BY 1, 2',
    recount: `SELECT e.agent_id, o.state, count(*) AS count FROM outbox o JOIN exchanges e ON e.seq = o.exchange_seq
      GROUP BY 1, 2 ORDER BY 1, 2`,
  },
  orphans: {
    kept: 'SELECT 0 AS findings',
    recount: 'SELECT count(*) AS findings FROM findings WHERE exchange_seq NOT IN (SELECT seq FROM exchanges)',
  },
};

/** Both sides of the invariant: `expect(kept).toEqual(recounted)`. */
export function recount(db: Db): { kept: Record<string, unknown>; recounted: Record<string, unknown> } {
  const read = (side: 'kept' | 'recount') =>
    Object.fromEntries(Object.entries(DERIVED).map(([name, queries]) => [name, db.prepare(queries[side]).all()]));
  return { kept: read('kept'), recounted: read('recount') };
}

/** Of a closed or running store. */
export function recountFolder(folder: string): ReturnType<typeof recount> {
  const db = openForReading(folder);
  try {
    return recount(db);
  } finally {
    db.close();
  }
}
