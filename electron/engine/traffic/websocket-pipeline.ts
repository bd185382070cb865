import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

import { SluiceError } from '../../../shared/errors.ts';
import { dialectById } from '../dialects/index.ts';
import type { Upstreams } from '../upstream/index.ts';
import { AnswerTap } from './answer-tap.ts';
import { arrived } from './arrival.ts';
import { type OwnAnswer, errorAnswer, recordOwnAnswer } from './deny.ts';
import type { Exchange, FinalState, Route } from './exchange.ts';
import type { Identifier } from './identifier.ts';
import type { Judge } from './judge.ts';
import type { Meter } from './meter.ts';
import type { OpenExchanges } from './open-exchanges.ts';
import type { Recorder } from './recorder.ts';
import { forwardedPath, upgradeHeaders } from './rewrite.ts';
import type { Statistics } from './statistics.ts';
import { understandAnswer } from './understand.ts';
import { WebSocketRecord } from './websocket-record.ts';

export interface WebSocketParts {
  readonly upstreams: Upstreams;
  readonly identifier: Identifier;
  readonly judge: Judge;
  readonly meter: Meter;
  readonly recorder: Recorder;
  readonly statistics: Statistics;
  readonly open: OpenExchanges;
  readonly whenRoom: () => Promise<void> | null;
}

type Ended = 'complete' | 'client-left' | 'upstream-error';

/**
 * WebSockets at the gateway (realtime APIs): passed byte for byte and recorded, in either mode; judged when both sides
 * have ended, so their records say Log. Nothing in them is held back or rewritten.
 */
export class WebSocketPipeline {
  readonly #parts: WebSocketParts;
  /** Upgraded sockets are no longer the server's to close. */
  readonly #sockets = new Set<Duplex>();

  constructor(parts: WebSocketParts) {
    this.#parts = parts;
  }

  /** Never rejects. `head`: what the client sent behind its request. */
  async handle(request: IncomingMessage, client: Duplex, head: Buffer, route: Route, path: string): Promise<void> {
    const exchange = this.#begin(request, client, route, path);
    this.#parts.open.add(exchange);
    try {
      await this.#parts.whenRoom();
      this.#identify(exchange);
      this.#parts.recorder.close(exchange, await this.#run(exchange, request, client, head));
    } catch (error) {
      const failure =
        error instanceof SluiceError
          ? error
          : new SluiceError('internal', 'Sluice failed on this request.', { cause: error });
      this.#answer(exchange, client, errorAnswer(exchange, failure));
      this.#parts.recorder.close(exchange, failure.code.startsWith('upstream') ? 'upstream-error' : 'refused');
    } finally {
      this.#parts.open.remove(exchange);
    }
  }

  /** Recorded and answered when there is room, like any other. Never rejects. */
  async refuse(
    request: IncomingMessage,
    client: Duplex,
    route: Route,
    path: string,
    error: SluiceError,
  ): Promise<void> {
    const exchange = this.#begin(request, client, route, path);
    this.#parts.open.add(exchange);
    await this.#parts.whenRoom()?.catch(() => undefined);
    this.#parts.recorder.open(exchange);
    this.#answer(exchange, client, errorAnswer(exchange, error));
    this.#parts.recorder.close(exchange, 'refused');
    this.#parts.open.remove(exchange);
  }

  /** Breaks every connection that is still up. */
  dispose(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #begin(request: IncomingMessage, client: Duplex, route: Route, path: string): Exchange {
    this.#parts.statistics.countExchange();
    this.#keep(client);
    const exchange = arrived(request, route, path, 'log');
    // Somebody else's WebSocket: its messages are a list of whatever they are.
    if (exchange.dialect.id === 'none' || exchange.dialect.id === 'text') exchange.dialect = dialectById('json');
    return exchange;
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    // An error is followed by `close`, which is what counts.
    socket.on('error', () => undefined);
  }

  #identify(exchange: Exchange): void {
    const { identifier, recorder } = this.#parts;
    const { pending } = identifier.identify(exchange);
    recorder.open(exchange);
    void pending?.then(({ agent, source }) => {
      const changed = agent !== exchange.agent;
      exchange.agent = agent;
      exchange.agentSource = source;
      if (changed) recorder.agentKnown(exchange);
    });
  }

  #run(exchange: Exchange, request: IncomingMessage, client: Duplex, head: Buffer): Promise<FinalState> {
    exchange.gateMs = exchange.elapsedMs();
    // Gone while it waited for room: its `close` has been.
    if (client.destroyed) return Promise.resolve('client-left');
    return new Promise((resolve, reject) => {
      let tap: AnswerTap | null = null;
      let headers: readonly string[] = [];
      let pause = (): void => undefined;
      const leave = (): void => {
        abort();
        resolve('client-left');
      };
      const abort = this.#parts.upstreams.send(
        {
          origin: exchange.route.origin,
          method: 'GET',
          path: forwardedPath(exchange),
          headers: upgradeHeaders(exchange, request),
          body: null,
          upgrade: 'websocket',
          timeouts: exchange.route.timeouts,
        },
        {
          upgraded: (status, rawHeaders, upstream) => {
            client.off('close', leave);
            this.#keep(upstream);
            exchange.status = exchange.upstreamStatus = status;
            exchange.firstByteMs = exchange.elapsedMs();
            exchange.streamed = true;
            client.write(headText(status, rawHeaders));
            if (head.length > 0) client.unshift(head);
            resolve(this.#pass(exchange, client, upstream, rawHeaders));
          },
          // No WebSocket there: its answer goes back as any other, and the connection with it.
          head: (status, statusText, rawHeaders, call) => {
            client.on('drain', () => call.resume());
            pause = () => call.pause();
            headers = rawHeaders;
            exchange.status = exchange.upstreamStatus = status;
            exchange.firstByteMs = exchange.elapsedMs();
            tap = new AnswerTap(exchange.dialect, exchange.target, status, rawHeaders);
            client.write(headText(status, withoutConnection(rawHeaders), statusText));
          },
          data: (chunk) => {
            if (!client.write(chunk)) pause();
            tap?.push(chunk);
          },
          end: () => {
            client.off('close', leave);
            client.end();
            if (tap === null) return resolve('complete');
            Promise.resolve(understandAnswer(exchange, tap, headers)).then(
              () => resolve(this.#judged(exchange, 'complete')),
              reject,
            );
          },
          fail: (error) => {
            client.off('close', leave);
            if (tap === null) return reject(error);
            client.destroy();
            resolve('upstream-error');
          },
        },
      );
      client.once('close', leave);
    });
  }

  /** Until both sides have ended. */
  async #pass(
    exchange: Exchange,
    client: Duplex,
    upstream: Duplex,
    rawHeaders: readonly string[],
  ): Promise<FinalState> {
    const said = new WebSocketRecord();
    const heard = new WebSocketRecord();
    client.on('data', (chunk: Buffer) => said.push(chunk));
    upstream.on('data', (chunk: Buffer) => heard.push(chunk));
    client.pipe(upstream);
    upstream.pipe(client);
    const ended = await this.#whenEnded(client, upstream, () => said.closed || heard.closed);
    exchange.durationMs = exchange.elapsedMs();
    exchange.requestMessage = said.message(exchange.requestHeaders);
    exchange.request = exchange.dialect.parseRequest(said.events, exchange.target);
    const answerHeaders = Array.from(
      { length: rawHeaders.length / 2 },
      (_, at) => [rawHeaders[at * 2]!, rawHeaders[at * 2 + 1]!] as const,
    );
    exchange.responseMessage = heard.message(answerHeaders);
    exchange.responseBytes = exchange.responseMessage.sizeBytes;
    exchange.answer = exchange.dialect.parseAnswer(heard.events, exchange.target);
    if (exchange.requestMessage.truncated || exchange.responseMessage.truncated) exchange.mark('truncated');
    return this.#judged(exchange, ended);
  }

  /** Whoever went first without the goodbye of a WebSocket broke it. */
  #whenEnded(client: Duplex, upstream: Duplex, saidGoodbye: () => boolean): Promise<Ended> {
    return new Promise((resolve) => {
      let first: Ended | null = null;
      let left = 2;
      const over = (who: 'client-left' | 'upstream-error', other: Duplex) => (): void => {
        first ??= saidGoodbye() ? 'complete' : who;
        if (!other.destroyed) endSoon(other, who === 'client-left');
        left -= 1;
        if (left === 0) resolve(first);
      };
      client.once('close', over('client-left', upstream));
      upstream.once('close', over('upstream-error', client));
    });
  }

  async #judged(exchange: Exchange, state: FinalState): Promise<FinalState> {
    const { judge, meter, open } = this.#parts;
    open.answered(exchange);
    const measuring = meter.measure(exchange);
    [exchange.requestSide, exchange.responseSide] = await Promise.all([
      judge.judge(exchange, 'request', exchange.request?.parts ?? [], 'worker'),
      judge.judge(exchange, 'response', exchange.answer?.parts ?? [], 'worker'),
    ]);
    exchange.requestSide.turn.settle('forwarded-as-received');
    exchange.requestSide.turn.vault.clear();
    if (measuring !== null) await measuring;
    return state;
  }

  #answer(exchange: Exchange, client: Duplex, answer: OwnAnswer): void {
    recordOwnAnswer(exchange, answer);
    if (!client.destroyed)
      client.end(headText(answer.status, [...answer.headers.flat(), 'connection', 'close']) + answer.body);
  }
}

/** How long the side that is left may take to say goodbye. */
const GOODBYE_MS = 2_000;

/**
 * What was written to it still goes out. What it still says nobody hears, but unread it would hide that it has ended;
 * and where it never ends, we do: an upstream at once, a client, who may be slow, when it has everything.
 */
function endSoon(left: Duplex, isUpstream: boolean): void {
  const timed = (): void => {
    const timer = setTimeout(() => left.destroy(), GOODBYE_MS);
    left.once('close', () => clearTimeout(timer));
  };
  if (isUpstream) timed();
  left.end(isUpstream ? undefined : timed);
  left.resume();
}

function withoutConnection(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    // The body was unchunked on its way here, and its end is the connection's.
    if (!/^(connection|transfer-encoding|keep-alive)$/i.test(raw[at]!)) kept.push(raw[at]!, raw[at + 1]!);
  }
  return [...kept, 'connection', 'close'];
}

function headText(status: number, raw: readonly string[], statusText = STATUS_CODES[status] ?? ''): string {
  const lines = Array.from({ length: raw.length / 2 }, (_, at) => `${raw[at * 2]}: ${raw[at * 2 + 1]}\r\n`);
  return `HTTP/1.1 ${status} ${statusText}\r\n${lines.join('')}\r\n`;
}
