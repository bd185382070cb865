import { AdoptedCalls } from './adopted-calls.ts';
import { type Call, CallTable, type Question, identityOf } from './call-table.ts';
import { pairingKey } from './pairing-key.ts';
import type { HookRecord, Outcome, Placement, QuestionPlacement } from './record.ts';

/** A hook may ask twice for one call: the second time is this soon after the first (two time-outs of 5 s at most). */
const REPEAT_MS = 10_000;
/** LiteLLM's own request_timeout is 600 s: a record that has not come by then will not come. */
const UNANSWERED_MS = 15 * 60_000;
/** Second questions, tool calls and own blocks come this soon after the end of a call. */
const ENDED_MS = 60_000;
/** Tool calls come before the record that names their call, but not long. */
const HELD_TOOLS_MS = 60_000;
const MAX_CALLS = 20_000;
const MAX_HELD_TOOLS = 2_000;
const MAX_TEAMS = 10_000;

export interface PairingOptions {
  /** Makes the id of a new exchange. */
  readonly newExchange: () => string;
  /** Calls remembered at once; above, the oldest is given up. Default 20,000. */
  readonly maxCalls?: number;
  /** Whether a question may be asked twice for one call, as LiteLLM's hook does. Default true. */
  readonly repeats?: boolean;
  /** How long a call waits for its record. Default 15 min. */
  readonly unansweredMs?: number;
}

/** What was waited for in vain. */
export interface GivenUp<Tool> {
  /** Exchanges whose record never came. */
  readonly unanswered: readonly string[];
  /** Exchanges that are over: no message will be placed into them any more. */
  readonly ended: readonly string[];
  /** Tool calls whose call never came. */
  readonly tools: readonly Tool[];
}

/**
 * Which messages of LiteLLM's hooks belong to one LLM call (contract-akto.md "Pairing"). Most of them carry no id: they
 * are matched by what they have in common, first in, first out. Sans I/O: the caller brings records and the time, in
 * the order of arrival, and is told the exchange of each. `Tool` is whatever the caller keeps of a tool call.
 */
export class Pairing<Tool> {
  readonly #newExchange: () => string;
  readonly #unansweredMs: number;
  readonly #repeats: boolean;
  readonly #calls: CallTable;
  readonly #tools = new Map<string, { readonly at: number; readonly tools: Tool[] }>();
  readonly #teams = new Map<string, string>();
  readonly #adopted = new AdoptedCalls();
  #heldTools = 0;
  #evicted: string[] = [];
  #evictedEnded: string[] = [];

  constructor({ newExchange, maxCalls = MAX_CALLS, repeats = true, unansweredMs = UNANSWERED_MS }: PairingOptions) {
    this.#repeats = repeats;
    this.#newExchange = newExchange;
    this.#unansweredMs = unansweredMs;
    this.#calls = new CallTable(maxCalls);
  }

  /** Calls and tool calls remembered now. */
  get size(): number {
    return this.#calls.size + this.#heldTools;
  }

  /**
   * A call seen at the gateway: what a hook says of the same id joins it. A second call with that id never does. Most
   * are never spoken of again, so that only the id is kept.
   */
  adopt(callId: string, exchange: string): void {
    // An id of our own making: nobody can have spoken of it yet.
    const isNew = callId === exchange;
    if (!isNew && (this.#calls.withId(callId) !== undefined || this.#adopted.has(callId))) return;
    this.#adopted.set(callId, exchange);
  }

  /** A question for a verdict. The caller judges it once for each exchange and answers repetitions alike. */
  question(record: HookRecord): QuestionPlacement {
    const known = this.#named(record) ?? this.#askedOnce(record);
    if (known !== undefined) {
      // Of a call with an id nobody asks which question was which, and its stream may be asked about for hours.
      if (record.callId === null || known.questions.length < 2) known.questions.push(questionOf(record));
      known.callType ||= record.callType;
      if (known.headers.length === 0) known.headers = record.headers;
      this.#calls.keepVariant(known, keyOf(record));
      return known.shown ? this.#placed(known, false) : { held: true };
    }
    const hasText = record.text.trim() !== '';
    const call = newCall({
      exchange: this.#newExchange(),
      at: record.at,
      callType: record.callType,
      headers: record.headers,
      // One that knows its id is not sought by its text: its hook names the id in every message.
      keys: record.callId === null ? [keyOf(record)] : [],
      shown: hasText,
    });
    call.questions.push(questionOf(record));
    this.#add(call);
    this.#calls.addId(call, record.callId);
    return hasText ? this.#placed(call, true) : { held: true };
  }

  /**
   * What the question was answered with; the records that follow depend on it. A hook does not repeat a question that
   * was denied, and repeats a masked one with the masked text: equal questions that came while the first was being
   * judged are calls of their own then. Returns the exchanges made for them; they got the same answer.
   */
  settle(exchange: string, outcome: Outcome): readonly string[] {
    const call = this.#calls.get(exchange);
    if (call === undefined) return [];
    call.state = outcome.kind;
    if (outcome.kind === 'allowed') return [];
    const others = call.ids.size === 0 ? call.questions.splice(1) : [];
    const made = others.map((question) => this.#copy(call, question));
    if (outcome.kind === 'masked') {
      for (const one of [call, ...made]) {
        // Akto's hook goes on with or without the caller's headers.
        this.#calls.rekey(
          one,
          [call.headers, []].map((headers) => pairingKey(call.callType, outcome.maskedText, headers)),
        );
      }
    }
    return made.map((one) => one.exchange);
  }

  /** The hook's own record of a 403: joins a denied call only. */
  ownBlock(record: HookRecord): Placement {
    return this.#end(record, (call) => call.state === 'denied');
  }

  /** The record of a success or of a failure. */
  record(record: HookRecord): Placement {
    return this.#end(record, (call) => call.state !== 'denied');
  }

  /** A call that is told whole: no question was asked before it. Only an id joins it to anything. */
  whole(record: HookRecord): Placement {
    const found = this.#named(record);
    const call = found ?? this.#unasked(record);
    call.recordedAt = record.at;
    call.recordIdentity = record.identity;
    this.#calls.addId(call, record.callId);
    this.#learnTeam(call);
    return { ...this.#placed(call, found === undefined), paired: true };
  }

  /**
   * A tool call: the exchange of its call, or null when that is not known yet. Then it is kept, and takeTools hands it
   * out when the call's record has come; without an id it is nobody's and is given back by `giveUp`.
   */
  toolCall(callId: string | null, tool: Tool, at: number): string | null {
    const exchange = this.#calls.withId(callId)?.exchange ?? this.#adopted.get(callId ?? '');
    if (exchange !== undefined) return exchange;
    const held = this.#tools.get(callId ?? '') ?? { at, tools: [] };
    held.tools.push(tool);
    this.#tools.set(callId ?? '', held);
    this.#heldTools += 1;
    return null;
  }

  /** Tool calls that came before the record of their call, in the order in which they came. */
  takeTools(callId: string | null): readonly Tool[] {
    const held = callId === null ? undefined : this.#tools.get(callId);
    if (callId === null || held === undefined) return [];
    this.#tools.delete(callId);
    this.#heldTools -= held.tools.length;
    return held.tools;
  }

  /** What still comes of this call is a call of its own. */
  forget(exchange: string): void {
    const call = this.#calls.get(exchange);
    if (call !== undefined) this.#calls.remove(call);
  }

  /** Forgets what is over and gives up what was waited for in vain. To be called every few seconds. */
  giveUp(now: number): GivenUp<Tool> {
    const unanswered = this.#evicted;
    const ended: string[] = this.#evictedEnded;
    this.#evicted = [];
    this.#evictedEnded = [];
    for (const call of this.#calls.values()) {
      if (now - call.openedAt < Math.min(ENDED_MS, this.#unansweredMs)) break;
      const endedAt = endOf(call);
      if (endedAt === null ? now - call.openedAt < this.#unansweredMs : now - endedAt < ENDED_MS) continue;
      this.#calls.remove(call);
      if (call.shown) (endedAt === null ? unanswered : ended).push(call.exchange);
    }
    return { unanswered, ended, tools: this.#expiredTools(now) };
  }

  /** The call that has the message's id: told of before, or seen at the gateway. */
  #named({ callId, at }: HookRecord): Call | undefined {
    const known = this.#calls.withId(callId);
    const exchange = callId === null || known !== undefined ? undefined : this.#adopted.get(callId);
    if (callId === null || exchange === undefined) return known;
    this.#adopted.delete(callId);
    const call = newCall({ exchange, at, callType: '', headers: [], keys: [], shown: true });
    this.#add(call);
    this.#calls.addId(call, callId);
    return call;
  }

  #end(record: HookRecord, fits: (call: Call) => boolean): Placement {
    const found = this.#named(record) ?? this.#waiting(record, fits);
    const split = found === undefined ? this.#split(record, fits) : undefined;
    const call = found ?? split?.call ?? this.#unasked(record);
    const isNew = found === undefined || !found.shown;
    call.shown = true;
    call.recordedAt = record.at;
    call.recordIdentity = record.identity;
    this.#calls.addId(call, record.callId);
    this.#calls.keepVariant(call, keyOf(record));
    this.#learnTeam(call);
    const paired = found !== undefined || split !== undefined;
    return { ...this.#placed(call, isNew), paired, splitFrom: split?.from ?? null };
  }

  /** A call that asked once, not long ago: this is its second question, also when its record has come between. */
  #askedOnce(record: HookRecord): Call | undefined {
    if (record.callId !== null || !this.#repeats) return undefined;
    for (const call of this.#calls.withKey(keyOf(record))) {
      const [first, second] = call.questions;
      if (first === undefined || second !== undefined || call.state === 'denied') continue;
      if (record.at - first.at < REPEAT_MS) return call;
    }
    return undefined;
  }

  /** The oldest call that this may be the record of. */
  #waiting(record: HookRecord, fits: (call: Call) => boolean): Call | undefined {
    for (const key of keysOf(record)) {
      for (const call of this.#calls.withKey(key)) if (call.recordedAt === null && fits(call)) return call;
    }
    return undefined;
  }

  /**
   * Equal calls at once: two first questions looked like one call that asked twice, and one of them is this call's. The
   * newest such pair is taken: the second questions of both calls are still to come and find room again.
   */
  #split(
    record: HookRecord,
    fits: (call: Call) => boolean,
  ): { readonly call: Call; readonly from: string } | undefined {
    for (const key of keysOf(record)) {
      const donors = [...this.#calls.withKey(key)].filter((call) => call.questions.length > 1 && fits(call));
      const donor = donors.reduce<Call | undefined>(
        (newest, call) => (askedAt(call) >= askedAt(newest) ? call : newest),
        undefined,
      );
      const question = donor?.questions.pop();
      if (donor === undefined || question === undefined) continue;
      return { call: this.#copy(donor, question), from: donor.exchange };
    }
    return undefined;
  }

  /** An exchange of its own for a question that had been taken for a repetition. */
  #copy(donor: Call, question: Question): Call {
    const call = newCall({ ...donor, exchange: this.#newExchange(), at: question.at, keys: [...donor.keys] });
    call.variants.push(...donor.variants);
    call.questions.push(question);
    call.state = donor.state;
    this.#add(call);
    return call;
  }

  #unasked(record: HookRecord): Call {
    const { at, callType, headers } = record;
    const call = newCall({ exchange: this.#newExchange(), at, callType, headers, keys: [], shown: true });
    this.#add(call);
    return call;
  }

  #add(call: Call): void {
    const evicted = this.#calls.add(call);
    if (evicted?.shown === true) (endOf(evicted) === null ? this.#evicted : this.#evictedEnded).push(evicted.exchange);
  }

  #placed(call: Call, isNew: boolean): Placement & { readonly held: false } {
    const identity = identityOf(call, (teamId) => this.#teams.get(teamId) ?? null);
    return { held: false, exchange: call.exchange, isNew, paired: true, identity, splitFrom: null };
  }

  /** Questions say a team's id, records its alias: what one call says of both helps the next. */
  #learnTeam(call: Call): void {
    const said = [...call.questions.map(({ identity }) => identity), call.recordIdentity];
    const teamId = said.find((one) => one?.teamId)?.teamId;
    const alias = said.find((one) => one?.teamAlias)?.teamAlias;
    if (!teamId || !alias) return;
    this.#teams.delete(teamId);
    this.#teams.set(teamId, alias);
    const [oldest] = this.#teams.keys();
    if (this.#teams.size > MAX_TEAMS && oldest !== undefined) this.#teams.delete(oldest);
  }

  #expiredTools(now: number): Tool[] {
    const expired: Tool[] = [];
    for (const [callId, { at, tools }] of this.#tools) {
      const nobodys = callId === '' || now - at >= HELD_TOOLS_MS || this.#heldTools > MAX_HELD_TOOLS;
      if (!nobodys) continue;
      this.#tools.delete(callId);
      this.#heldTools -= tools.length;
      expired.push(...tools);
    }
    return expired;
  }
}

function questionOf({ at, identity }: HookRecord): Question {
  return { at, identity };
}

/** When nothing more was to come of it but stragglers; null: its record is still awaited. */
function endOf(call: Call): number | null {
  return call.recordedAt ?? (call.state === 'denied' ? call.openedAt : null);
}

function askedAt(call: Call | undefined): number {
  return call?.questions.at(-1)?.at ?? 0;
}

function keyOf(record: HookRecord): string {
  return pairingKey(record.callType, record.text, record.headers);
}

/** On some APIs the questions come without the text that the record has: then call type and headers must do. */
function keysOf(record: HookRecord): string[] {
  return [keyOf(record), pairingKey(record.callType, '', record.headers)];
}

function newCall(init: {
  readonly exchange: string;
  readonly at: number;
  readonly callType: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly keys: string[];
  readonly shown: boolean;
}): Call {
  return {
    exchange: init.exchange,
    openedAt: init.at,
    keys: init.keys,
    variants: [],
    ids: new Set(),
    questions: [],
    state: 'asked',
    recordedAt: null,
    recordIdentity: null,
    callType: init.callType,
    headers: init.headers,
    shown: init.shown,
  };
}
