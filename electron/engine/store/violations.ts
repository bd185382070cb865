/** Violations: findings on which a policy acted, grouped as a person goes through them. */
import type {
  Severity,
  VerdictKind,
  Violation,
  ViolationGroup,
  ViolationStatus,
} from '../../../shared/domain/index.ts';
import { VIOLATION_STATUSES, verdictRank } from '../../../shared/domain/index.ts';
import type { ListViolations, ViolationPage } from '../../../shared/rpc/engine-api.ts';
import type { Db } from './database.ts';
import { type Condition, allOf } from './filter-sql.ts';
import { worst } from './rows.ts';

const FROM = 'findings f JOIN exchanges e ON e.seq = f.exchange_seq JOIN agents a ON a.id = e.agent_id';
const GROUP_COLUMN = { policy: `ifnull(f.policy, '')`, rule: 'f.rule', agent: 'a.name' } as const;

interface RawGroup {
  readonly key: string;
  readonly agent: string;
  readonly action: VerdictKind;
  readonly severity: Severity;
  readonly count: number;
  readonly lastAt: number;
}

export function readViolations(db: Db, query: ListViolations): ViolationPage {
  const { status, groupBy, agent, exchangeId, group, limit } = query;
  const column = GROUP_COLUMN[groupBy];
  const where: Condition[] = [];
  if (agent !== undefined) where.push({ sql: 'a.name = ?', values: [agent] });
  if (exchangeId !== undefined) where.push({ sql: 'e.id = ?', values: [exchangeId] });
  const counts = allOf([{ sql: 'f.status IS NOT NULL', values: [] }, ...where]);
  const groups = allOf([{ sql: 'f.status = ?', values: [status] }, ...where]);
  const members = group === undefined ? groups : allOf([groups, { sql: `${column} = ?`, values: [group] }]);
  return {
    counts: countByStatus(db, counts),
    groups: foldGroups(
      db
        .prepare<unknown[], RawGroup>(
          `SELECT ${column} AS key, a.name AS agent, f.action, f.severity, count(*) AS count,
           max(e.started_at) AS lastAt FROM ${FROM} WHERE ${groups.sql} GROUP BY 1, 2, 3, 4`,
        )
        .all(...groups.values),
    ),
    violations: db
      .prepare<unknown[], Violation>(
        `SELECT f.id, e.id AS exchangeId, e.seq AS exchangeSeq, e.started_at AS at, a.name AS agent, f.type, f.rule,
         ifnull(f.policy, '') AS policy, f.action, f.severity, f.confidence, f.side, f.role, f.pointer, f.start,
         f."end", f.view, f.evidence, f.status FROM ${FROM} WHERE ${members.sql} ORDER BY f.id DESC LIMIT ?`,
      )
      .all(...members.values, limit),
  };
}

function countByStatus(db: Db, { sql, values }: Condition): Record<ViolationStatus, number> {
  const found = db
    .prepare<unknown[], { status: ViolationStatus; count: number }>(
      `SELECT f.status, count(*) AS count FROM ${FROM} WHERE ${sql} GROUP BY f.status`,
    )
    .all(...values);
  const count = (status: ViolationStatus) => found.find((row) => row.status === status)?.count ?? 0;
  return Object.fromEntries(VIOLATION_STATUSES.map((status) => [status, count(status)])) as Record<
    ViolationStatus,
    number
  >;
}

/** Most recent group first; each with its strictest action and worst severity. */
function foldGroups(rows: readonly RawGroup[]): ViolationGroup[] {
  const byKey = Map.groupBy(rows, ({ key }) => key);
  const groups = [...byKey].map(([key, members]): ViolationGroup => {
    const strictest = members.reduce((a, b) => (verdictRank(b.action) > verdictRank(a.action) ? b : a));
    return {
      key,
      count: members.reduce((sum, { count }) => sum + count, 0),
      action: strictest.action,
      severity: worst(members.map(({ severity }) => severity)) ?? strictest.severity,
      agents: new Set(members.map(({ agent }) => agent)).size,
      lastAt: Math.max(...members.map(({ lastAt }) => lastAt)),
    };
  });
  return groups.sort((a, b) => b.lastAt - a.lastAt || b.count - a.count);
}
