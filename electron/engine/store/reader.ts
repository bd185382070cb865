/** Everything a window asks of what is stored. Synchronous; lives on the reader's thread. Sees what is committed. */
import type { CollectionSummary, ExchangeDetail, StoredFinding, Totals } from '../../../shared/domain/index.ts';
import { unreachable } from '../../../shared/errors.ts';
import type { EngineApi, ExchangePage, ListExchanges } from '../../../shared/rpc/engine-api.ts';
import type { ConversationReader } from '../dialects/index.ts';
import { NO_MESSAGE, readPacked } from './bodies.ts';
import { readCollection } from './collection-detail.ts';
import type { Db } from './database.ts';
import { type Condition, allOf, compileFilter, likePattern } from './filter-sql.ts';
import type { ReaderCalls } from './protocol.ts';
import { ROW_FROM, ROW_SELECT, type RawRow, toRow } from './rows.ts';
import { Summaries } from './summaries.ts';
import { readViolations } from './violations.ts';

/** Counting stops here: nobody reads a larger number, and the whole table would have to be looked at. */
const COUNT_CAP = 10_000;
const SUGGESTIONS = 20;
/** Values are suggested from the newest rows only, so that the answer comes at once however much is stored. */
const SUGGEST_ROWS = 5_000;

type SuggestKey = Parameters<EngineApi['suggestValues']>[0]['key'];
type Query<Name extends keyof ReaderCalls> = ReaderCalls[Name];

export class Reader implements Omit<ReaderCalls, 'release'> {
  readonly #db: Db;
  readonly #readConversation: ConversationReader;
  readonly #summaries: Summaries;

  constructor(db: Db, readConversation: ConversationReader) {
    this.#db = db;
    this.#readConversation = readConversation;
    this.#summaries = new Summaries(db);
  }

  listExchanges({ filter, agent, before, after, limit }: ListExchanges): ExchangePage {
    const conditions = [this.#filter(filter, agent)];
    if (before !== undefined) conditions.push({ sql: 'e.seq < ?', values: [before] });
    if (after !== undefined) conditions.push({ sql: 'e.seq > ?', values: [after] });
    const { sql, values } = allOf(conditions);
    const forward = after !== undefined && before === undefined;
    const rows = this.#db
      .prepare<unknown[], RawRow>(
        `SELECT ${ROW_SELECT} FROM ${ROW_FROM} WHERE ${sql} ORDER BY e.seq ${forward ? 'ASC' : 'DESC'} LIMIT ?`,
      )
      .all(...values, limit + 1);
    const page = rows.slice(0, limit).map(toRow);
    return { rows: forward ? page : page.toReversed(), hasMore: rows.length > limit };
  }

  countExchanges({ filter, agent }: { filter: string; agent?: string | undefined }): {
    count: number;
    capped: boolean;
    total: number;
  } {
    const { exchanges: total } = this.#summaries.totals(Date.now());
    const condition = this.#filter(filter, agent);
    if (filter.trim() === '') {
      const known = agent === undefined ? total : this.#summaries.byName(agent, Date.now())?.summary.exchanges;
      return { count: known ?? 0, capped: false, total };
    }
    const count = this.#db
      .prepare(`SELECT count(*) FROM (SELECT 1 FROM ${ROW_FROM} WHERE ${condition.sql} LIMIT ${COUNT_CAP + 1})`)
      .pluck()
      .get(...condition.values) as number;
    return { count: Math.min(count, COUNT_CAP), capped: count > COUNT_CAP, total };
  }

  getExchange(id: string): ExchangeDetail | null {
    const raw = this.#db
      .prepare<[string], RawRow & { packId: number | null; packStart: number; packLength: number }>(
        `SELECT ${ROW_SELECT}, e.pack_id AS packId, e.pack_start AS packStart, e.pack_length AS packLength
         FROM ${ROW_FROM} WHERE e.id = ?`,
      )
      .get(id);
    if (raw === undefined) return null;
    const { packId, packStart, packLength } = raw;
    const row = toRow(raw);
    const data =
      packId === null ? undefined : this.#db.prepare('SELECT data FROM packs WHERE id = ?').pluck().get(packId);
    const content =
      data === undefined
        ? { verdict: null, request: { ...NO_MESSAGE, sizeBytes: row.requestBytes }, response: NO_MESSAGE }
        : readPacked(data as Buffer, packStart, packLength);
    const contentType = content.request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
    const findings = row.findings === 0 ? [] : this.#findings(row.seq);
    const { request, response } = content;
    return {
      row,
      ...content,
      findings,
      conversation: this.#readConversation(
        row.dialect,
        { method: row.method, path: row.path, contentType },
        request.body,
        response.body,
      ),
    };
  }

  #findings(seq: number): StoredFinding[] {
    return this.#db
      .prepare<[number], StoredFinding>(
        `SELECT id, type, rule, severity, confidence, side, role, pointer, start, "end", view, policy, action, evidence
         FROM findings WHERE exchange_seq = ? ORDER BY id`,
      )
      .all(seq);
  }

  listCollections(): { collections: CollectionSummary[]; totals: Totals } {
    const now = Date.now();
    // One moment for both.
    return this.#db.transaction(() => ({
      collections: this.#summaries.all(now),
      totals: this.#summaries.totals(now),
    }))();
  }

  getCollection(agent: string): ReturnType<Query<'getCollection'>> {
    return this.#db.transaction(() => readCollection(this.#db, this.#summaries, agent, Date.now()))();
  }

  listViolations(query: Parameters<Query<'listViolations'>>[0]): ReturnType<Query<'listViolations'>> {
    return this.#db.transaction(() => readViolations(this.#db, query))();
  }

  suggestValues({ key, prefix }: { key: SuggestKey; prefix: string }): string[] {
    return this.#db
      .prepare<unknown[], string>(
        `SELECT value FROM (${suggestionSource(key)}) WHERE value <> '' AND value LIKE ? ESCAPE '\\'
         GROUP BY value ORDER BY max(recent) DESC LIMIT ${SUGGESTIONS}`,
      )
      .pluck()
      .all(`${likePattern(prefix.replaceAll('*', ''))}%`);
  }

  #filter(filter: string, agent: string | undefined): Condition {
    const compiled = compileFilter(filter, Date.now());
    if (agent === undefined) return compiled;
    return allOf([{ sql: 'e.agent_id = (SELECT id FROM agents WHERE name = ?)', values: [agent] }, compiled]);
  }
}

/** A query of `value` and `recent`. Column names come from here only. */
function suggestionSource(key: SuggestKey): string {
  const newest = (table: string, column: string, order: string) =>
    `SELECT ${column} AS value, ${order} AS recent FROM ${table} ORDER BY ${order} DESC LIMIT ${SUGGEST_ROWS}`;
  switch (key) {
    case 'agent':
      return 'SELECT name AS value, last_seen_at AS recent FROM agents';
    case 'model':
    case 'path':
      return newest('exchanges', key, 'seq');
    case 'policy':
    case 'rule':
    case 'type':
      return newest('findings', key, 'id');
    default:
      return unreachable(key);
  }
}
