/**
 * Records on their way to the writer, counted in bytes from the moment they are handed over until they are committed.
 * Above the cap new requests wait (whenRoom). While writing fails they do not wait, traffic goes on: then the queue
 * keeps its bound by refusing exchanges whole, counted, and an exchange it has taken still gets its end, without bodies.
 */
import { RecordPacker } from './hand-over.ts';
import type { PackedRecords, WriteRecord } from './protocol.ts';
import type { AgentRecord, CloseRecord, MessageRecord, OpenRecord } from './store.ts';

export const QUEUE_BYTES = 64 * 1_024 * 1_024;
/**
 * Gathered before a hand-over, which the writer commits as it comes: waking it takes the time of many records, and each
 * commit writes the last page of every index anew. An exchange is on disk within 50 ms of its arrival.
 */
const SEND_RECORDS = 1_000;
const SEND_BYTES = 2 * 1_024 * 1_024;
const SEND_MS = 30;
const ADMITTED_AT_ONCE = 64;

/** Mark of an exchange whose bodies were given up because writing failed and the queue was full. */
export const BODY_NOT_STORED = 'body-not-stored';

export class RecordQueue {
  readonly #post: (records: PackedRecords) => void;
  readonly #cap: number;
  readonly #gathered = new RecordPacker();
  #gatheredBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #bytes = 0;
  #failing = false;
  #waiters: (() => void)[] = [];
  #admitting = false;
  readonly #refusedOpen = new Set<string>();
  #refused = 0;

  constructor(post: (records: PackedRecords) => void, cap: number = QUEUE_BYTES) {
    this.#post = post;
    this.#cap = cap;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Exchanges that were refused since the start. */
  get refused(): number {
    return this.#refused;
  }

  open(record: OpenRecord): void {
    if (this.#mustRefuse()) {
      this.#refused += 1;
      this.#refusedOpen.add(record.id);
      return;
    }
    this.#add({ kind: 'open', record, bytes: 400 + 2 * record.path.length });
  }

  setAgent(record: AgentRecord): void {
    if (!this.#refusedOpen.has(record.id)) this.#add({ kind: 'agent', record, bytes: 200 });
  }

  close(record: CloseRecord): void {
    if (this.#refusedOpen.delete(record.id)) return;
    const kept = this.#mustRefuse() ? withoutBodies(record) : record;
    this.#add({ kind: 'close', record: kept, bytes: closeBytes(kept) });
  }

  #mustRefuse(): boolean {
    return this.#failing && this.#bytes >= this.#cap;
  }

  #add(record: WriteRecord): void {
    this.#bytes += record.bytes;
    this.#gatheredBytes += record.bytes;
    this.#gathered.add(record);
    if (this.#gathered.count >= SEND_RECORDS || this.#gatheredBytes >= SEND_BYTES) this.send();
    else this.#timer ??= setTimeout(() => this.send(), SEND_MS);
  }

  /** Hands over what was gathered. */
  send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#gathered.count === 0) return;
    this.#gatheredBytes = 0;
    this.#post(this.#gathered.take());
  }

  /** So many bytes were committed, or given up. */
  done(bytes: number): void {
    this.#bytes -= bytes;
    this.#admit();
  }

  setFailing(failing: boolean): void {
    this.#failing = failing;
    this.#admit();
  }

  /** null: there is room. */
  whenRoom(): Promise<void> | null {
    if (this.#hasRoom()) return null;
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  #hasRoom(): boolean {
    return this.#failing || this.#bytes < this.#cap;
  }

  /** A few at a time: what those bring is counted before the next ones are let in, so that a crowd cannot burst the bound. */
  #admit(): void {
    if (this.#admitting || this.#waiters.length === 0 || !this.#hasRoom()) return;
    for (const waiter of this.#waiters.splice(0, ADMITTED_AT_ONCE)) waiter();
    if (this.#waiters.length === 0) return;
    this.#admitting = true;
    setImmediate(() => {
      this.#admitting = false;
      this.#admit();
    });
  }
}

/** About what the record holds in memory, 1 byte a character of text. */
function closeBytes({ request, response, findings }: CloseRecord): number {
  return 600 + messageBytes(request) + messageBytes(response) + 300 * findings.length;
}

function messageBytes({ headers, body }: MessageRecord): number {
  let bytes = body?.length ?? 0;
  for (const [name, value] of headers) bytes += 16 + name.length + value.length;
  return bytes;
}

function withoutBodies(record: CloseRecord): CloseRecord {
  const strip = (message: MessageRecord): MessageRecord =>
    message.body === null ? message : { ...message, body: null, truncated: true };
  return {
    ...record,
    request: strip(record.request),
    response: strip(record.response),
    marks: [...record.marks, BODY_NOT_STORED],
  };
}
