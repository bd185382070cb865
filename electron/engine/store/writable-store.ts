/** The writer's database over its whole life: opened, recovered, pruned, replaced, closed. */
import type { CollectionSummary } from '../../../shared/domain/index.ts';
import { type Db, openForWriting, openingFailed } from './database.ts';
import { removeStore, setAside } from './folder.ts';
import type { OutboxOrder } from './outbox.ts';
import { type WriterData, isWatched } from './protocol.ts';
import type { Redact } from './redaction.ts';
import type { CommitEvent } from './store.ts';
import { Summaries, emptySummary } from './summaries.ts';
import { StoreWriter } from './writer.ts';

/** Pages given back to the disk between two batches while pruning. */
const VACUUM_PAGES = 2_000;

export class WritableStore {
  readonly #data: WriterData;
  readonly #redact: Redact;
  #db: Db;
  #writer: StoreWriter;
  /** The engine before us did not end cleanly. */
  readonly unclean: boolean;

  constructor(data: WriterData, redact: Redact) {
    this.#data = data;
    this.#redact = redact;
    this.#db = this.#openDb();
    try {
      this.#writer = new StoreWriter(this.#db, redact, {
        watched: () => isWatched(data.watched),
        syncRule: data.syncRule,
      });
      this.unclean = this.#running() === 1;
      this.#writer.recoverOutbox();
      this.#writer.interruptOpen();
      this.#setRunning(1);
    } catch (error) {
      this.#db.close();
      throw openingFailed(data.folder, error);
    }
  }

  get writer(): StoreWriter {
    return this.#writer;
  }

  #openDb(): Db {
    const db = openForWriting(this.#data.folder);
    if (this.#data.maxPages !== null) db.pragma(`max_page_count = ${this.#data.maxPages}`);
    return db;
  }

  #running(): unknown {
    return this.#db.prepare(`SELECT value FROM meta WHERE key = 'running'`).pluck().get();
  }

  #setRunning(value: 0 | 1): void {
    this.#db
      .prepare(`INSERT INTO meta (key, value) VALUES ('running', ?) ON CONFLICT DO UPDATE SET value = excluded.value`)
      .run(value);
  }

  /** Bytes that hold something: what the file would be without its free pages. */
  #usedBytes(): number {
    const pragma = (name: string) => this.#db.pragma(name, { simple: true }) as number;
    return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
  }

  /** A claim is on the disk, whatever happens to the machine, before what it claims goes out. */
  performOutbox(order: OutboxOrder): ReturnType<StoreWriter['performOutbox']> {
    if (order.kind !== 'claim') return this.#writer.performOutbox(order);
    this.#db.pragma('synchronous = FULL');
    try {
      return this.#writer.performOutbox(order);
    } finally {
      this.#db.pragma('synchronous = NORMAL');
    }
  }

  /** Removes one chunk of what is too old or too much; null when nothing is left to remove. */
  prune({ olderThan, maxBytes }: { olderThan: number; maxBytes: number }) {
    const done =
      this.#writer.pruneChunk(olderThan) ?? (this.#usedBytes() > maxBytes ? this.#writer.pruneChunk(null) : null);
    if (done !== null) this.#db.pragma(`incremental_vacuum(${VACUUM_PAGES})`);
    return done;
  }

  /** After pruning: what is free goes back to the disk, and the log is folded in. */
  compact(): void {
    this.#db.pragma('incremental_vacuum');
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
  }

  /**
   * Puts an empty database in the place of the present one, which is deleted with everything that was kept of it, or
   * set aside as it is. Exchanges that are still going on are in the new one, but those in `ended`.
   */
  recreate(how: 'delete' | 'set-aside', ended: ReadonlySet<string>): { setAside: string | null; event: CommitEvent } {
    const gone = this.#collections();
    const goingOn = this.#writer.openRows().filter(({ id }) => !ended.has(id));
    const { nextSeq, syncRule } = this.#writer;
    this.#db.close();
    let kept: string | null = null;
    try {
      if (how === 'delete') removeStore(this.#data.folder);
      else kept = setAside(this.#data.folder, new Date());
    } finally {
      this.#db = this.#openDb();
      const { watched } = this.#data;
      this.#writer = new StoreWriter(this.#db, this.#redact, {
        firstSeq: nextSeq,
        watched: () => isWatched(watched),
        syncRule,
      });
      this.#setRunning(1);
    }
    const event = this.#writer.readmit(goingOn);
    const present = new Set(event.collections.map(({ agent }) => agent));
    return {
      setAside: kept,
      event: { ...event, collections: [...event.collections, ...gone.filter(({ agent }) => !present.has(agent))] },
    };
  }

  /** The collections as they will be when nothing of them is left. */
  #collections(): CollectionSummary[] {
    try {
      return new Summaries(this.#db)
        .all(Date.now())
        .map(({ agent, agentSource, lastSeenAt }) => emptySummary(agent, agentSource, lastSeenAt));
    } catch {
      // A damaged database may not be able to say.
      return [];
    }
  }

  /** `clean`: everything handed over was committed. */
  close(clean: boolean): void {
    if (clean) {
      this.#setRunning(0);
      this.#db.pragma('optimize');
      this.#db.pragma('wal_checkpoint(TRUNCATE)');
    }
    this.#db.close();
  }
}
