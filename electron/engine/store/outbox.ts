/**
 * The outbox, written: which exchanges are to be delivered to Akto and what became of each. Every change stands in a
 * transaction of the store's one writer, so that it is there, or not, together with what caused it.
 *
 * Invariant: outbox_counts is the number of rows of outbox by agent and state.
 */
import type { ExchangeRow, OutboxMark, OutboxState, OutboxView, SyncRule } from '../../../shared/domain/index.ts';
import type { Db } from './database.ts';
import { type OutboxStatements, outboxStatements, ruleCondition } from './outbox-statements.ts';

/** Collections are spread over so many lanes. Each lane is delivered in order, so that each collection is. */
export const LANES = 4;

/** What the sender asks of the outbox. */
export type OutboxOrder =
  /** Before a batch goes out. Answers with those that may go: still queued. */
  | { readonly kind: 'claim'; readonly entries: readonly { readonly seq: number; readonly sizeBytes: number }[] }
  /** What became of a batch. */
  | {
      readonly kind: 'settle';
      readonly delivered: readonly number[];
      readonly rejected: readonly OutboxRejection[];
      /** Back into the queue. */
      readonly again: readonly OutboxReturn[];
    }
  /** The sender died: what it was sending may have arrived. */
  | { readonly kind: 'recover' }
  /** From now on these enter; null: none do. What waits is paused or goes on accordingly. */
  | { readonly kind: 'rule'; readonly rule: SyncRule | null }
  /** What ended before and is in no state, or left out, enters if the rule says so; a chunk a call. */
  | { readonly kind: 'backfill'; readonly after: number }
  /** `seqs` null: all that are rejected. */
  | { readonly kind: 'retry'; readonly seqs: readonly number[] | null }
  /** Never to be delivered; the exchanges stay. */
  | { readonly kind: 'discard'; readonly view: OutboxView; readonly seqs: readonly number[] | null };

export interface OutboxRejection {
  readonly seq: number;
  readonly reason: string;
  /** Numbers of its records that were acknowledged all the same. */
  readonly accepted: readonly number[];
}

export interface OutboxReturn extends OutboxRejection {
  /** It may have arrived. */
  readonly unsure: boolean;
}

export interface OutboxAnswer {
  /** Of a claim: what may go, and which of its records went before. */
  readonly claimed: readonly { readonly seq: number; readonly accepted: readonly number[] }[];
  readonly changed: number;
  /** Of a backfill: where the next call goes on; null at the end. */
  readonly next: number | null;
}

export const DISCARDED = 'taken out by hand';
const DIED = 'Sluice was cut off while sending it';
/** Rows looked at in one transaction of a backfill. */
const BACKFILL_ROWS = 2_000;

export class Outbox {
  readonly #db: Db;
  readonly #statements: OutboxStatements;
  #rule: SyncRule | null = null;
  #collections: ReadonlySet<string> = new Set();
  #deltas = new Map<string, number>();
  #marks: OutboxMark[] = [];
  #touched = false;

  constructor(db: Db) {
    this.#db = db;
    this.#statements = outboxStatements(db);
  }

  /** Before any exchange ends. */
  setRule(rule: SyncRule | null): void {
    this.#rule = rule;
    this.#collections = new Set(rule?.collections ?? []);
  }

  get rule(): SyncRule | null {
    return this.#rule;
  }

  /** An exchange ended: in its transaction. */
  enter(row: ExchangeRow, agentId: number): void {
    const rule = this.#rule;
    if (rule === null || row.startedAt < rule.since) return;
    const leftOut = this.#whyLeftOut(row, rule);
    const state = leftOut === null ? 'queued' : 'left-out';
    this.#statements.insert.run(row.seq, agentId, state, leftOut, Date.now());
    this.#count(agentId, state, 1);
    this.#mark(row.seq, state);
  }

  #whyLeftOut(row: ExchangeRow, rule: SyncRule): string | null {
    switch (rule.scope) {
      case 'all':
        return null;
      case 'collections':
        return this.#collections.has(row.agent) ? null : 'its collection is not synced';
      case 'violations':
        return row.verdict === null || row.verdict === 'allow' ? 'no violation' : null;
    }
  }

  /** The exchange belongs to another agent now. */
  move(seq: number, agentId: number): void {
    const held = this.#statements.get.get(seq);
    if (held === undefined || held.agentId === agentId) return;
    this.#statements.move.run(agentId, seq);
    this.#count(held.agentId, held.state, -1);
    this.#count(agentId, held.state, 1);
  }

  /** The exchange is removed. */
  drop(seq: number): void {
    const held = this.#statements.get.get(seq);
    if (held === undefined) return;
    this.#statements.drop.run(seq);
    this.#count(held.agentId, held.state, -1);
  }

  /** What was on its way when the last engine died may have arrived. Call inside a transaction. */
  recover(): void {
    for (const seq of this.#statements.seqsIn.all('sending')) {
      this.#change(seq, this.#waitingState(seq), DIED, { unsure: true });
    }
  }

  /** Inside a transaction. */
  perform(order: OutboxOrder): OutboxAnswer {
    const done = { claimed: [], changed: 0, next: null } satisfies OutboxAnswer;
    switch (order.kind) {
      case 'claim':
        return { ...done, claimed: this.#claim(order.entries) };
      case 'settle':
        return { ...done, changed: this.#settle(order) };
      case 'recover':
        this.recover();
        return done;
      case 'rule':
        this.setRule(order.rule);
        return { ...done, changed: this.applyRule() };
      case 'backfill':
        return this.#backfill(order.after);
      case 'retry': {
        const rejected = (order.seqs ?? this.#statements.seqsIn.all('rejected')).filter(
          (seq) => this.#statements.get.get(seq)?.state === 'rejected',
        );
        for (const seq of rejected) this.#change(seq, this.#waitingState(seq), null, {});
        return { ...done, changed: rejected.length };
      }
      case 'discard':
        return { ...done, changed: this.#discard(order) };
    }
  }

  #claim(entries: readonly { readonly seq: number; readonly sizeBytes: number }[]): OutboxAnswer['claimed'] {
    const claimed: { seq: number; accepted: readonly number[] }[] = [];
    let repeats = 0;
    for (const { seq, sizeBytes } of entries) {
      const held = this.#statements.get.get(seq);
      if (held?.state !== 'queued') continue;
      repeats += held.unsure;
      this.#statements.claim.run(sizeBytes, Date.now(), seq);
      this.#count(held.agentId, 'queued', -1);
      this.#count(held.agentId, 'sending', 1);
      this.#mark(seq, 'sending');
      claimed.push({ seq, accepted: held.accepted === null ? [] : (JSON.parse(held.accepted) as number[]) });
    }
    if (repeats > 0) this.#statements.addTotal.run('repeats', repeats);
    return claimed;
  }

  #settle({ delivered, rejected, again }: Extract<OutboxOrder, { kind: 'settle' }>): number {
    let arrived = 0;
    for (const seq of delivered) arrived += this.#change(seq, 'delivered', null, {});
    if (arrived > 0) {
      this.#statements.addTotal.run('delivered', arrived);
      this.#statements.setTotal.run('last_delivered_at', Date.now());
    }
    let changed = arrived;
    for (const { seq, reason, accepted } of rejected) changed += this.#change(seq, 'rejected', reason, { accepted });
    for (const { seq, reason, ...more } of again) changed += this.#change(seq, this.#waitingState(seq), reason, more);
    return changed;
  }

  /** Sync may have been switched off for it since it was taken. */
  #waitingState(seq: number): 'queued' | 'paused' {
    const { sql, values } = ruleCondition(this.#rule, 'o.exchange_seq');
    const may = this.#db
      .prepare(`SELECT ${sql} FROM outbox o WHERE o.exchange_seq = ?`)
      .pluck()
      .get(...values, seq);
    return may === 1 ? 'queued' : 'paused';
  }

  #change(
    seq: number,
    state: OutboxState,
    /** undefined: as it was. */
    reason: string | null | undefined,
    more: { unsure?: boolean; accepted?: readonly number[] },
  ): number {
    const held = this.#statements.get.get(seq);
    if (held === undefined) return 0;
    const unsure = Math.max(held.unsure, Number(more.unsure ?? false));
    const accepted = more.accepted === undefined || more.accepted.length === 0 ? null : JSON.stringify(more.accepted);
    this.#statements.change.run(
      state,
      reason === undefined ? held.reason : reason,
      unsure,
      accepted ?? held.accepted,
      Date.now(),
      seq,
    );
    this.#count(held.agentId, held.state, -1);
    this.#count(held.agentId, state, 1);
    this.#mark(seq, state);
    return 1;
  }

  /** Pauses what waits and may not go at present, and lets go on what may. */
  applyRule(): number {
    const { sql, values } = ruleCondition(this.#rule, 'exchange_seq');
    const changes = [
      this.#db.prepare<unknown[], { seq: number }>(
        `SELECT exchange_seq AS seq FROM outbox WHERE state = 'queued' AND NOT (${sql})`,
      ),
      this.#db.prepare<unknown[], { seq: number }>(
        `SELECT exchange_seq AS seq FROM outbox WHERE state = 'paused' AND ${sql}`,
      ),
    ].map((statement, index) => ({ rows: statement.all(...values), state: (['paused', 'queued'] as const)[index] }));
    let changed = 0;
    for (const { rows, state } of changes) {
      for (const { seq } of rows) changed += this.#change(seq, state ?? 'paused', undefined, {});
    }
    return changed;
  }

  #backfill(after: number): OutboxAnswer {
    const none = { claimed: [], changed: 0, next: null };
    if (this.#rule === null) return none;
    const { sql, values } = ruleCondition(this.#rule, 'e.seq');
    const seqs = this.#db
      .prepare<unknown[], { seq: number; agentId: number }>(
        `SELECT e.seq, e.agent_id AS agentId FROM exchanges e WHERE e.seq > ? ORDER BY e.seq LIMIT ${BACKFILL_ROWS}`,
      )
      .all(after);
    const last = seqs.at(-1);
    if (last === undefined) return none;
    const wanted = this.#db
      .prepare<unknown[], { seq: number; agentId: number; state: OutboxState | null }>(
        `SELECT e.seq, e.agent_id AS agentId, o.state FROM exchanges e LEFT JOIN outbox o ON o.exchange_seq = e.seq
         WHERE e.seq > ? AND e.seq <= ? AND e.state <> 'open' AND e.started_at >= ?
         AND (o.state IS NULL OR o.state = 'left-out') AND ${sql}`,
      )
      .all(after, last.seq, this.#rule.since, ...values);
    for (const { seq, agentId, state } of wanted) {
      if (state !== null) {
        this.#change(seq, 'queued', null, {});
        continue;
      }
      this.#statements.insert.run(seq, agentId, 'queued', null, Date.now());
      this.#count(agentId, 'queued', 1);
      this.#mark(seq, 'queued');
    }
    return { claimed: [], changed: wanted.length, next: last.seq };
  }

  #discard({ view, seqs }: Extract<OutboxOrder, { kind: 'discard' }>): number {
    // What is being sent cannot be called back.
    const states: readonly OutboxState[] = view === 'rejected' ? ['rejected'] : ['queued', 'paused'];
    const chosen = seqs ?? states.flatMap((state) => this.#statements.seqsIn.all(state));
    const mine = chosen.filter((seq) => states.includes(this.#statements.get.get(seq)?.state ?? 'sending'));
    for (const seq of mine) this.#change(seq, 'left-out', DISCARDED, {});
    return mine.length;
  }

  #count(agentId: number, state: OutboxState, by: number): void {
    const key = `${agentId} ${state}`;
    this.#deltas.set(key, (this.#deltas.get(key) ?? 0) + by);
    this.#touched = true;
  }

  #mark(seq: number, state: OutboxState): void {
    this.#marks.push([seq, state]);
  }

  /** Writes the counts, at the end of the transaction. */
  apply(): void {
    for (const [key, by] of this.#deltas) {
      if (by === 0) continue;
      const [agentId, state] = key.split(' ');
      this.#statements.count.run(Number(agentId), state, by);
    }
    if (this.#deltas.size > 0) this.#statements.dropEmpty.run();
    this.#deltas.clear();
  }

  /** What the transaction changed; null for nothing. Call once it is committed. */
  take(): OutboxMark[] | null {
    const marks = this.#touched ? this.#marks : null;
    this.forget();
    return marks;
  }

  /** The transaction was not committed. */
  forget(): void {
    this.#marks = [];
    this.#deltas.clear();
    this.#touched = false;
  }
}
