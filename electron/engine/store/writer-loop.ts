/**
 * The writer's thread: commits records as they are handed over, answers calls in their order, and when
 * writing fails keeps what it has and tries again.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';

import { SluiceError } from '../../../shared/errors.ts';
import { describeFailure } from './database.ts';
import { damagedFolders, databaseBytes, isDamage, lockFolder, prepareFolder, sqliteCode } from './folder.ts';
import { unpackRecords } from './hand-over.ts';
import type { Call, FromWriter, ToWriter, WriteRecord, WriterCalls, WriterData } from './protocol.ts';
import type { Redact } from './redaction.ts';
import type { CommitEvent } from './store.ts';
import { WritableStore } from './writable-store.ts';
import { isUnwatched } from './writer.ts';

/** Of a commit. More are handed over at once only after a while in which writing failed. */
const BATCH_RECORDS = 1_000;
const BATCH_BYTES = 8 * 1_024 * 1_024;
const RETRY_MS = 1_000;

type Post = (message: FromWriter) => void;

/** Opens the store and serves `port` until `close` is called. A folder that cannot be used is answered `refused`. */
export function serveWriter(port: MessagePort, data: WriterData, redact: Redact): void {
  const post: Post = (message) => port.postMessage(message);
  let unlock: (() => void) | undefined;
  try {
    prepareFolder(data.folder);
    unlock = lockFolder(data.folder);
    const store = new WritableStore(data, redact);
    const loop = new WriterLoop(store, data.folder, post, () => {
      unlock?.();
      port.close();
    });
    port.on('message', (message: ToWriter) => loop.receive(message));
    const notice = damageNotice(data.folder);
    post({ kind: 'ready', databaseBytes: databaseBytes(data.folder), unclean: store.unclean, notice });
  } catch (error) {
    unlock?.();
    const code = error instanceof SluiceError ? error.code : 'data_unwritable';
    post({ kind: 'refused', code, message: messageOf(error) });
    port.close();
  }
}

/** A damaged database is remembered for as long as it lies there: an empty list must never go unexplained. */
function damageNotice(folder: string): string | null {
  const newest = damagedFolders(folder).at(-1);
  return newest === undefined ? null : `A damaged database was set aside, unchanged, in ${newest}.`;
}

class WriterLoop {
  readonly #store: WritableStore;
  readonly #folder: string;
  readonly #post: Post;
  readonly #end: () => void;
  #queue: WriteRecord[] = [];
  /** Calls that came while one is being answered. */
  #turn: Promise<void> = Promise.resolve();
  /** Retention takes no turn of its own: it may have a day's work to do, and others come in between. */
  #pruning: Promise<void> = Promise.resolve();
  #closing = false;
  #timer: NodeJS.Timeout | undefined;
  #trouble: string | null = null;
  /** Exchanges given up because SQLite would not take them, ever. */
  readonly #unwritten = new Set<string>();

  constructor(store: WritableStore, folder: string, post: Post, end: () => void) {
    this.#store = store;
    this.#folder = folder;
    this.#post = post;
    this.#end = end;
  }

  receive(message: ToWriter): void {
    if (message.kind === 'call') {
      this.#call(message);
      return;
    }
    for (const record of unpackRecords(message.packed)) this.#queue.push(record);
    if (this.#trouble === null) this.#drain();
    else this.#retryLater();
  }

  #call(message: Call<WriterCalls>): void {
    if (message.name === 'prune') {
      this.#pruning = this.#pruning.then(() => this.#answer(message));
      return;
    }
    if (message.name === 'close') {
      this.#closing = true;
      this.#turn = this.#turn.then(() => this.#pruning);
    }
    // What a call is about was handed over before it.
    this.#turn = this.#turn.then(() => this.#answer(message));
  }

  #retryLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#drain();
    }, RETRY_MS);
  }

  /** Commits what is queued; false when writing fails, with the rest still queued and another try ahead. */
  #drain(): boolean {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#queue.length > 0) {
      const batch = this.#nextBatch();
      try {
        this.#commit(batch);
      } catch (error) {
        if (!isRecordsOwnFault(error)) {
          return this.#fail(error);
        }
        if (!this.#commitEach(batch)) return false;
      }
      this.#queue = this.#queue.slice(batch.length);
    }
    this.#report(null);
    return true;
  }

  #nextBatch(): WriteRecord[] {
    let bytes = 0;
    let count = 0;
    for (const record of this.#queue) {
      if (count > 0 && (count >= BATCH_RECORDS || bytes + record.bytes > BATCH_BYTES)) break;
      bytes += record.bytes;
      count += 1;
    }
    return this.#queue.slice(0, count);
  }

  #commit(batch: readonly WriteRecord[]): void {
    const event = this.#store.writer.commit(batch);
    this.#committed(
      event,
      batch.reduce((sum, { bytes }) => sum + bytes, 0),
    );
  }

  /** One record of a batch is at fault: the others must not suffer for it. */
  #commitEach(batch: readonly WriteRecord[]): boolean {
    for (const [index, record] of batch.entries()) {
      try {
        this.#commit([record]);
      } catch (error) {
        if (!isRecordsOwnFault(error)) {
          this.#queue = [...batch.slice(index), ...this.#queue.slice(batch.length)];
          return this.#fail(error);
        }
        this.#unwritten.add(record.record.id);
        this.#post({ kind: 'discarded', bytes: record.bytes });
        this.#trouble = `An exchange could not be stored: ${messageOf(error)}`;
        this.#post({ kind: 'trouble', message: this.#trouble, unwritten: this.#unwritten.size, damaged: false });
      }
    }
    return true;
  }

  #committed(event: CommitEvent, bytes: number): void {
    const told = isUnwatched(event) ? null : event;
    const outbox = event.outbox ?? null;
    this.#post({ kind: 'committed', bytes, databaseBytes: databaseBytes(this.#folder), event: told, outbox });
  }

  /** Keeps the queue for another try. */
  #fail(error: unknown): false {
    this.#report(describeFailure(error), isDamage(error));
    this.#retryLater();
    return false;
  }

  #report(message: string | null, damaged = false): void {
    if (message === this.#trouble) return;
    this.#trouble = message;
    this.#post({ kind: 'trouble', message, unwritten: this.#unwritten.size, damaged });
  }

  async #answer({ id, name, args }: Call<WriterCalls>): Promise<void> {
    try {
      this.#post({ kind: 'result', id, value: await this.#perform(name, args) });
    } catch (error) {
      const code =
        error instanceof SluiceError ? error.code : sqliteCode(error) === '' ? 'internal' : 'data_unwritable';
      this.#post({ kind: 'failed', id, code, message: messageOf(error) });
    }
    if (name === 'close') this.#end();
  }

  #perform(name: keyof WriterCalls, args: unknown): unknown {
    const committed = this.#drain();
    switch (name) {
      case 'flush':
        if (!committed) throw new SluiceError('data_unwritable', this.#trouble ?? 'Storing exchanges failed.');
        return null;
      case 'setViolationStatus': {
        const { ids, status } = args as Parameters<WriterCalls['setViolationStatus']>[0];
        const { changed, event } = this.#store.writer.setViolationStatus(ids, status);
        this.#committed(event, 0);
        return changed;
      }
      case 'outbox': {
        const { answer, event } = this.#store.performOutbox(args as Parameters<WriterCalls['outbox']>[0]);
        this.#committed(event, 0);
        return answer;
      }
      case 'announce':
        this.#committed(this.#store.writer.describe((args as Parameters<WriterCalls['announce']>[0]).agents), 0);
        return null;
      case 'prune':
        return this.#prune(args as Parameters<WriterCalls['prune']>[0]);
      case 'recreate':
        return this.#recreate((args as Parameters<WriterCalls['recreate']>[0]).how);
      case 'close':
        clearTimeout(this.#timer);
        this.#store.close(committed);
        return { unwritten: this.#unwritten.size + new Set(this.#queue.map(({ record }) => record.id)).size };
    }
  }

  /** A chunk at a time: what arrives meanwhile is done in between, and a close ends it. */
  async #prune(limits: { olderThan: number; maxBytes: number }): Promise<{ removed: number }> {
    let removed = 0;
    while (!this.#closing) {
      const done = this.#store.prune(limits);
      if (done === null) break;
      removed += done.removed;
      this.#committed(done.event, 0);
      await nextTurn();
    }
    if (removed > 0 && !this.#closing) {
      this.#store.compact();
      this.#drain();
    }
    return { removed };
  }

  #recreate(how: 'delete' | 'set-aside'): { setAside: string | null } {
    let ended = new Set<string>();
    if (how === 'delete') {
      // Queued because the disk is full, and now deleted with everything else.
      ended = new Set(this.#queue.filter(({ kind }) => kind === 'close').map(({ record }) => record.id));
      const deleted = this.#queue.filter(({ record }) => ended.has(record.id));
      this.#queue = this.#queue.filter(({ record }) => !ended.has(record.id));
      this.#post({ kind: 'discarded', bytes: deleted.reduce((sum, { bytes }) => sum + bytes, 0) });
    }
    const { setAside, event } = this.#store.recreate(how, ended);
    this.#committed(event, 0);
    this.#drain();
    return { setAside };
  }
}

/** Not the disk, the file or a lock: these would hit any other record as well. */
function isRecordsOwnFault(error: unknown): boolean {
  return /^(?:|SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG|ERROR|RANGE).*)$/.test(sqliteCode(error));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
