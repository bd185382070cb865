import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Mode } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import { type Decision, effectiveMode } from '../policy/index.ts';
import { type Upstreams, headerOf } from '../upstream/index.ts';
import type { AnswerTap } from './answer-tap.ts';
import { arrived } from './arrival.ts';
import { readBody } from './body.ts';
import { type OwnAnswer, blockAnswer, denialOf, errorAnswer, recordOwnAnswer, sendOwnAnswer } from './deny.ts';
import { type Exchange, type FinalState, type JudgedSide, type Route, denies } from './exchange.ts';
import { type ForwardOptions, type ForwardResult, forward, sendHeld } from './forward.ts';
import type { Identifier } from './identifier.ts';
import type { Judge } from './judge.ts';
import { KnownBodies } from './known-bodies.ts';
import { MAX_REQUEST_BYTES } from './limits.ts';
import type { Meter } from './meter.ts';
import type { OpenExchanges } from './open-exchanges.ts';
import type { Recorder } from './recorder.ts';
import type { ReleaseDesk } from './release-desk.ts';
import { type Outgoing, forwardedPath, outgoingRequest, rewrittenAnswer } from './rewrite.ts';
import type { Statistics } from './statistics.ts';
import { StreamGate } from './stream-gate.ts';
import { understandAnswer, understandRequest } from './understand.ts';
import type { UpstreamHealth } from './upstream-health.ts';
import { whileConnected } from './while-connected.ts';

export interface PipelineParts {
  readonly upstreams: Upstreams;
  readonly identifier: Identifier;
  readonly judge: Judge;
  readonly meter: Meter;
  readonly desk: ReleaseDesk;
  readonly recorder: Recorder;
  readonly statistics: Statistics;
  readonly open: OpenExchanges;
  readonly health: UpstreamHealth;
  readonly settings: () => { readonly mode: Mode; readonly collectionModes: Readonly<Record<string, Mode>> };
  /** Resolves when the store has room again: new requests wait, nothing is dropped. null: it has. */
  readonly whenRoom: () => Promise<void> | null;
  /** A request goes on to LiteLLM under this x-litellm-call-id: what hooks report of it is the same call. */
  readonly onLiteLLMCall?: (callId: string, exchangeId: string) => void;
}

/** Both sides, and the decision that ended the answer's stream. */
interface Judged {
  readonly asked: JudgedSide;
  readonly answered: JudgedSide;
  readonly cut: Decision | null;
}

/**
 * The life of a request at the gateway (ARCHITECTURE.md "A request's way"):
 * receive, parse, identify, (Block: judge, deny or) forward, read the answer, (Log: judge,) record.
 */
export class GatewayPipeline {
  readonly #parts: PipelineParts;
  readonly #bodies = new KnownBodies();

  constructor(parts: PipelineParts) {
    this.#parts = parts;
  }

  /** Never rejects: whatever happens, the client gets an answer or a closed connection, and the exchange an end. */
  async handle(request: IncomingMessage, response: ServerResponse, route: Route, path: string): Promise<void> {
    const exchange = this.#begin(request, route, path);
    this.#parts.open.add(exchange);
    try {
      const room = this.#parts.whenRoom();
      if (room !== null) await room;
      await this.#run(exchange, request, response);
    } catch (error) {
      const failure =
        error instanceof SluiceError
          ? error
          : new SluiceError('internal', 'Sluice failed on this request.', { cause: error });
      try {
        this.#answer(exchange, response, errorAnswer(exchange, failure));
      } catch {
        response.destroy();
      }
      this.#parts.recorder.close(exchange, 'refused');
    } finally {
      this.#parts.open.remove(exchange);
    }
  }

  /** A request we do not even read: recorded as `refused` when there is room, answered, the connection closed. Never rejects. */
  async refuse(
    request: IncomingMessage,
    response: ServerResponse,
    route: Route,
    path: string,
    error: SluiceError,
  ): Promise<void> {
    const exchange = this.#begin(request, route, path);
    this.#parts.open.add(exchange);
    await this.#parts.whenRoom()?.catch(() => undefined);
    this.#parts.recorder.open(exchange);
    request.resume();
    this.#answer(exchange, response, errorAnswer(exchange, error), true);
    this.#parts.recorder.close(exchange, 'refused');
    this.#parts.open.remove(exchange);
  }

  #begin(request: IncomingMessage, route: Route, path: string): Exchange {
    this.#parts.statistics.countExchange();
    return arrived(request, route, path, this.#parts.settings().mode);
  }

  async #run(exchange: Exchange, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = await readBody(request, MAX_REQUEST_BYTES);
    if (received.kind === 'too-large') {
      this.#parts.recorder.open(exchange);
      const error = new SluiceError('body_too_large', 'The request is larger than 100 MB.');
      this.#answer(exchange, response, errorAnswer(exchange, error), true);
      return this.#parts.recorder.close(exchange, 'refused');
    }
    const reading = understandRequest(exchange, received.bytes, this.#bodies);
    if (reading !== null) await reading;
    const mode = this.#identify(exchange);
    if (received.kind === 'client-left') return this.#parts.recorder.close(exchange, 'client-left');
    if (mode instanceof Promise) await mode;

    if (exchange.mode === 'block') {
      const side = await this.#parts.judge.judge(exchange, 'request', requestParts(exchange), 'inline');
      exchange.requestSide = side;
      this.#gatePassed(exchange);
      if (denies(side.verdict.kind)) exchange.requestSide = await this.#askPerson(exchange, side, response);
      if (denies(exchange.requestSide.verdict.kind)) return this.#denyRequest(exchange, response);
    } else {
      this.#gatePassed(exchange);
    }
    const outgoing = outgoingRequest(exchange, request, received.bytes);
    if (outgoing === null) return this.#denyRequest(exchange, response, exchange.requestSide?.denyUneditable());
    exchange.requestSide?.turn.settle('forwarded');
    await this.#forward(exchange, response, outgoing);
  }

  /** Names the agent, opens the record, settles the mode; a promise when Block has to wait a moment for an alias. */
  #identify(exchange: Exchange): Promise<void> | null {
    const { identifier, recorder } = this.#parts;
    const { pending } = identifier.identify(exchange);
    this.#settleMode(exchange);
    recorder.open(exchange);
    if (pending === null) return null;
    const opened = exchange.agent;
    void pending.then((identity) => {
      identifier.adopt(exchange, identity);
      if (identity.agent !== opened) recorder.agentKnown(exchange);
    });
    const { mode, collectionModes } = this.#parts.settings();
    if (mode !== 'block' && !Object.values(collectionModes).includes('block')) return null;
    return identifier.settleSoon(exchange, pending).then(() => this.#settleMode(exchange));
  }

  #settleMode(exchange: Exchange): void {
    const { mode, collectionModes } = this.#parts.settings();
    exchange.mode = effectiveMode(mode, collectionModes, exchange.agent);
  }

  #gatePassed(exchange: Exchange): void {
    exchange.gateMs = exchange.elapsedMs();
    this.#parts.statistics.countGate(exchange.gateMs);
  }

  /** The side as it is after a person was asked, where one may be asked: an approval holds the client until then. */
  async #askPerson(exchange: Exchange, side: JudgedSide, response: ServerResponse): Promise<JudgedSide> {
    if (side.release === null) return side;
    const outcome = await whileConnected(response, (signal) => this.#parts.desk.hold(exchange, side, signal));
    return outcome === 'released' ? side.again() : side;
  }

  /** `instead`: the decision when what was to be masked cannot be. */
  #denyRequest(exchange: Exchange, response: ServerResponse, instead?: Decision): Promise<void> {
    if (instead !== undefined && exchange.requestSide !== null) {
      exchange.requestSide = { ...exchange.requestSide, ...instead };
      exchange.mark('not-maskable');
    }
    exchange.requestSide?.turn.settle('denied');
    return this.#deny(exchange, response, exchange.requestSide?.message ?? '');
  }

  async #deny(exchange: Exchange, response: ServerResponse, message: string): Promise<void> {
    this.#answer(exchange, response, blockAnswer(exchange, message));
    // The client has its answer; the record shall say what Akto thought of it, too.
    if (exchange.aktoPending !== null) await exchange.aktoPending;
    this.#parts.recorder.close(exchange, exchange.status === null ? 'client-left' : 'blocked');
  }

  async #forward(exchange: Exchange, response: ServerResponse, outgoing: Outgoing): Promise<void> {
    const restore = exchange.requestSide?.turn.restore === true;
    const hold = exchange.mode === 'block' && (restore || this.#parts.judge.actsOnAnswers(exchange));
    const path = forwardedPath(exchange);
    const callId = exchange.route.isLiteLLM ? headerOf(outgoing.headers, 'x-litellm-call-id') : null;
    if (callId !== null) this.#parts.onLiteLLMCall?.(callId, exchange.id);
    const result = await forward(
      this.#parts.upstreams,
      exchange,
      { method: exchange.target.method, path, ...outgoing },
      response,
      { hold, ...this.#gating(exchange), onTap: (tap) => this.#onAnswer(exchange, tap) },
    );
    this.#parts.health.learn(exchange, result);
    exchange.durationMs = exchange.elapsedMs();
    if (result.error !== null) {
      this.#answer(exchange, response, errorAnswer(exchange, result.error));
      await this.#finish(exchange, 'upstream-error');
      return;
    }
    const reading = result.tap && understandAnswer(exchange, result.tap, result.headers, this.#bodies);
    if (reading !== null) await reading;
    if (result.denied !== null) {
      await this.#finish(exchange, 'blocked', result.denied);
      // Too late to hold it; released, it passes when it is asked for again.
      const side = exchange.responseSide;
      if (side !== null && side.release !== null) this.#parts.desk.ask(exchange, side);
      return;
    }
    if (result.held !== null) return this.#release(exchange, response, result);
    await this.#finish(exchange, result.outcome === 'cut' ? 'blocked' : result.outcome);
  }

  /** In Log mode a request whose answer streams is judged meanwhile: nobody should wait minutes to learn its verdict. */
  #onAnswer(exchange: Exchange, tap: AnswerTap): void {
    this.#parts.open.tap(exchange, tap);
    if (exchange.mode !== 'log' || !tap.streamed) return;
    const judging = this.#judgedLater(exchange);
    exchange.requestJudging = judging;
    // Its failure is met where it is awaited, at the end.
    void judging.then((side) => (exchange.requestSide ??= side)).catch(() => undefined);
  }

  /** Whatever goes wrong with it is told where it is awaited: the answer's bytes are on their way. */
  async #judgedLater(exchange: Exchange): Promise<JudgedSide> {
    return this.#parts.judge.judge(exchange, 'request', requestParts(exchange), 'worker');
  }

  /** Block mode: a stream that a policy may stop or change is judged while it flows. */
  #gating(exchange: Exchange): Pick<ForwardOptions, 'gate' | 'cutWith'> {
    return {
      gate: () => {
        const rules = exchange.mode === 'block' ? this.#parts.judge.streamRules(exchange) : null;
        return rules === null ? null : new StreamGate(exchange, rules);
      },
      cutWith: (gate) => gate.cutBytes(denialOf(exchange, 403, 'blocked_by_policy', gate.denied?.message ?? '')),
    };
  }

  /** A whole answer that was held back for its verdict. */
  async #release(exchange: Exchange, response: ServerResponse, result: ForwardResult): Promise<void> {
    let side = await this.#parts.judge.judge(exchange, 'response', answerParts(exchange), 'inline');
    exchange.responseSide = side;
    if (denies(side.verdict.kind)) {
      side = await this.#askPerson(exchange, side, response);
      exchange.responseSide = side;
    }
    if (denies(side.verdict.kind)) return this.#deny(exchange, response, side.message);
    const rewrite = rewrittenAnswer(exchange, side);
    if (rewrite.kind === 'impossible') {
      const decision = side.denyUneditable();
      exchange.responseSide = { ...side, ...decision };
      exchange.mark('not-maskable');
      return this.#deny(exchange, response, decision.message);
    }
    const text = rewrite.kind === 'rewritten' ? rewrite.text : null;
    const sent = await sendHeld(response, exchange.upstreamStatus ?? 502, result, text);
    if (response.headersSent) exchange.status = exchange.upstreamStatus;
    exchange.durationMs = exchange.elapsedMs();
    await this.#finish(exchange, sent ? 'complete' : 'client-left');
  }

  /**
   * What is left to judge after the client has its answer, then the end of the record. `cut`: what ended its stream.
   * null: done, nobody had to be asked.
   */
  #finish(exchange: Exchange, state: FinalState, cut: Decision | null = null): Promise<void> | null {
    this.#parts.open.answered(exchange);
    const place = exchange.mode === 'block' ? 'inline' : 'worker';
    const { judge, meter } = this.#parts;
    const measuring = meter.measure(exchange);
    // Together: what is left goes to the detectors' thread in one batch.
    const asked =
      exchange.requestSide ??
      exchange.requestJudging ??
      judge.judge(exchange, 'request', requestParts(exchange), place);
    const answered = exchange.responseSide ?? judge.judge(exchange, 'response', answerParts(exchange), place);
    if (asked instanceof Promise || answered instanceof Promise || measuring !== null) {
      return Promise.all([asked, answered, measuring]).then(([first, second]) =>
        this.#end(exchange, state, { asked: first, answered: second, cut }),
      );
    }
    this.#end(exchange, state, { asked, answered, cut });
    return null;
  }

  #end(exchange: Exchange, state: FinalState, { asked, answered, cut }: Judged): void {
    exchange.requestSide = asked;
    exchange.responseSide = answered;
    if (cut !== null && !denies(exchange.responseSide.verdict.kind)) {
      // What was heard of the answer does not say it by itself, but it is what the client was told.
      exchange.responseSide = { ...exchange.responseSide, verdict: cut.verdict, message: cut.message };
    }
    if (exchange.mode === 'log') exchange.requestSide.turn.settle('forwarded-as-received');
    exchange.requestSide.turn.vault.clear();
    this.#bodies.keep(exchange);
    this.#parts.recorder.close(exchange, state);
  }

  #answer(exchange: Exchange, response: ServerResponse, answer: OwnAnswer, close = false): void {
    if (response.headersSent || response.destroyed) return;
    recordOwnAnswer(exchange, answer);
    sendOwnAnswer(response, answer, close);
  }
}

function requestParts(exchange: Exchange): NonNullable<Exchange['request']>['parts'] {
  return exchange.request?.parts ?? [];
}

function answerParts(exchange: Exchange): NonNullable<Exchange['answer']>['parts'] {
  return exchange.answer?.parts ?? [];
}
