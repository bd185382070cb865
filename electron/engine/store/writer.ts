/**
 * The one writer: turns records into rows, content, findings and counters, a batch at a time, each batch in one
 * transaction. Synchronous; lives on the writer's thread (writer-worker.ts), or in a test.
 */
import type { CollectionSummary, ExchangeRow, SyncRule, ViolationStatus } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import { AgentTable } from './agent-table.ts';
import { encodeContent } from './bodies.ts';
import { type Counted, Tally } from './counters.ts';
import type { Db } from './database.ts';
import { Outbox, type OutboxAnswer, type OutboxOrder } from './outbox.ts';
import { PackBuilder, type PackRef } from './packs.ts';
import type { WriteRecord } from './protocol.ts';
import type { Redact } from './redaction.ts';
import { closedRow, findingValues, openRow } from './record-rows.ts';
import { closeValues, rowValues, toRow } from './rows.ts';
import type { AgentRecord, CloseRecord, CommitEvent, FindingRecord } from './store.ts';
import { Summaries } from './summaries.ts';
import { type StoredRow, type WriterStatements, writerStatements } from './writer-statements.ts';

/** One exchange as a batch found it and as it leaves it. */
interface Change {
  /** null: it arrived in this batch. */
  readonly before: Counted | null;
  row: ExchangeRow;
  /** Set when it was closed in this batch. */
  closed: { readonly content: readonly string[]; readonly findings: readonly FindingRecord[] } | null;
}

interface Entry {
  readonly row: ExchangeRow;
  readonly agentId: number;
}

interface WriterOptions {
  readonly firstSeq?: number;
  readonly watched?: () => boolean;
  /** Which exchanges enter the outbox from the first commit on. */
  readonly syncRule?: SyncRule | null;
}

/** What a commit says of itself when nobody wants to know: half of a commit's time goes into what windows show of it. */
export const UNWATCHED: CommitEvent = {
  rows: [],
  collections: [],
  totals: { exchanges: 0, verdicts: { allow: 0, alert: 0, warn: 0, mask: 0, block: 0 }, openViolations: 0, hours: [] },
};

/** Whether it says nothing for windows: {@link UNWATCHED}, also when it names what changed in the outbox. */
export function isUnwatched(event: CommitEvent): boolean {
  return event.totals === UNWATCHED.totals;
}

export class StoreWriter {
  readonly #redact: Redact;
  readonly #watched: () => boolean;
  readonly #agents: AgentTable;
  readonly #summaries: Summaries;
  readonly #statements: WriterStatements;
  readonly #outbox: Outbox;
  readonly #packs = new PackBuilder();
  readonly #begin: () => void;
  readonly #end: () => void;
  readonly #undo: () => void;
  /** As last committed. */
  readonly #open = new Map<string, Entry>();
  #nextSeq: number;
  #nextPack: number;

  /** `watched`: does anybody want to be told what a commit changed? Asked after each of them. */
  constructor(db: Db, redact: Redact, { firstSeq = 1, watched = () => true, syncRule = null }: WriterOptions = {}) {
    this.#redact = redact;
    this.#watched = watched;
    this.#agents = new AgentTable(db);
    this.#summaries = new Summaries(db);
    this.#statements = writerStatements(db);
    this.#outbox = new Outbox(db);
    this.#outbox.setRule(syncRule);
    const [begin, end, undo] = ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK'].map((sql) => db.prepare(sql));
    this.#begin = () => void begin?.run();
    this.#end = () => void end?.run();
    this.#undo = () => {
      if (db.inTransaction) undo?.run();
    };
    const highest = db.prepare('SELECT max(seq) FROM exchanges').pluck().get() as number | null;
    const floor = db.prepare(`SELECT value FROM meta WHERE key = 'next_seq'`).pluck().get() as number | undefined;
    this.#nextSeq = Math.max(firstSeq, (highest ?? 0) + 1, floor ?? 1);
    const highestPack = db.prepare('SELECT max(id) FROM packs').pluck().get() as number | null;
    const packFloor = db.prepare(`SELECT value FROM meta WHERE key = 'next_pack'`).pluck().get() as number | undefined;
    this.#nextPack = Math.max((highestPack ?? 0) + 1, packFloor ?? 1);
  }

  get nextSeq(): number {
    return this.#nextSeq;
  }

  /** Rows that are open now, as they are stored. */
  openRows(): ExchangeRow[] {
    return [...this.#open.values()].map(({ row }) => row);
  }

  /**
   * Stores all of them or, when it throws, none: an id that was there before is refused with its batch. A record of an
   * exchange that is not stored (any more), and a second end of one, change nothing.
   */
  commit(records: readonly WriteRecord[]): CommitEvent {
    const changes = new Map<string, Change>();
    let seq = this.#nextSeq;
    for (const { kind, record } of records) {
      if (kind === 'open') {
        const clean = this.#redact.open(record);
        // Whether the id is new is the UNIQUE constraint's to say: looking each one up took an eighth of the thread.
        if (changes.has(clean.id)) throw new SluiceError('internal', `Exchange ${clean.id} was opened twice.`);
        changes.set(clean.id, { before: null, row: openRow(clean, seq), closed: null });
        seq += 1;
        continue;
      }
      const change = changes.get(record.id) ?? this.#changeOf(record.id);
      if (change === null) continue;
      changes.set(record.id, change);
      if (kind === 'agent') this.#move(change, record);
      else this.#close(change, record);
    }
    return this.#store([...changes.values()], seq);
  }

  #find(id: string): Entry | null {
    const open = this.#open.get(id);
    if (open !== undefined) return open;
    const raw = this.#statements.byId.get(id);
    return raw === undefined ? null : entryOf(raw);
  }

  #changeOf(id: string): Change | null {
    const entry = this.#find(id);
    if (entry === null) return null;
    return { before: { ...entry, findings: this.#findingsOf(entry.row) }, row: entry.row, closed: null };
  }

  #findingsOf(row: ExchangeRow): Counted['findings'] {
    return row.findings === 0 ? [] : this.#statements.findings.all(row.seq);
  }

  #move(change: Change, record: AgentRecord): void {
    const { agent, agentSource } = this.#redact.agent(record);
    change.row = { ...change.row, agent, agentSource };
  }

  #close(change: Change, record: CloseRecord): void {
    if (change.row.state !== 'open') return;
    const { content, findings, marks, model, session } = this.#redact.close(record);
    change.closed = { content: encodeContent(content), findings };
    change.row = closedRow(change.row, record, { findings, marks, model, session });
  }

  #store(changes: readonly Change[], nextSeq: number): CommitEvent {
    const closing = changes.flatMap((change) => (change.closed === null ? [] : [{ change, ...change.closed }]));
    const places = new Map<Change, { pack: number; start: number; length: number }>();
    const packs = this.#packs.build(
      closing.map(({ content }) => content),
      (index, pack, start, length) => {
        const change = closing[index]?.change;
        if (change !== undefined) places.set(change, { pack, start, length });
      },
    );
    const entries: Entry[] = [];
    const event = this.#transaction((tally) => {
      for (const [index, { members, data }] of packs.entries()) {
        this.#statements.pack.run(this.#nextPack + index, members, data);
      }
      for (const change of changes) {
        const place = places.get(change);
        const ref = place === undefined ? null : { ...place, id: this.#nextPack + place.pack };
        entries.push({ row: change.row, agentId: this.#write(change, ref, tally) });
      }
      return changes.map(({ row }) => row);
    });
    for (const entry of entries) {
      if (entry.row.state === 'open') this.#open.set(entry.row.id, entry);
      else this.#open.delete(entry.row.id);
    }
    this.#nextSeq = nextSeq;
    this.#nextPack += packs.length;
    return event;
  }

  #write({ before, row, closed }: Change, pack: PackRef | null, tally: Tally): number {
    const agentId = this.#agents.idOf(row);
    if (before !== null) tally.add(before, -1);
    let findings = before?.findings ?? [];
    if (before === null) {
      this.#statements.insert.run(...rowValues(row, agentId, pack));
    } else {
      if (agentId !== before.agentId || row.agentSource !== before.row.agentSource) {
        this.#statements.move.run(agentId, row.agentSource, row.seq);
        this.#outbox.move(row.seq, agentId);
      }
      if (closed !== null) this.#statements.close.run(...closeValues(row, pack), row.seq);
    }
    if (closed !== null) {
      this.#outbox.enter(row, agentId);
      findings = closed.findings.map((finding) => {
        const status = finding.action === 'allow' ? null : 'open';
        this.#statements.finding.run(...findingValues(finding, row.seq, status));
        return { rule: finding.rule, status };
      });
    }
    tally.add({ row, agentId, findings }, 1);
    return agentId;
  }

  /** Runs `work`, then writes the counters, all or nothing, and says what changed. */
  #transaction(work: (tally: Tally) => readonly ExchangeRow[]): CommitEvent {
    const tally = new Tally();
    try {
      this.#begin();
      const rows = work(tally);
      tally.apply(this.#statements.counters);
      this.#outbox.apply();
      const emptied = this.#agents.refresh(tally.agentIds());
      this.#end();
      this.#agents.settle();
      const marks = this.#outbox.take();
      const outbox = marks === null ? {} : { outbox: marks };
      if (!this.#watched()) return marks === null ? UNWATCHED : { ...UNWATCHED, ...outbox };
      const now = Date.now();
      const collections: CollectionSummary[] = [...emptied];
      for (const id of tally.agentIds()) {
        const summary = this.#summaries.byId(id, now);
        if (summary !== null) collections.push(summary);
      }
      return {
        rows: [...rows].sort((a, b) => a.seq - b.seq),
        collections,
        totals: this.#summaries.totals(now),
        ...outbox,
      };
    } catch (error) {
      this.#undo();
      this.#outbox.forget();
      this.#agents.forget();
      throw error;
    }
  }

  /** The summaries of these agents, as if they had just changed. */
  describe(agents: readonly string[]): CommitEvent {
    const now = Date.now();
    const collections = agents.flatMap((agent) => this.#summaries.byName(agent, now)?.summary ?? []);
    return { rows: [], collections, totals: this.#summaries.totals(now) };
  }

  /** Exchanges that were open when the last engine died. Call before the first commit. Returns how many. */
  interruptOpen(): number {
    let interrupted = 0;
    for (;;) {
      const entries = this.#statements.someOpen.all(CHUNK).map(entryOf);
      if (entries.length === 0) return interrupted;
      this.#transaction((tally) => {
        for (const { row, agentId } of entries) {
          const findings = this.#findingsOf(row);
          tally.add({ row, agentId, findings }, -1);
          tally.add({ row: { ...row, state: 'interrupted' }, agentId, findings }, 1);
          this.#statements.interrupt.run(row.seq);
          this.#outbox.enter({ ...row, state: 'interrupted' }, agentId);
        }
        return [];
      });
      interrupted += entries.length;
    }
  }

  /** What was being sent when the last engine died, and what may wait at present. Call before the first commit. */
  recoverOutbox(): void {
    this.#transaction(() => {
      this.#outbox.recover();
      this.#outbox.applyRule();
      return [];
    });
  }

  performOutbox(order: OutboxOrder): { answer: OutboxAnswer; event: CommitEvent } {
    let answer: OutboxAnswer = { claimed: [], changed: 0, next: null };
    const event = this.#transaction(() => {
      answer = this.#outbox.perform(order);
      return [];
    });
    return { answer, event };
  }

  get syncRule(): SyncRule | null {
    return this.#outbox.rule;
  }

  /** Returns how many changed, and what that changed. Ids that are no violations (any more) are passed over. */
  setViolationStatus(ids: readonly number[], status: ViolationStatus): { changed: number; event: CommitEvent } {
    let changed = 0;
    const event = this.#transaction((tally) => {
      for (const id of ids) {
        const found = this.#statements.violation.get(id);
        if (found === undefined || found.status === status) continue;
        this.#statements.setStatus.run(status, id);
        changed += 1;
        tally.addOpenViolations(found.agentId, Number(status === 'open') - Number(found.status === 'open'));
      }
      return [];
    });
    return { changed, event };
  }

  /**
   * Removes up to {@link CHUNK} ended exchanges: the oldest of those that arrived before `olderThan` (Unix ms), or the
   * oldest of all when it is null. What waits to be delivered stays. null: there are none.
   */
  pruneChunk(olderThan: number | null): { removed: number; event: CommitEvent } | null {
    const entries = (
      olderThan === null ? this.#statements.oldest.all(CHUNK) : this.#statements.olderThan.all(olderThan, CHUNK)
    ).map((raw) => ({ ...entryOf(raw), packId: raw.packId }));
    if (entries.length === 0) return null;
    const event = this.#transaction((tally) => {
      const leaving = new Map<number, number>();
      for (const { row, agentId, packId } of entries) {
        tally.add({ row, agentId, findings: this.#findingsOf(row) }, -1);
        if (row.findings > 0) this.#statements.dropFindings.run(row.seq);
        this.#statements.drop.run(row.seq);
        this.#outbox.drop(row.seq);
        if (packId !== null) leaving.set(packId, (leaving.get(packId) ?? 0) + 1);
      }
      for (const [id, members] of leaving) {
        if (this.#statements.dropPack.run(id, members).changes === 0) this.#statements.shrinkPack.run(members, id);
      }
      this.#keepNumbers();
      return [];
    });
    return { removed: entries.length, event };
  }

  /**
   * A seq is never given twice, not even when the newest exchanges were removed and the engine starts anew. Nor is a
   * pack's number: a reader keeps the pack it read last, and must not find another exchange's content in it.
   */
  #keepNumbers(): void {
    this.#statements.meta.run('next_seq', this.#nextSeq);
    this.#statements.meta.run('next_pack', this.#nextPack);
  }

  /** Puts exchanges that are still going on into a database that was just emptied. */
  readmit(rows: readonly ExchangeRow[]): CommitEvent {
    const event = this.#store(
      rows.map((row) => ({ before: null, row, closed: null })),
      this.#nextSeq,
    );
    this.#keepNumbers();
    return event;
  }
}

/** Rows a prune or a recovery changes in one transaction: some 20 ms. */
const CHUNK = 500;

function entryOf(stored: StoredRow): Entry {
  return { row: toRow(stored), agentId: stored.agentId };
}
