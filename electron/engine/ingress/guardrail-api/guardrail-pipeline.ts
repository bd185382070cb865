import { v7 as uuidv7 } from 'uuid';

import type { HeaderList } from '../../../../shared/domain/index.ts';
import type { RequestTarget } from '../../dialects/index.ts';
import type { Exchange, JudgedSide, ReleaseDesk } from '../../traffic/index.ts';
import { Pairing, type Placement } from '../pairing/index.ts';
import { addFiles, refusedExchange, takeAnswer, takeRequest, unknownPlace } from './call-exchange.ts';
import { CallRecords, type RecordParts } from './call-records.ts';
import { mentions, toolNamesOf } from './call-tools.ts';
import { type LiveCall, answerKey, settle } from './live-call.ts';
import { ALLOWED, isPrompt, outcomeOf, repetition, saysMore } from './judgements.ts';
import type { GuardrailMessage, Judgement, MessageSide } from './message.ts';
import { type Ruling, denies, ruleOn } from './verdicts.ts';
import { within } from './within.ts';

export interface GuardrailParts extends RecordParts {
  /** Resolves when the store has room again. */
  readonly whenRoom: () => Promise<void> | null;
  /** Where warnings and approvals wait for a person. */
  readonly desk: Pick<ReleaseDesk, 'ask'>;
  /** Only tests shorten it: {@link QUIET_MS}. */
  readonly streamQuietMs?: number;
}

/** Verdicts of one message: null where nothing was asked about that side. */
export interface Verdicts {
  readonly request: Judgement | null;
  readonly response: Judgement | null;
}

const NOTHING: Verdicts = { request: null, response: null };

/** Between two pieces of a streamed answer LiteLLM's guardrails are silent at most this long; then it has ended. */
const QUIET_MS = 5_000;
/** Coding agents' hooks send the record of what they asked about at once, or never. */
const CLI_RECORD_MS = 15_000;
/** A guardrail that only asks about requests never says how they ended; one that was never seen to ask about answers. */
const REQUEST_ONLY_MS = 60_000;
/** A hook must have its answer within 2 s (contract-akto.md section 1.1) whatever the store does and the text holds. */
const ROOM_WAIT_MS = 250;
const VERDICT_DEADLINE_MS = 1_500;
const SWEEP_MS = 1_000;

/**
 * Calls that others tell us about: hooks and guardrails ask for verdicts and report what became of the call. Their
 * messages are paired into exchanges, judged like any other, and recorded.
 */
export class GuardrailPipeline {
  readonly #parts: GuardrailParts;
  readonly #records: CallRecords;
  readonly #litellm = new Pairing<GuardrailMessage>({ newExchange: uuidv7 });
  readonly #others = new Pairing<GuardrailMessage>({
    newExchange: uuidv7,
    unansweredMs: CLI_RECORD_MS,
    repeats: false,
  });
  readonly #sweeping: NodeJS.Timeout;
  /** Some guardrail of LiteLLM's own asks about answers too. */
  #answersSeen = false;

  constructor(parts: GuardrailParts) {
    this.#parts = parts;
    this.#records = new CallRecords(parts);
    this.#sweeping = setInterval(() => this.sweep(Date.now()), SWEEP_MS);
    this.#sweeping.unref();
  }

  /** A call seen at the gateway: what a hook tells of it is that exchange. */
  adopt(callId: string, exchangeId: string): void {
    this.#litellm.adopt(callId, exchangeId);
  }

  /**
   * Never rejects for anything a message says. Verdicts are waited for, what is only recorded is not. For room in the
   * store a hook waits `briefly` (it must have its answer in time), a batch of records `patiently`.
   */
  async handle(message: GuardrailMessage, waits: 'briefly' | 'patiently' = 'briefly'): Promise<Verdicts> {
    const room = this.#parts.whenRoom();
    if (room !== null) await (waits === 'patiently' ? room : within(ROOM_WAIT_MS, room));
    switch (message.kind) {
      case 'question':
        return { ...NOTHING, request: await this.#question(message) };
      case 'answer':
        return { ...NOTHING, response: await this.#answer(message) };
      case 'whole':
        return this.#whole(message);
      case 'tool-call':
        this.#toolCall(message);
        return NOTHING;
      default:
        this.#end(message);
        return NOTHING;
    }
  }

  /**
   * A call that was refused for its token, or as a web page's. A visible alarm: hooks go on without a verdict when they
   * get none. Its body is not read, so nobody knows whose it was. Resolves when it is recorded: nobody waits for a verdict.
   */
  async refuse(target: RequestTarget, headers: HeaderList, status: number): Promise<void> {
    const exchange = refusedExchange(target, headers);
    exchange.mark('token-refused');
    exchange.status = status;
    if (status === 401) this.#parts.statistics.countRefusedHook();
    this.#parts.statistics.countExchange();
    await this.#parts.whenRoom();
    this.#parts.recorder.open(exchange);
    this.#parts.recorder.close(exchange, 'refused');
  }

  /** Ends what has gone quiet and gives up what will not come. Called every second. */
  sweep(now: number): void {
    const quiet = this.#parts.streamQuietMs ?? QUIET_MS;
    for (const call of this.#records.live.values()) {
      if (call.lastPieceAt !== null && now - call.lastPieceAt >= quiet) this.#records.close(call, 'complete');
    }
    for (const call of this.#records.live.values()) {
      const isSilent = call.oneSided && !this.#answersSeen && !call.closed;
      if (isSilent && now - call.exchange.startedAt >= REQUEST_ONLY_MS) this.#forget(call);
    }
    for (const pairing of [this.#litellm, this.#others]) {
      const { unanswered, ended, tools } = pairing.giveUp(now);
      for (const id of [...unanswered, ...ended]) {
        const call = this.#records.live.get(id);
        if (call !== undefined) this.#records.giveUp(call, pairing === this.#litellm);
        this.#records.live.remove(id);
      }
      for (const tool of tools) this.#tellWhole(tool, ['unpaired']);
    }
    for (const call of this.#records.live.tooMany()) this.#forget(call);
  }

  /** Ends a call before its time: what still comes of it is a call of its own. */
  #forget(call: LiveCall): void {
    this.#litellm.forget(call.id);
    this.#others.forget(call.id);
    this.#records.giveUp(call, true);
    this.#records.live.remove(call.id);
  }

  /** Writes the end of every call that is being told: whatever still comes, comes to nobody. */
  async dispose(): Promise<void> {
    clearInterval(this.#sweeping);
    for (const call of this.#records.live.values()) this.#records.giveUp(call, true);
    await this.#records.whenClosed();
  }

  async #question(message: GuardrailMessage): Promise<Judgement> {
    const placed = this.#pairingOf(message).question(message.record);
    // Nothing to be judged, nothing to be shown: the record will bring the text.
    if (placed.held) return ALLOWED;
    const known = this.#records.live.get(placed.exchange);
    // A tool that an answer calls is asked about under the call's own id.
    if (known?.closed === true && !known.isGateways && message.dialect.id === 'mcp') return this.#lateTool(message);
    const call = known ?? this.#records.open(placed, message);
    const key = answerKey(message.request?.body ?? '');
    const same = call.answers.get(key);
    if (same !== undefined) return same;
    const [first] = call.answers.values();
    if (
      first !== undefined &&
      (message.record.callId === null || (!message.isFiles && (await first).kind === 'mask'))
    ) {
      return repetition(await first);
    }
    const judged = this.#judgeQuestion(call, message, placed);
    call.answers.set(key, judged);
    return judged;
  }

  async #judgeQuestion(call: LiveCall, message: GuardrailMessage, placed: Placement): Promise<Judgement> {
    const { exchange } = call;
    const { judge, open, statistics } = this.#parts;
    const pairing = this.#pairingOf(message);
    const isFirst = call.answers.size === 0;
    if (!isFirst && !call.closed && !message.isFiles) takeRequest(exchange, message);
    if (exchange.mode === 'log') {
      if (!isFirst && message.isFiles && !call.closed) addFiles(exchange, message, null);
      pairing.settle(placed.exchange, { kind: 'allowed' });
      if (message.last) this.#records.close(call, 'complete');
      return ALLOWED;
    }
    open.add(exchange);
    try {
      const parts = message.request?.parsed.parts ?? [];
      const besides = message.isFiles;
      const options = { only: message.policyNames, deadlineMs: VERDICT_DEADLINE_MS, besides };
      const judged = await judge.judge(exchange, 'request', parts, 'inline', options);
      const { judgement, side } = this.#rule(exchange, judged, message.request, message);
      if (call.closed) return judgement;
      exchange.gateMs = exchange.elapsedMs();
      statistics.countGate(exchange.gateMs);
      if (!isFirst && message.isFiles) addFiles(exchange, message, side);
      else exchange.requestSide = side;
      settle(call, judgement.kind === 'deny' ? 'denied' : 'forwarded');
      if (judgement.kind === 'mask') exchange.mark('masked');
      const others = pairing.settle(placed.exchange, outcomeOf(judgement, side));
      this.#copyCall(call, message, placed, others);
      // A denial of the built-in guardrail leaves no further record, and a tool or prompt of a coding agent none at all.
      if (judgement.kind === 'deny') this.#records.close(call, 'blocked');
      else if (message.last) this.#records.close(call, 'complete');
      return judgement;
    } finally {
      if (!call.closed) open.told(exchange);
    }
  }

  /**
   * What a judged side means for the client. A denial that a person may release is put before one, and the client denied
   * meanwhile: a hook cannot wait. Where it was released, or is by being sent again, the side is judged again and passes.
   */
  #rule(exchange: Exchange, judged: JudgedSide, body: MessageSide<unknown> | null, message: GuardrailMessage): Ruling {
    const isAnswer = body === message.response;
    // An answer is released for the repetition of its request: where nobody told that, for nothing.
    const isKnown = !isAnswer || (exchange.requestSide?.parts.length ?? 0) > 0;
    const asks = isKnown && exchange.mode === 'block' && judged.release !== null && denies(judged.verdict.kind);
    const retryReleases = !isAnswer && isPrompt(message);
    const outcome = asks ? this.#parts.desk.ask(exchange, judged, { retryReleases }) : 'denied';
    return ruleOn(exchange, outcome === 'released' ? judged.again() : judged, body, message.client);
  }

  /** Equal calls that were taken for repetitions while this one was being judged: the same, each for itself. */
  #copyCall(call: LiveCall, message: GuardrailMessage, placed: Placement, ids: readonly string[]): void {
    for (const id of ids) {
      const copy = this.#records.open({ ...placed, exchange: id, isNew: true, paired: true }, message);
      copy.exchange.requestSide = call.exchange.requestSide;
      for (const mark of call.exchange.marks) copy.exchange.mark(mark);
      for (const [key, answer] of call.answers) copy.answers.set(key, answer);
      if (denies(call.exchange.requestSide?.verdict.kind ?? 'allow')) this.#records.close(copy, 'blocked');
    }
  }

  /** A check of an answer, whole or so far. */
  async #answer(message: GuardrailMessage): Promise<Judgement> {
    const { judge, open } = this.#parts;
    this.#answersSeen = true;
    const placed = this.#pairingOf(message).question(message.record);
    const fresh = placed.held ? null : placed;
    const known = fresh === null ? undefined : this.#records.live.get(fresh.exchange);
    const isLiteLLM = message.client.connector === 'litellm';
    const call = known ?? this.#records.open(fresh ?? unknownPlace(message), message, isLiteLLM ? ['unpaired'] : []);
    const { exchange } = call;
    if (!call.closed) {
      if (exchange.request === null && message.request !== null) takeRequest(exchange, message);
      takeAnswer(exchange, message);
      call.status = message.status;
      call.lastPieceAt = message.piece ? Date.now() : null;
      this.#records.live.weigh(call);
    }
    if (exchange.mode === 'log') {
      if (message.last) this.#records.close(call, 'complete');
      return ALLOWED;
    }
    open.add(exchange);
    try {
      const parts = message.response?.parsed.parts ?? [];
      const options = { only: message.policyNames, deadlineMs: VERDICT_DEADLINE_MS };
      // What a coding agent's hook was asked before was judged then; here it only says what was answered.
      if (!isLiteLLM) exchange.requestSide ??= await judge.judge(exchange, 'request', [], 'inline');
      const judged = await judge.judge(exchange, 'response', parts, 'inline', options);
      const { judgement, side } = this.#rule(exchange, judged, message.response, message);
      if (call.closed) return judgement;
      exchange.responseSide = side;
      if (judgement.kind === 'mask') exchange.mark('answer-masked');
      if (judgement.kind === 'deny') this.#records.close(call, 'blocked');
      else if (message.last) this.#records.close(call, 'complete');
      return judgement;
    } finally {
      if (!call.closed) open.told(exchange);
    }
  }

  /** The record of a call: a success, a failure, or the hook's own block. */
  #end(message: GuardrailMessage): void {
    const pairing = this.#pairingOf(message);
    const isBlock = message.kind === 'own-block';
    const placed = isBlock ? pairing.ownBlock(message.record) : pairing.record(message.record);
    const donor = placed.splitFrom === null ? undefined : this.#records.live.get(placed.splitFrom);
    const known = this.#records.live.get(placed.exchange);
    const tools = pairing.takeTools(message.record.callId);
    const marks = placed.paired ? [] : ['unpaired'];
    // Nobody asked before the model did: the verdict comes too late to be carried out.
    const asked = isBlock ? 'block' : (donor?.exchange.mode ?? 'log');
    const call = known ?? this.#records.open(placed, message, marks, asked);
    if (known !== undefined) this.#records.rename(call, placed.identity, message);
    if (call.closed) return;
    const { exchange } = call;
    if (saysMore(message, exchange)) {
      takeRequest(exchange, message);
      exchange.requestSide = null;
    }
    takeAnswer(exchange, message);
    call.status = message.status;
    this.#noteTools(call, tools);
    this.#records.close(call, isBlock ? 'blocked' : 'complete');
  }

  /** A call that is told after it ended, with a verdict asked for or not. */
  async #whole(message: GuardrailMessage): Promise<Verdicts> {
    const { judge } = this.#parts;
    const pairing = this.#pairingOf(message);
    const placed = pairing.whole(message.record);
    const known = this.#records.live.get(placed.exchange);
    const tools = pairing.takeTools(message.record.callId);
    // LiteLLM's hook tells what has happened; a coding agent's waits for the verdict on both sides.
    const mode = message.client.connector === 'litellm' ? 'log' : undefined;
    const call = known ?? this.#records.open(placed, message, [], mode);
    const { exchange } = call;
    const asked = (judgement: Judgement): Verdicts => ({
      request: message.asks.request ? judgement : null,
      response: message.asks.response ? judgement : null,
    });
    if (call.closed) return asked(ALLOWED);
    takeAnswer(exchange, message);
    call.status = message.status;
    this.#noteTools(call, tools);
    const options = { only: message.policyNames, deadlineMs: VERDICT_DEADLINE_MS / 2 };
    const rule = async (side: 'request' | 'response'): Promise<Judgement> => {
      const parts = message[side]?.parsed.parts ?? [];
      const judged = await judge.judge(exchange, side, parts, 'inline', options);
      const ruled = this.#rule(exchange, judged, message[side], message);
      exchange[side === 'request' ? 'requestSide' : 'responseSide'] = ruled.side;
      return ruled.judgement;
    };
    if (this.#parts.settings().mode === 'log' && exchange.mode === 'log') {
      this.#records.close(call, 'complete');
      return asked(ALLOWED);
    }
    const [request, response] = [await rule('request'), await rule('response')];
    const outcome = exchange.mode === 'log' ? 'forwarded-as-received' : 'forwarded';
    const denied = request.kind === 'deny' || (message.asks.response && response.kind === 'deny');
    settle(call, denied && exchange.mode === 'block' ? 'denied' : outcome);
    this.#records.close(call, denied && exchange.mode === 'block' ? 'blocked' : 'complete');
    return { request: message.asks.request ? request : null, response: message.asks.response ? response : null };
  }

  /** A tool that an answer calls is in that answer already; one that no answer has is told for itself. */
  #toolCall(message: GuardrailMessage): void {
    const { callId, at } = message.record;
    if (message.client.connector !== 'litellm') return this.#tellWhole(message, []);
    const id = this.#litellm.toolCall(callId, message, at);
    const call = id === null ? undefined : this.#records.live.get(id);
    if (call === undefined || call.isGateways) return;
    if (!call.closed) call.toolNames = new Set([...call.toolNames, ...toolNamesOf(message)]);
    else if (!mentions(call, message)) this.#tellWhole(message, ['tool-call']);
  }

  #noteTools(call: LiveCall, tools: readonly GuardrailMessage[]): void {
    const calls = call.exchange.answer?.messages.flatMap(({ blocks }) => blocks) ?? [];
    call.toolNames = new Set(calls.flatMap((block) => (block.kind === 'tool-call' ? [block.name] : [])));
    for (const tool of tools) if (!mentions(call, tool)) this.#tellWhole(tool, ['tool-call']);
  }

  /** Asked about after its call was closed. Allowed, it is in the answer; denied, it is a record of its own. */
  async #lateTool(message: GuardrailMessage): Promise<Judgement> {
    const call = this.#records.open(unknownPlace(message), message, ['tool-call']);
    const judgement = await this.#judgeLateTool(call, message);
    this.#records.live.remove(call.id);
    return judgement;
  }

  async #judgeLateTool(call: LiveCall, message: GuardrailMessage): Promise<Judgement> {
    const { exchange } = call;
    if (exchange.mode === 'log') {
      this.#records.close(call, 'complete');
      return ALLOWED;
    }
    const parts = message.request?.parsed.parts ?? [];
    const options = { only: message.policyNames, deadlineMs: VERDICT_DEADLINE_MS };
    const judged = await this.#parts.judge.judge(exchange, 'request', parts, 'inline', options);
    const { judgement, side } = this.#rule(exchange, judged, message.request, message);
    exchange.requestSide = side;
    this.#records.close(call, judgement.kind === 'deny' ? 'blocked' : 'complete');
    return judgement;
  }

  /** One message that is an exchange by itself. */
  #tellWhole(message: GuardrailMessage, marks: readonly string[]): void {
    const call = this.#records.open(unknownPlace(message), message, marks, 'log');
    takeAnswer(call.exchange, message);
    call.status = message.status;
    this.#records.close(call, 'complete');
    this.#records.live.remove(call.id);
  }

  #pairingOf({ client }: GuardrailMessage): Pairing<GuardrailMessage> {
    return client.connector === 'litellm' ? this.#litellm : this.#others;
  }
}
