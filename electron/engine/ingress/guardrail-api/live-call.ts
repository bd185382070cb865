import { createHash } from 'node:crypto';

import type { TurnOutcome } from '../../policy/index.ts';
import { EMPTY_MESSAGE, type Exchange } from '../../traffic/index.ts';
import type { Judgement } from './message.ts';

/** An exchange made of the messages of one call, from the first of them to the last straggler. */
export interface LiveCall {
  /** Id in the store: the exchange's own, or that of the gateway's exchange which this call is. */
  readonly id: string;
  readonly exchange: Exchange;
  /** The gateway has it and writes its record; here are only the answers that the hook got. */
  readonly isGateways: boolean;
  /** Its record is closed: what still comes changes nothing but the agent's name. */
  closed: boolean;
  /** Answers given or being found, by the body they are about. */
  readonly answers: Map<string, Promise<Judgement>>;
  /** Policies the hook asked for; empty: all. */
  readonly policyNames: readonly string[];
  /** Set for a streamed answer that is judged in pieces, of which nobody says which is the last: Unix ms. */
  lastPieceAt: number | null;
  /** Status of the call as its last message had it. */
  status: number;
  /** Names of the tools its answer calls. */
  toolNames: ReadonlySet<string>;
  /** The session's history knows what became of it. */
  settled: boolean;
  /** One of LiteLLM's own guardrails asked, which send no record at the end. */
  readonly oneSided: boolean;
  /** Bytes of bodies it holds until it is closed. */
  bytes: number;
}

/** Tells the session's history what became of the request: once for a call, however often it was asked about. */
export function settle(call: LiveCall, outcome: TurnOutcome): void {
  if (call.settled) return;
  call.settled = true;
  call.exchange.requestSide?.turn.settle(outcome);
}

export function answerKey(body: string): string {
  return createHash('sha256').update(body).digest('base64');
}

/**
 * Calls that are being told. Bounded by the bytes they hold: a hook that never says how its calls end must not fill the
 * memory, so the oldest is ended then, and its record, should it come, is an exchange of its own.
 */
export class LiveCalls {
  readonly #calls = new Map<string, LiveCall>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(id: string): LiveCall | undefined {
    return this.#calls.get(id);
  }

  values(): IterableIterator<LiveCall> {
    return this.#calls.values();
  }

  add(call: LiveCall): void {
    this.#calls.set(call.id, call);
    this.weigh(call);
  }

  /** To be called whenever a call holds other bodies than before. */
  weigh(call: LiveCall): void {
    const { exchange, closed, isGateways } = call;
    const bytes = closed || isGateways ? 0 : exchange.requestMessage.sizeBytes + exchange.responseMessage.sizeBytes;
    if (this.#calls.get(call.id) === call) this.#bytes += bytes - call.bytes;
    call.bytes = bytes;
  }

  /** Forgets a call. */
  remove(id: string): void {
    const call = this.#calls.get(id);
    if (call === undefined) return;
    this.#bytes -= call.bytes;
    this.#calls.delete(id);
  }

  /** Those that have to be ended because all of them together hold too much; oldest first. */
  tooMany(): LiveCall[] {
    const surplus: LiveCall[] = [];
    let bytes = this.#bytes;
    for (const call of this.#calls.values()) {
      if (bytes <= this.#maxBytes) break;
      if (call.bytes === 0) continue;
      surplus.push(call);
      bytes -= call.bytes;
    }
    return surplus;
  }

  /** Its record is written: stragglers need its name and the answers it got, not its bodies. */
  letGo(call: LiveCall): void {
    const { exchange } = call;
    exchange.request = null;
    exchange.answer = null;
    exchange.requestSide = null;
    exchange.responseSide = null;
    exchange.requestMessage = EMPTY_MESSAGE;
    exchange.responseMessage = EMPTY_MESSAGE;
    this.weigh(call);
  }
}
