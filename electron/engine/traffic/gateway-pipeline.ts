import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Mode } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import { dialectById, selectDialect } from '../dialects/index.ts';
import { effectiveMode } from '../policy/index.ts';
import { type Upstreams, endToEndHeaders, headerOf, toHeaderList } from '../upstream/index.ts';
import { decodeContent, isEncoded, readBody, understandBody } from './body.ts';
import { type OwnAnswer, blockAnswer, errorAnswer, sendOwnAnswer } from './deny.ts';
import { Exchange, type FinalState, type Route } from './exchange.ts';
import { type ForwardResult, forward, writeHead } from './forward.ts';
import type { Identifier } from './identifier.ts';
import type { Judge } from './judge.ts';
import { MAX_REQUEST_BYTES } from './limits.ts';
import type { OpenExchanges } from './open-exchanges.ts';
import type { Recorder } from './recorder.ts';
import type { Statistics } from './statistics.ts';
import type { UpstreamHealth } from './upstream-health.ts';

export interface PipelineParts {
  readonly upstreams: Upstreams;
  readonly identifier: Identifier;
  readonly judge: Judge;
  readonly recorder: Recorder;
  readonly statistics: Statistics;
  readonly open: OpenExchanges;
  readonly health: UpstreamHealth;
  readonly settings: () => { readonly mode: Mode; readonly collectionModes: Readonly<Record<string, Mode>> };
  /** Resolves when the store has room again: new requests wait, nothing is dropped. */
  readonly whenRoom: () => Promise<void>;
}

/** Removed before forwarding: host is the upstream's, the token is ours. */
const NOT_FORWARDED: ReadonlySet<string> = new Set(['host', 'x-sluice-token']);
const NOT_FORWARDED_CHUNKED: ReadonlySet<string> = new Set([...NOT_FORWARDED, 'content-length']);

/**
 * The life of a request at the gateway (ARCHITECTURE.md "A request's way"):
 * receive, parse, identify, (Block: judge, deny or) forward, read the answer, (Log: judge,) record.
 */
export class GatewayPipeline {
  readonly #parts: PipelineParts;

  constructor(parts: PipelineParts) {
    this.#parts = parts;
  }

  /** Never rejects: whatever happens, the client gets an answer or a closed connection, and the exchange an end. */
  async handle(request: IncomingMessage, response: ServerResponse, route: Route, path: string): Promise<void> {
    const exchange = this.#begin(request, route, path);
    this.#parts.open.add(exchange);
    try {
      await this.#parts.whenRoom();
      await this.#run(exchange, request, response);
    } catch (error) {
      const failure =
        error instanceof SluiceError
          ? error
          : new SluiceError('internal', 'Sluice failed on this request.', { cause: error });
      this.#answer(exchange, response, errorAnswer(exchange, failure));
      this.#parts.recorder.close(exchange, 'refused');
    } finally {
      this.#parts.open.remove(exchange);
    }
  }

  /** A request we do not even read: recorded as `refused`, answered with the error, the connection closed. */
  refuse(request: IncomingMessage, response: ServerResponse, route: Route, path: string, error: SluiceError): void {
    const exchange = this.#begin(request, route, path);
    this.#parts.recorder.open(exchange);
    request.resume();
    this.#answer(exchange, response, errorAnswer(exchange, error), true);
    this.#parts.recorder.close(exchange, 'refused');
  }

  #begin(request: IncomingMessage, route: Route, path: string): Exchange {
    const target = {
      method: request.method ?? 'GET',
      path,
      contentType: request.headers['content-type'] ?? null,
    };
    this.#parts.statistics.countExchange();
    return new Exchange({
      ingress: 'gateway',
      route,
      target,
      headers: toHeaderList(request.rawHeaders),
      mode: this.#parts.settings().mode,
      dialect: selectDialect(target, undefined),
    });
  }

  async #run(exchange: Exchange, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = await readBody(request, MAX_REQUEST_BYTES);
    if (received.kind === 'too-large') {
      this.#parts.recorder.open(exchange);
      const error = new SluiceError('body_too_large', 'The request is larger than 100 MB.');
      this.#answer(exchange, response, errorAnswer(exchange, error), true);
      return this.#parts.recorder.close(exchange, 'refused');
    }
    await this.#parse(exchange, received.bytes);
    const mode = this.#identify(exchange);
    if (received.kind === 'client-left') return this.#parts.recorder.close(exchange, 'client-left');
    if (mode instanceof Promise) await mode;

    if (exchange.mode === 'block') {
      exchange.requestSide = await this.#parts.judge.judge(exchange, 'request', requestParts(exchange), 'inline');
      this.#gatePassed(exchange);
      if (denies(exchange.requestSide.verdict.kind))
        return this.#deny(exchange, response, exchange.requestSide.message);
    } else {
      this.#gatePassed(exchange);
    }
    await this.#forward(exchange, request, response, received.bytes);
  }

  async #parse(exchange: Exchange, bytes: Buffer): Promise<void> {
    const encoding = headerOf(exchange.requestHeaders.flat(), 'content-encoding');
    const decoded = isEncoded(encoding) ? await decodeContent(bytes, encoding!) : bytes;
    if (decoded === null) exchange.mark('unreadable-encoding');
    const body =
      decoded === null
        ? ({ kind: 'binary', text: null, json: undefined, truncated: false } as const)
        : understandBody(decoded);
    const selected = selectDialect(exchange.target, body.json);
    exchange.dialect = body.kind === 'none' && selected.id === 'text' ? dialectById('none') : selected;
    // Not JSON for us may still be JSON for a lenient upstream (NaN, comments): it is scanned as text, never skipped.
    const reader = body.json === undefined && body.text !== null ? dialectById('text') : exchange.dialect;
    exchange.request = reader.parseRequest(body.json ?? body.text ?? '', exchange.target);
    exchange.requestMessage = {
      headers: exchange.requestHeaders,
      body: body.text,
      bodyKind: body.kind,
      sizeBytes: bytes.length,
      truncated: body.truncated,
    };
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
      exchange.agent = identity.agent;
      exchange.agentSource = identity.source;
      if (identity.agent !== opened) recorder.agentKnown(exchange);
    });
    const { mode, collectionModes } = this.#parts.settings();
    if (mode !== 'block' && !Object.values(collectionModes).includes('block')) return null;
    return identifier.settleSoon(exchange, pending).then(() => this.#settleMode(exchange));
  }

  #settleMode(exchange: Exchange): void {
    const { mode, collectionModes } = this.#parts.settings();
    exchange.mode = effectiveMode(mode, collectionModes[exchange.agent]);
  }

  #gatePassed(exchange: Exchange): void {
    exchange.gateMs = exchange.elapsedMs();
    this.#parts.statistics.countGate(exchange.gateMs);
  }

  #deny(exchange: Exchange, response: ServerResponse, message: string): void {
    this.#answer(exchange, response, blockAnswer(exchange, message));
    this.#parts.recorder.close(exchange, 'blocked');
  }

  async #forward(exchange: Exchange, request: IncomingMessage, response: ServerResponse, bytes: Buffer): Promise<void> {
    const hold = exchange.mode === 'block' && this.#parts.judge.deniesAnswers(exchange.agent);
    const result = await forward(
      this.#parts.upstreams,
      exchange,
      {
        method: exchange.target.method,
        path: exchange.route.basePath + exchange.target.path,
        headers: forwardedHeaders(exchange, request),
        body: bytes.length > 0 ? bytes : null,
      },
      response,
      { hold, onTap: (tap) => this.#parts.open.tap(exchange, tap) },
    );
    this.#parts.health.learn(exchange, result);
    exchange.durationMs = exchange.elapsedMs();
    if (result.error !== null) {
      this.#answer(exchange, response, errorAnswer(exchange, result.error));
      return this.#finish(exchange, 'upstream-error');
    }
    await this.#readAnswer(exchange, result);
    if (result.held === null) return this.#finish(exchange, result.outcome);
    return this.#release(exchange, response, result);
  }

  /** A whole answer that was held back for its verdict. */
  async #release(exchange: Exchange, response: ServerResponse, result: ForwardResult): Promise<void> {
    exchange.responseSide = await this.#parts.judge.judge(exchange, 'response', answerParts(exchange), 'inline');
    if (denies(exchange.responseSide.verdict.kind))
      return this.#deny(exchange, response, exchange.responseSide.message);
    if (!response.destroyed && result.held !== null) {
      exchange.status = exchange.upstreamStatus;
      writeHead(response, exchange.upstreamStatus ?? 502, result.held.statusText, result.headers);
      for (const chunk of result.held.chunks) response.write(chunk);
      response.end();
    }
    return this.#finish(exchange, response.destroyed ? 'client-left' : 'complete');
  }

  async #readAnswer(exchange: Exchange, { tap, headers }: ForwardResult): Promise<void> {
    if (tap === null) return;
    const body = await tap.read();
    exchange.responseBytes = tap.sizeBytes;
    exchange.responseMessage = {
      headers: toHeaderList(headers),
      body: body.text,
      bodyKind: body.kind,
      sizeBytes: tap.sizeBytes,
      truncated: body.truncated,
    };
    const reader = body.json === undefined && body.text !== null ? dialectById('text') : exchange.dialect;
    exchange.answer = reader.parseAnswer(body.json ?? body.text ?? '', exchange.target);
  }

  /** What is left to judge after the client has its answer, then the end of the record. */
  async #finish(exchange: Exchange, state: FinalState): Promise<void> {
    this.#parts.open.answered(exchange);
    const place = exchange.mode === 'block' ? 'inline' : 'worker';
    const { judge } = this.#parts;
    exchange.requestSide ??= await judge.judge(exchange, 'request', requestParts(exchange), place);
    exchange.responseSide ??= await judge.judge(exchange, 'response', answerParts(exchange), place);
    this.#parts.recorder.close(exchange, state);
  }

  #answer(exchange: Exchange, response: ServerResponse, answer: OwnAnswer, close = false): void {
    if (response.headersSent || response.destroyed) return;
    exchange.status = answer.status;
    exchange.responseBytes = Buffer.byteLength(answer.body);
    exchange.responseMessage = {
      headers: answer.headers,
      body: answer.body,
      bodyKind: 'json',
      sizeBytes: exchange.responseBytes,
      truncated: false,
    };
    sendOwnAnswer(response, answer, close);
  }
}

function denies(kind: string): boolean {
  return kind === 'block' || kind === 'warn' || kind === 'mask';
}

function requestParts(exchange: Exchange): NonNullable<Exchange['request']>['parts'] {
  return exchange.request?.parts ?? [];
}

function answerParts(exchange: Exchange): NonNullable<Exchange['answer']>['parts'] {
  return exchange.answer?.parts ?? [];
}

function forwardedHeaders(exchange: Exchange, request: IncomingMessage): string[] {
  const chunked = request.headers['transfer-encoding'] !== undefined;
  const headers = endToEndHeaders(request.rawHeaders, chunked ? NOT_FORWARDED_CHUNKED : NOT_FORWARDED);
  // Pairs our record with what hooks and guardrails report of the same call (invariant 2).
  if (exchange.route.isLiteLLM && headerOf(request.rawHeaders, 'x-litellm-call-id') === null) {
    headers.push('x-litellm-call-id', exchange.id);
  }
  return headers;
}
