import type { Duplex } from 'node:stream';

import { Pool, buildConnector, errors } from 'undici';
import type { Dispatcher } from 'undici';

import { type ErrorCode, SluiceError } from '../../../shared/errors.ts';
import type { RawHeaders } from './headers.ts';
import { type LoopGuard, isLinkLocal } from './loop-guard.ts';

/** interfaces.md: connect 10 s, first byte and idle 600 s (LiteLLM's own request_timeout). */
export interface UpstreamTimeouts {
  readonly connectMs: number;
  readonly firstByteMs: number;
  readonly idleMs: number;
}

export const DEFAULT_TIMEOUTS: UpstreamTimeouts = { connectMs: 10_000, firstByteMs: 600_000, idleMs: 600_000 };

/** Answers with large headers exist (LiteLLM repeats a lot); Node's own default would be 16 KB. */
const MAX_HEADER_BYTES = 128 * 1024;

export interface UpstreamRequest {
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  /** End-to-end headers without host, as endToEndHeaders gives them. */
  readonly headers: RawHeaders;
  readonly body: Buffer | null;
  /** The connection is to become another protocol's. */
  readonly upgrade?: 'websocket';
  /** Of this upstream, where they differ from everybody's. */
  readonly timeouts?: Partial<UpstreamTimeouts>;
}

/** Exactly one of `end`, `fail` and `upgraded` is called last; nothing after it. */
export interface UpstreamHandler {
  head(status: number, statusText: string, headers: string[], call: UpstreamCall): void;
  data(chunk: Buffer): void;
  end(trailers: string[]): void;
  /** The socket is the caller's from here on. */
  upgraded?(status: number, headers: string[], socket: Duplex): void;
  /** `upstream_unreachable`, `upstream_timeout` or `loop`; after an abort of ours: not called. */
  fail(error: SluiceError): void;
}

export interface UpstreamCall {
  pause(): void;
  resume(): void;
}

/** Connection pools by origin and patience. One owner: dispose closes every socket. */
export class Upstreams {
  readonly #pools = new Map<string, Pool>();
  readonly #guard: LoopGuard;
  readonly #timeouts: UpstreamTimeouts;

  constructor(guard: LoopGuard, timeouts: UpstreamTimeouts = DEFAULT_TIMEOUTS) {
    this.#guard = guard;
    this.#timeouts = timeouts;
  }

  /** Returns how to abort: the upstream's socket is closed and the handler hears nothing more. */
  send(request: UpstreamRequest, handler: UpstreamHandler): () => void {
    const dispatch = new DispatchAdapter(handler);
    const { connectMs, firstByteMs = null, idleMs = null } = request.timeouts ?? {};
    try {
      this.pool(request.origin, connectMs).dispatch(
        {
          path: request.path,
          method: request.method,
          headers: request.headers as string[],
          body: request.body,
          upgrade: request.upgrade ?? null,
          // null: the pool's.
          headersTimeout: firstByteMs,
          bodyTimeout: idleMs,
        },
        dispatch,
      );
    } catch (error) {
      dispatch.onResponseError(null, error instanceof Error ? error : new Error(String(error)));
    }
    return () => dispatch.abort();
  }

  pool(origin: string, connectMs: number = this.#timeouts.connectMs): Pool {
    const key = connectMs === this.#timeouts.connectMs ? origin : `${connectMs} ${origin}`;
    let pool = this.#pools.get(key);
    if (pool === undefined) {
      pool = new Pool(origin, {
        connections: null,
        pipelining: 1,
        headersTimeout: this.#timeouts.firstByteMs,
        bodyTimeout: this.#timeouts.idleMs,
        maxHeaderSize: MAX_HEADER_BYTES,
        connect: this.#connector(connectMs),
      });
      this.#pools.set(key, pool);
    }
    return pool;
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
    this.#pools.clear();
  }

  /** The address is checked after connecting: what the socket reached counts, not what a name said before. */
  #connector(connectMs: number): buildConnector.connector {
    const connect = buildConnector({ timeout: connectMs, allowH2: false });
    return (options, callback) => {
      connect(options, (error, socket) => {
        if (error !== null) return callback(error, null);
        const { remoteAddress = '', remotePort = 0 } = socket;
        if (this.#guard.isOurselves(remoteAddress, remotePort)) {
          socket.destroy();
          return callback(new SluiceError('loop', 'The upstream is Sluice itself.'), null);
        }
        if (isLinkLocal(remoteAddress)) {
          socket.destroy();
          return callback(new SluiceError('upstream_unreachable', 'Link-local upstreams are refused.'), null);
        }
        return callback(null, socket);
      });
    };
  }
}

class DispatchAdapter implements Dispatcher.DispatchHandler {
  readonly #handler: UpstreamHandler;
  #controller: Dispatcher.DispatchController | null = null;
  #over = false;

  constructor(handler: UpstreamHandler) {
    this.#handler = handler;
  }

  abort(): void {
    if (this.#over) return;
    this.#over = true;
    this.#controller?.abort(new Error('aborted'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // The client may have left while the request waited for a connection.
    if (this.#over) controller.abort(new Error('aborted'));
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _headers: unknown,
    statusText?: string,
  ): void {
    // Informational answers (1xx) precede the real one.
    if (this.#over || status < 200) return;
    this.#handler.head(status, statusText ?? '', flat(controller.rawHeaders), controller);
  }

  onRequestUpgrade(controller: Dispatcher.DispatchController, status: number, _headers: unknown, socket: Duplex): void {
    if (this.#over || this.#handler.upgraded === undefined) {
      socket.destroy();
      return;
    }
    this.#over = true;
    this.#handler.upgraded(status, flat(controller.rawHeaders), socket);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#over) this.#handler.data(chunk);
  }

  onResponseEnd(controller: Dispatcher.DispatchController): void {
    if (this.#over) return;
    this.#over = true;
    this.#handler.end(flat(controller.rawTrailers));
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#handler.fail(toSluiceError(error));
  }
}

function flat(raw: Dispatcher.DispatchController['rawHeaders']): string[] {
  if (raw === null || raw === undefined) return [];
  if (!Array.isArray(raw)) {
    return Object.entries(raw).flatMap(([name, value]) => [value ?? []].flat().flatMap((one) => [name, one]));
  }
  return raw.map((item) => (typeof item === 'string' ? item : item.toString('latin1')));
}

const TIMEOUTS: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

/** What OpenSSL says of certificates: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const NOT_TRUSTED = /^(?:CERT_.+|ERR_TLS_CERT_.+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.+)$/;

function toSluiceError(error: Error): SluiceError {
  if (error instanceof SluiceError) return error;
  const systemCode = (error as NodeJS.ErrnoException).code ?? '';
  const code: ErrorCode = TIMEOUTS.has(systemCode) ? 'upstream_timeout' : 'upstream_unreachable';
  if (error instanceof errors.InvalidArgumentError) {
    return new SluiceError('bad_request', `This request cannot be forwarded: ${error.message}.`, { cause: error });
  }
  const what = NOT_TRUSTED.test(systemCode)
    ? 'The certificate of the upstream is not trusted'
    : code === 'upstream_timeout'
      ? 'The upstream did not answer in time'
      : 'The upstream cannot be reached';
  return new SluiceError(code, `${what}${systemCode === '' ? '' : ` (${systemCode})`}.`, { cause: error });
}
