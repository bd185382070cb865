/** The store as the engine holds it: queues records, keeps the queue's bound, passes commits on. No SQLite here. */
import { Worker } from 'node:worker_threads';

import type { CollectionSummary, Mode, OutboxMark, ViolationStatus } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import { Channel } from './channel.ts';
import type { OutboxAnswer, OutboxOrder } from './outbox.ts';
import type { FromWriter, ToWriter, WriterCalls, WriterData } from './protocol.ts';
import { ReaderClient, checkInBackground } from './reader-client.ts';
import { RecordQueue } from './record-queue.ts';
import type {
  AgentRecord,
  CloseRecord,
  CommitEvent,
  OpenRecord,
  OpenStoreOptions,
  Store,
  StoreReader,
} from './store.ts';

const FILE = import.meta.url.endsWith('.ts') ? './writer-worker.ts' : './store-writer.mjs';

type Ready = Extract<FromWriter, { kind: 'ready' }>;

/** See OpenStore. */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const watched = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData: WriterData = {
    folder: options.folder,
    maxPages: options.maxDatabasePages ?? null,
    syncRule: options.syncRule ?? null,
    watched,
  };
  const worker = new Worker(new URL(FILE, import.meta.url), { workerData });
  const ready = await started(worker);
  return new StoreClient(options, worker, ready, watched);
}

/** The first word of the writer's thread. It may have ended before it said anything. */
function started(worker: Worker): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const fail = (error: SluiceError) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      reject(error);
    };
    const onMessage = (message: FromWriter) => {
      if (message.kind === 'refused') fail(new SluiceError(message.code, message.message));
      if (message.kind !== 'ready') return;
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(message);
    };
    const onError = (error: unknown) =>
      fail(new SluiceError('internal', `The store’s writer failed: ${String(error)}`));
    const onExit = () => fail(new SluiceError('internal', 'The store’s writer has ended.'));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}

class StoreClient implements Store {
  readonly reader: StoreReader;
  readonly #worker: Worker;
  readonly #channel: Channel<WriterCalls>;
  readonly #readerClient: ReaderClient;
  readonly #queue: RecordQueue;
  readonly #log: (line: string) => void;
  readonly #watched: WriterData['watched'];
  readonly #commitListeners = new Set<(event: CommitEvent) => void>();
  readonly #outboxListeners = new Set<(marks: readonly OutboxMark[]) => void>();
  readonly #errorListeners = new Set<(message: string | null) => void>();
  readonly #noticeListeners = new Set<(message: string) => void>();
  readonly #stopped = new AbortController();
  #modeOverrides: Readonly<Record<string, Mode>>;
  #databaseBytes: number;
  #error: string | null = null;
  #notice: string | null;
  #discarded = 0;
  #disposal: Promise<void> | null = null;
  #replacing = false;
  #around: (work: () => Promise<void>) => Promise<void> = (work) => work();

  constructor(options: OpenStoreOptions, worker: Worker, ready: Ready, watched: WriterData['watched']) {
    this.#watched = watched;
    this.#worker = worker;
    this.#log = options.log ?? (() => undefined);
    this.#modeOverrides = options.modeOverrides;
    this.#databaseBytes = ready.databaseBytes;
    this.#notice = ready.notice;
    this.#channel = new Channel(worker);
    this.#readerClient = new ReaderClient(options.folder, this.#log);
    this.reader = this.#createReader();
    this.#queue = new RecordQueue((packed) => {
      worker.postMessage({ kind: 'records', packed } satisfies ToWriter);
    });
    worker.on('message', (message: FromWriter) => this.#receive(message));
    worker.on('error', (error: unknown) => this.#log(`the store's writer failed: ${String(error)}`));
    worker.on('exit', () => this.#writerEnded());
    if (ready.unclean) void this.#check(options.folder);
  }

  open(record: OpenRecord): void {
    this.#queue.open(record);
  }

  setAgent(record: AgentRecord): void {
    this.#queue.setAgent(record);
  }

  close(record: CloseRecord): void {
    this.#queue.close(record);
  }

  async setViolationStatus(ids: readonly number[], status: ViolationStatus): Promise<number> {
    this.#queue.send();
    return this.#channel.call('setViolationStatus', { ids, status });
  }

  setModeOverrides(overrides: Readonly<Record<string, Mode>>): void {
    const before = this.#modeOverrides;
    this.#modeOverrides = overrides;
    const agents = [...new Set([...Object.keys(before), ...Object.keys(overrides)])].filter(
      (agent) => before[agent] !== overrides[agent],
    );
    if (agents.length > 0) this.#channel.call('announce', { agents }).catch(() => undefined);
  }

  async outbox(order: OutboxOrder): Promise<OutboxAnswer> {
    this.#queue.send();
    return this.#channel.call('outbox', order);
  }

  setReplacement(around: (work: () => Promise<void>) => Promise<void>): void {
    this.#around = around;
  }

  /** Runs `work` while no connection but the writer's is open. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const done: T[] = [];
    await this.#around(() => this.#readerClient.without(work).then((value) => void done.push(value)));
    return done[0] as T;
  }

  async prune(limits: { olderThan: number; maxBytes: number }): Promise<{ removed: number }> {
    this.#queue.send();
    return this.#channel.call('prune', limits);
  }

  async deleteAll(): Promise<void> {
    this.#queue.send();
    await this.#alone(() => this.#channel.call('recreate', { how: 'delete' }));
    this.#notice = null;
  }

  get queueBytes(): number {
    return this.#queue.bytes;
  }

  get databaseBytes(): number {
    return this.#databaseBytes;
  }

  get error(): string | null {
    return this.#error;
  }

  get notice(): string | null {
    return this.#notice;
  }

  get unwritten(): number {
    return this.#discarded + this.#queue.refused;
  }

  whenRoom(): Promise<void> | null {
    return this.#queue.whenRoom();
  }

  async flush(): Promise<void> {
    this.#queue.send();
    await this.#channel.call('flush');
  }

  onCommit(listener: (event: CommitEvent) => void): () => void {
    this.#commitListeners.add(listener);
    Atomics.store(this.#watched, 0, this.#commitListeners.size);
    return () => {
      this.#commitListeners.delete(listener);
      Atomics.store(this.#watched, 0, this.#commitListeners.size);
    };
  }

  onOutbox(listener: (marks: readonly OutboxMark[]) => void): () => void {
    return subscribe(this.#outboxListeners, listener);
  }

  onError(listener: (message: string | null) => void): () => void {
    return subscribe(this.#errorListeners, listener);
  }

  onNotice(listener: (message: string) => void): () => void {
    return subscribe(this.#noticeListeners, listener);
  }

  dispose(): Promise<void> {
    this.#disposal ??= this.#dispose();
    return this.#disposal;
  }

  async #dispose(): Promise<void> {
    this.#stopped.abort();
    this.#queue.send();
    await this.#readerClient.close();
    try {
      const { unwritten } = await this.#channel.call('close');
      if (unwritten > 0) this.#log(`${unwritten} exchanges could not be stored before the end`);
    } finally {
      await this.#worker.terminate();
    }
  }

  #receive(message: FromWriter): void {
    switch (message.kind) {
      case 'committed': {
        this.#databaseBytes = message.databaseBytes;
        this.#queue.done(message.bytes);
        if (message.outbox !== null) for (const listener of this.#outboxListeners) listener(message.outbox);
        if (message.event === null) break;
        const event = { ...message.event, collections: message.event.collections.map((one) => this.#withMode(one)) };
        for (const listener of this.#commitListeners) listener(event);
        break;
      }
      case 'discarded':
        this.#queue.done(message.bytes);
        break;
      case 'trouble':
        this.#discarded = message.unwritten;
        this.#setError(message.message);
        if (message.damaged) void this.#replaceDamaged();
        break;
      case 'result':
      case 'failed':
        this.#channel.settle(message);
        break;
      case 'ready':
      case 'refused':
        break;
    }
  }

  #setError(message: string | null): void {
    this.#error = message;
    this.#queue.setFailing(message !== null);
    for (const listener of this.#errorListeners) listener(message);
  }

  #writerEnded(): void {
    this.#channel.break('The store’s writer has ended.');
    if (this.#disposal === null) this.#setError('The store’s writer has ended: exchanges are not being stored.');
  }

  /** After an unclean end. What is found damaged is replaced while the traffic goes on. */
  async #check(folder: string): Promise<void> {
    const problem = await checkInBackground(folder, this.#stopped.signal);
    if (problem === null || this.#stopped.signal.aborted) return;
    this.#log(`the database failed its check: ${problem}`);
    await this.#replaceDamaged();
  }

  async #replaceDamaged(): Promise<void> {
    if (this.#replacing) return;
    this.#replacing = true;
    try {
      const { setAside } = await this.#alone(() => this.#channel.call('recreate', { how: 'set-aside' }));
      this.#notice = `The database was damaged and has been set aside, unchanged, in ${setAside ?? ''}. A new one was begun.`;
      for (const listener of this.#noticeListeners) listener(this.#notice);
    } catch (error) {
      this.#log(`a damaged database could not be set aside: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      this.#replacing = false;
    }
  }

  #withMode(summary: CollectionSummary): CollectionSummary {
    const { agent } = summary;
    const own = Object.hasOwn(this.#modeOverrides, agent) ? this.#modeOverrides[agent] : undefined;
    return { ...summary, modeOverride: own ?? null };
  }

  #createReader(): StoreReader {
    const reader = this.#readerClient;
    return {
      listExchanges: (query) => reader.call('listExchanges', query),
      countExchanges: (query) => reader.call('countExchanges', query),
      getExchange: (id) => reader.call('getExchange', id),
      readStored: (query) => reader.call('readStored', query),
      countUnstopped: (query) => reader.call('countUnstopped', query),
      listCollections: async () => {
        const { collections, totals } = await reader.call('listCollections');
        return { collections: collections.map((one) => this.#withMode(one)), totals };
      },
      getCollection: async (agent) => {
        const detail = await reader.call('getCollection', agent);
        return detail === null ? null : { ...detail, summary: this.#withMode(detail.summary) };
      },
      listViolations: (query) => reader.call('listViolations', query),
      suggestValues: (query) => reader.call('suggestValues', query),
      outboxTotals: () => reader.call('outboxTotals'),
      listOutbox: (query) => reader.call('listOutbox', query),
      outboxMarks: (seqs) => reader.call('outboxMarks', seqs),
      outboxEntry: (seq) => reader.call('outboxEntry', seq),
    };
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
