import type { CallIdentity, RecordIdentity } from './record.ts';

/** One question: kept so that it can become an exchange of its own (see Pairing, equal calls). */
export interface Question {
  readonly at: number;
  readonly identity: RecordIdentity;
}

export type CallState = 'asked' | 'allowed' | 'denied' | 'masked';

/** One LLM call as far as its messages have told. */
export interface Call {
  readonly exchange: string;
  readonly openedAt: number;
  /** Keys under which it can be found. */
  readonly keys: string[];
  /** Those of the keys that a mask added: what follows comes under one of them. */
  readonly variants: string[];
  readonly ids: Set<string>;
  readonly questions: Question[];
  state: CallState;
  /** When its record came (success, failure or own block), and what that says about the sender. */
  recordedAt: number | null;
  recordIdentity: RecordIdentity | null;
  /** Of the question, for the keys that a mask adds; '' and none until a call of the gateway is asked about. */
  callType: string;
  headers: readonly (readonly [string, string])[];
  /** False: questions without text only; nobody has seen it yet. */
  shown: boolean;
}

/** Calls by id and by key, oldest first. Bounded: the oldest goes when there are too many. */
export class CallTable {
  readonly #calls = new Map<string, Call>();
  readonly #byKey = new Map<string, Set<Call>>();
  readonly #byId = new Map<string, Call>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#calls.size;
  }

  /** Oldest first. */
  values(): IterableIterator<Call> {
    return this.#calls.values();
  }

  get(exchange: string): Call | undefined {
    return this.#calls.get(exchange);
  }

  withId(id: string | null): Call | undefined {
    return id === null ? undefined : this.#byId.get(id);
  }

  /** Oldest first. */
  withKey(key: string): Iterable<Call> {
    return this.#byKey.get(key) ?? [];
  }

  /** Returns the call that had to go for it, if one had to. */
  add(call: Call): Call | null {
    this.#calls.set(call.exchange, call);
    for (const key of call.keys) this.#index(key, call);
    if (this.#calls.size <= this.#limit) return null;
    const [oldest] = this.#calls.values();
    if (oldest === undefined) return null;
    this.remove(oldest);
    return oldest;
  }

  /** The first call keeps an id that is used twice. */
  addId(call: Call, id: string | null): void {
    if (id === null) return;
    call.ids.add(id);
    if (!this.#byId.has(id)) this.#byId.set(id, call);
  }

  /** After a mask the call goes on under one of `variants`, and never again under the keys it had. */
  rekey(call: Call, variants: readonly string[]): void {
    for (const key of call.keys.splice(0)) this.#unindex(key, call);
    call.variants.splice(0);
    for (const key of new Set(variants)) {
      call.keys.push(key);
      call.variants.push(key);
      this.#index(key, call);
    }
  }

  /** A message came under `key`: if that is a variant, no message will come under another. */
  keepVariant(call: Call, key: string): void {
    if (!call.variants.includes(key)) return;
    for (const other of call.variants.splice(0)) {
      if (other === key) continue;
      call.keys.splice(call.keys.indexOf(other), 1);
      this.#unindex(other, call);
    }
  }

  remove(call: Call): void {
    this.#calls.delete(call.exchange);
    for (const id of call.ids) if (this.#byId.get(id) === call) this.#byId.delete(id);
    for (const key of call.keys) this.#unindex(key, call);
  }

  #unindex(key: string, call: Call): void {
    const same = this.#byKey.get(key);
    same?.delete(call);
    if (same?.size === 0) this.#byKey.delete(key);
  }

  #index(key: string, call: Call): void {
    const same = this.#byKey.get(key);
    if (same === undefined) this.#byKey.set(key, new Set([call]));
    else same.add(call);
  }
}

/** Of each source the first message that names it, questions before the record. */
export function identityOf(call: Call, aliasOf: (teamId: string) => string | null): CallIdentity {
  const said = [
    ...call.questions.map(({ identity }) => identity),
    ...(call.recordIdentity ? [call.recordIdentity] : []),
  ];
  const first = (key: keyof RecordIdentity): string | null => said.find((one) => one[key] !== null)?.[key] ?? null;
  const teamId = first('teamId');
  return {
    verdictHost: call.questions.find(({ identity }) => identity.host !== null)?.identity.host ?? null,
    recordHost: call.recordIdentity?.host ?? null,
    keyAlias: first('keyAlias'),
    teamAlias: first('teamAlias') ?? (teamId === null ? null : aliasOf(teamId)),
  };
}
