/**
 * Records as they cross to the writer's thread: lists of texts and of numbers in place of objects. To clone an object is
 * to write the name of each of its members and to look each up again on the other side: what the two records of an
 * exchange took there was a quarter of the writer's time. What the last record of the same kind had in the same place
 * crosses once, and is one text on the other side, too, whose hash is known.
 */
import type {
  AgentSource,
  AktoOpinion,
  Caller,
  DialectId,
  HeaderList,
  Ingress,
  Mode,
  Verdict,
} from '../../../shared/domain/index.ts';
import type { PackedRecords, WriteRecord } from './protocol.ts';
import type { AgentRecord, CloseRecord, FindingRecord, MessageRecord, OpenRecord } from './store.ts';

/** Lists of headers that are looked for again: those of requests and of answers, of a few agents. */
const KNOWN_LISTS = 4;

/** Each member of T, so that none can be forgotten on the way; undefined where it may be left out. */
type Whole<T> = { readonly [K in keyof T]-?: T[K] };

const KINDS = ['open', 'agent', 'close'] as const satisfies readonly WriteRecord['kind'][];

/**
 * Packs records one by one, as they come: what waits for a hand-over as objects outlives many a scavenge of the young
 * generation, and is copied by each.
 */
export class RecordPacker {
  readonly #to = new Packer();
  #count = 0;

  /** How many records wait. */
  get count(): number {
    return this.#count;
  }

  add(one: WriteRecord): void {
    this.#count += 1;
    this.#to.begin(one);
    if (one.kind === 'open') packOpen(this.#to, one.record);
    else if (one.kind === 'agent') packAgent(this.#to, one.record);
    else packClose(this.#to, one.record);
  }

  /** What was added since the last time. */
  take(): PackedRecords {
    this.#count = 0;
    return this.#to.take();
  }
}

/** The same records, in the same order. */
export function unpackRecords(packed: PackedRecords): WriteRecord[] {
  const reader = new Reader(packed);
  const records: WriteRecord[] = [];
  while (!reader.done) {
    const kind = KINDS[reader.number()];
    const bytes = reader.number();
    if (kind === 'open') records.push({ kind, record: readOpen(reader), bytes });
    else if (kind === 'agent') records.push({ kind, record: readAgent(reader), bytes });
    else records.push({ kind: 'close', record: readClose(reader), bytes });
  }
  return records;
}

function packOpen(to: Packer, record: OpenRecord): void {
  to.text(record.id);
  to.number(record.startedAt);
  to.text(record.ingress);
  to.text(record.agent);
  to.text(record.agentSource);
  to.text(record.session);
  to.text(record.dialect);
  to.text(record.method);
  to.text(record.path);
  to.text(record.operation);
  to.text(record.model);
  to.text(record.mode);
  to.flag(record.streamed);
  to.number(record.requestBytes);
}

function readOpen(from: Reader): Whole<OpenRecord> {
  return {
    id: from.text(),
    startedAt: from.number(),
    ingress: from.text() as Ingress,
    agent: from.text(),
    agentSource: from.text() as AgentSource,
    session: from.textOrNull(),
    dialect: from.text() as DialectId,
    method: from.text(),
    path: from.text(),
    operation: from.textOrNull(),
    model: from.textOrNull(),
    mode: from.text() as Mode,
    streamed: from.flag(),
    requestBytes: from.number(),
  };
}

function packAgent(to: Packer, record: AgentRecord): void {
  to.text(record.id);
  to.text(record.agent);
  to.text(record.agentSource);
}

function readAgent(from: Reader): Whole<AgentRecord> {
  return { id: from.text(), agent: from.text(), agentSource: from.text() as AgentSource };
}

function packClose(to: Packer, record: CloseRecord): void {
  to.text(record.id);
  to.text(record.mode);
  to.text(record.session);
  to.text(record.state);
  to.number(record.status);
  to.number(record.upstreamStatus);
  to.text(record.model);
  to.object(record.verdict);
  to.object(record.akto);
  to.object(record.caller);
  to.list(record.findings);
  to.number(record.inputTokens);
  to.number(record.outputTokens);
  to.number(record.costUsd);
  to.text(record.priceDate);
  to.number(record.durationMs);
  to.number(record.firstByteMs);
  to.number(record.gateMs);
  to.number(record.responseBytes);
  to.flag(record.streamed);
  to.list(record.marks);
  packMessage(to, record.request);
  packMessage(to, record.response);
}

function readClose(from: Reader): Whole<CloseRecord> {
  return {
    id: from.text(),
    mode: from.text() as Mode,
    session: from.textOrNull(),
    state: from.text() as CloseRecord['state'],
    status: from.numberOrNull(),
    upstreamStatus: from.numberOrNull(),
    model: from.textOrNull(),
    verdict: from.object() as Verdict,
    akto: (from.object() as AktoOpinion | undefined) ?? null,
    caller: from.object() as Caller | undefined,
    findings: from.list() as FindingRecord[],
    inputTokens: from.numberOrNull(),
    outputTokens: from.numberOrNull(),
    costUsd: from.numberOrNull(),
    priceDate: from.textOrNull(),
    durationMs: from.number(),
    firstByteMs: from.numberOrNull(),
    gateMs: from.numberOrNull(),
    responseBytes: from.number(),
    streamed: from.flag(),
    marks: from.list() as string[],
    request: readMessage(from),
    response: readMessage(from),
  };
}

function packMessage(to: Packer, message: MessageRecord): void {
  to.number(message.headers.length);
  for (const header of message.headers) {
    to.text(header[0]);
    to.text(header[1]);
  }
  to.text(message.body);
  to.text(message.digest);
  to.text(message.bodyKind);
  to.number(message.sizeBytes);
  to.flag(message.truncated);
}

function readMessage(from: Reader): Whole<MessageRecord> {
  return {
    headers: from.headers(),
    body: from.textOrNull(),
    digest: from.textOrNull() ?? undefined,
    bodyKind: from.text() as MessageRecord['bodyKind'],
    sizeBytes: from.number(),
    truncated: from.flag(),
  };
}

class Packer {
  #texts: string[] = [];
  #objects: object[] = [];
  /** Used again for each hand-over. */
  #numbers = new Float64Array(4_096);
  #length = 0;
  /** Where the last record of each kind begins. */
  readonly #last = KINDS.map(() => 0);
  /** From here to the same place of the last record of this kind. */
  #back = 0;

  take(): PackedRecords {
    const taken = { texts: this.#texts, numbers: this.#numbers.slice(0, this.#length), objects: this.#objects };
    this.#texts = [];
    this.#objects = [];
    this.#length = 0;
    this.#last.fill(0);
    return taken;
  }

  begin({ kind, bytes }: WriteRecord): void {
    const [number, start] = [KINDS.indexOf(kind), this.#length];
    this.#back = start - (this.#last[number] ?? 0);
    this.#last[number] = start;
    this.#push(number);
    this.#push(bytes);
  }

  #push(value: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length++] = value;
  }

  number(value: number | null): void {
    this.#push(value ?? Number.NaN);
  }

  flag(value: boolean): void {
    this.#push(value ? 1 : 0);
  }

  text(value: string | null | undefined): void {
    if (value === null || value === undefined) this.#push(-1);
    else {
      const before = this.#before();
      this.#push(this.#texts[before] === value ? before : this.#texts.push(value) - 1);
    }
  }

  object(value: object | null | undefined): void {
    if (value === null || value === undefined) this.#push(-1);
    else {
      const before = this.#before();
      this.#push(this.#objects[before] === value ? before : this.#objects.push(value) - 1);
    }
  }

  list(value: readonly unknown[]): void {
    this.object(value.length === 0 ? null : value);
  }

  /** What stands where the next number will, in the last record of this kind: any number, if that one is of another shape. */
  #before(): number {
    return Math.max(0, this.#numbers[this.#length - this.#back] ?? 0);
  }
}

class Reader {
  readonly #packed: PackedRecords;
  #at = 0;
  /** Lists of headers read last, and where their places stand. */
  #known: readonly { readonly start: number; readonly headers: HeaderList }[] = [];

  constructor(packed: PackedRecords) {
    this.#packed = packed;
  }

  get done(): boolean {
    return this.#at >= this.#packed.numbers.length;
  }

  number(): number {
    return this.#packed.numbers[this.#at++] ?? Number.NaN;
  }

  numberOrNull(): number | null {
    const value = this.number();
    return Number.isNaN(value) ? null : value;
  }

  flag(): boolean {
    return this.number() === 1;
  }

  textOrNull(): string | null {
    const place = this.number();
    return place < 0 ? null : (this.#packed.texts[place] ?? null);
  }

  text(): string {
    return this.textOrNull() ?? '';
  }

  /** The same list as before where two messages of a side have the same headers: what was made of it is found by it. */
  headers(): HeaderList {
    const [start, count] = [this.#at + 1, this.number()];
    this.#at += 2 * count;
    const known = this.#known.find((one) => one.headers.length === count && this.#isSame(one.start, start, 2 * count));
    if (known !== undefined) return known.headers;
    const headers: HeaderList[number][] = [];
    this.#at = start;
    for (let left = count; left > 0; left -= 1) headers.push([this.text(), this.text()]);
    this.#known = [{ start, headers }, ...this.#known.slice(0, KNOWN_LISTS - 1)];
    return headers;
  }

  #isSame(one: number, other: number, length: number): boolean {
    const { numbers } = this.#packed;
    for (let at = 0; at < length; at += 1) if (numbers[one + at] !== numbers[other + at]) return false;
    return true;
  }

  object(): object | undefined {
    const place = this.number();
    return place < 0 ? undefined : this.#packed.objects[place];
  }

  list(): unknown[] {
    return (this.object() as unknown[] | undefined) ?? [];
  }
}
