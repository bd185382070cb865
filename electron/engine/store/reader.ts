/** Everything a window asks of what is stored. Synchronous; lives on the reader's thread. Sees what is committed. */
import { zstdDecompressSync } from 'node:zlib';

import type {
  CollectionSummary,
  ExchangeDetail,
  OutboxEntry,
  OutboxMark,
  OutboxTotals,
  StoredFinding,
  Totals,
} from '../../../shared/domain/index.ts';
import { unreachable } from '../../../shared/errors.ts';
import type { EngineApi, ExchangePage, ListExchanges } from '../../../shared/rpc/engine-api.ts';
import type { ListOutbox, OutboxPage } from '../../../shared/rpc/sync-api.ts';
import type { ConversationReader } from '../dialects/index.ts';
import { NO_MESSAGE, decodeContent } from './bodies.ts';
import { readCollection } from './collection-detail.ts';
import type { Db } from './database.ts';
import { type Condition, allOf, compileFilter, likePattern } from './filter-sql.ts';
import { readOutbox, readOutboxEntry, readOutboxMarks, readOutboxTotals } from './outbox-views.ts';
import type { ReaderCalls } from './protocol.ts';
import { ROW_FROM, ROW_SELECT, type RawRow, toRow } from './rows.ts';
import type { StoredExchange } from './store.ts';
import { Summaries } from './summaries.ts';
import { readViolations } from './violations.ts';

/** Counting stops here: nobody reads a larger number, and the whole table would have to be looked at. */
const COUNT_CAP = 10_000;
const SUGGESTIONS = 20;
const EXPORT_PAGE = 200;
/** Of bodies in one answer of readStored: what the caller's thread copies at once. */
const READ_CHARS = 2_000_000;
/** Values are suggested from the newest rows only, so that the answer comes at once however much is stored. */
const SUGGEST_ROWS = 5_000;

type SuggestKey = Parameters<EngineApi['suggestValues']>[0]['key'];
type Query<Name extends keyof ReaderCalls> = ReaderCalls[Name];

export class Reader implements Omit<ReaderCalls, 'release'> {
  readonly #db: Db;
  readonly #readConversation: ConversationReader;
  readonly #summaries: Summaries;
  readonly #byId;
  readonly #atOnce: (id: string) => StoredExchange | null;
  #pack: { readonly id: number; readonly data: Buffer } | null = null;

  constructor(db: Db, readConversation: ConversationReader) {
    this.#db = db;
    this.#readConversation = readConversation;
    this.#summaries = new Summaries(db);
    this.#atOnce = db.transaction((id: string) => this.#read(id));
    this.#byId = db.prepare<[string], RawRow & { packId: number | null; packStart: number; packLength: number }>(
      `SELECT ${ROW_SELECT}, e.pack_id AS packId, e.pack_start AS packStart, e.pack_length AS packLength
       FROM ${ROW_FROM} WHERE e.id = ?`,
    );
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
    const stored = this.stored(id);
    if (stored === null) return null;
    const { row, request, response } = stored;
    const contentType = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
    const target = { method: row.method, path: row.path, contentType };
    return { ...stored, conversation: this.#readConversation(row.dialect, target, request.body, response.body) };
  }

  /**
   * Everything that matches, in ascending seq, as it was when the first one was asked for or later. Each page is a read
   * of its own, so that a slow taker does not keep the writer's log from being folded in.
   */
  *exchanges(filter: string): Generator<StoredExchange> {
    const last = this.#db.prepare('SELECT max(seq) FROM exchanges').pluck().get() as number | null;
    let after = 0;
    for (let hasMore = last !== null; hasMore;) {
      const page = this.listExchanges({ filter, after, limit: EXPORT_PAGE });
      for (const { id, seq } of page.rows) {
        after = seq;
        if (seq > (last ?? 0)) return;
        const stored = this.stored(id);
        if (stored !== null) yield stored;
      }
      hasMore = page.hasMore;
    }
  }

  readStored({ before, agent, limit }: Parameters<Query<'readStored'>>[0]): StoredExchange[] {
    const { rows } = this.listExchanges({ filter: '', before, agent, limit });
    const stored: StoredExchange[] = [];
    let characters = 0;
    for (const { id } of rows.toReversed()) {
      const exchange = this.stored(id);
      if (exchange === null) continue;
      stored.push(exchange);
      characters += (exchange.request.body?.length ?? 0) + (exchange.response.body?.length ?? 0);
      if (characters > READ_CHARS) break;
    }
    return stored;
  }

  countUnstopped({ since }: { since: number }): { stopped: number; total: number } {
    return this.#db
      .prepare<[number], { stopped: number; total: number }>(
        `SELECT count(*) AS total, count(*) FILTER (WHERE verdict IN ('block', 'warn')) AS stopped
         FROM exchanges WHERE started_at >= ? AND mode = 'log'`,
      )
      .get(since)!;
  }

  /** null: unknown id. */
  stored(id: string): StoredExchange | null {
    // One moment for the row and what belongs to it: retention may take all of it, never a part.
    return this.#atOnce(id);
  }

  #read(id: string): StoredExchange | null {
    const raw = this.#byId.get(id);
    if (raw === undefined) return null;
    const row = toRow(raw);
    const pack = raw.packId === null ? null : this.#unpacked(raw.packId);
    const content =
      pack === null
        ? { verdict: null, akto: null, request: { ...NO_MESSAGE, sizeBytes: row.requestBytes }, response: NO_MESSAGE }
        : decodeContent(pack.subarray(raw.packStart, raw.packStart + raw.packLength));
    return { row, ...content, findings: row.findings === 0 ? [] : this.#findings(row.seq) };
  }

  /** The last pack is kept: neighbours share it, and both a person and an export go from one to the next. */
  #unpacked(id: number): Buffer | null {
    if (this.#pack?.id !== id) {
      const data = this.#db.prepare('SELECT data FROM packs WHERE id = ?').pluck().get(id) as Buffer | undefined;
      this.#pack = data === undefined ? null : { id, data: zstdDecompressSync(data) };
    }
    return this.#pack?.data ?? null;
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

  outboxTotals(): OutboxTotals {
    return this.#db.transaction(() => readOutboxTotals(this.#db))();
  }

  listOutbox(query: ListOutbox): OutboxPage {
    return this.#db.transaction(() => readOutbox(this.#db, query))();
  }

  outboxMarks(seqs: readonly number[]): OutboxMark[] {
    return readOutboxMarks(this.#db, seqs);
  }

  outboxEntry(seq: number): OutboxEntry | null {
    return readOutboxEntry(this.#db, seq);
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
