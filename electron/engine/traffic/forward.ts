import type { ServerResponse } from 'node:http';

import type { SluiceError } from '../../../shared/errors.ts';
import type { Decision } from '../policy/index.ts';
import {
  FieldNames,
  type RawHeaders,
  type UpstreamCall,
  type Upstreams,
  endToEndHeaders,
  headerOf,
} from '../upstream/index.ts';
import { AnswerTap } from './answer-tap.ts';
import { atEndOfTurn } from './end-of-turn.ts';
import type { Exchange } from './exchange.ts';
import { GatedAnswer, canDecode } from './gated-answer.ts';
import type { StreamGate } from './stream-gate.ts';

export interface ForwardedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: RawHeaders;
  readonly body: Buffer | null;
}

/**
 * How forwarding ended; `cut`: a gate ended the stream. `tap` and `headers`: what was heard of the answer; null when it
 * never began.
 */
export interface ForwardResult {
  readonly outcome: 'complete' | 'client-left' | 'upstream-error' | 'cut';
  readonly tap: AnswerTap | null;
  readonly headers: RawHeaders;
  /** Set with `upstream-error` before the answer began: the caller answers for the upstream. */
  readonly error: SluiceError | null;
  /** With `cut`: why. */
  readonly denied: Decision | null;
  /** Held back for a verdict (`hold`): the caller sends it. */
  readonly held: {
    readonly statusText: string;
    readonly chunks: readonly Buffer[];
    readonly trailers: string[];
  } | null;
}

export interface ForwardOptions {
  /** Keep a whole (not streamed) answer back until the caller decides. */
  readonly hold: boolean;
  /** What a streamed answer passes through; null: nothing, its chunks go on as they come. */
  readonly gate: () => StreamGate | null;
  /** What ends a stream that `gate` denied, in the client's words; '': its connection is closed. */
  readonly cutWith: (gate: StreamGate) => string;
  readonly onTap: (tap: AnswerTap) => void;
}

/**
 * Sends the request on and the answer back, byte for byte: a chunk goes to the client first, then to the tap, but for
 * the last one of a whole answer of known length, which leaves with the answer's end. When the client leaves, the
 * upstream is aborted; when the upstream breaks, so does the client's connection.
 */
export function forward(
  upstreams: Upstreams,
  exchange: Exchange,
  request: ForwardedRequest,
  response: ServerResponse,
  options: ForwardOptions,
): Promise<ForwardResult> {
  return new Promise((resolve) => {
    let tap: AnswerTap | null = null;
    let headers: RawHeaders = [];
    let statusText = '';
    let holding: Buffer[] | null = null;
    let call: UpstreamCall | null = null;
    let gated: GatedAnswer | null = null;
    /** Bytes of the body that are still to come, where that is known: the last of them leave together with the end. */
    let left = Number.NaN;
    let last: Buffer | null = null;

    let finished = false;
    const finish = (result: Pick<ForwardResult, 'outcome'> & Partial<ForwardResult>): void => {
      finished = true;
      gated?.dispose();
      const { outcome, error = null, held = null, denied = null } = result;
      resolve({ outcome, tap, headers, error, held, denied });
    };
    const onClientGone = (): void => {
      if (finished || response.writableFinished) return;
      abort();
      finish({ outcome: 'client-left' });
    };
    let full = false;
    const onDrain = (): void => {
      full = false;
      call?.resume();
    };

    const gate = (rawHeaders: RawHeaders): GatedAnswer | null => {
      const passing = options.gate();
      if (passing === null) return null;
      const encoding = headerOf(rawHeaders, 'content-encoding');
      if (!canDecode(encoding)) {
        exchange.mark('unreadable-encoding');
        return null;
      }
      return new GatedAnswer(passing, response, encoding, () => options.cutWith(passing), {
        onRoom: () => call?.resume(),
        onCut() {
          abort();
          finish({ outcome: 'cut', denied: passing.denied });
        },
        onBroken() {
          abort();
          response.destroy();
          finish({ outcome: 'upstream-error' });
        },
      });
    };

    const abort = upstreams.send(
      {
        origin: exchange.route.origin,
        method: request.method,
        path: request.path,
        headers: request.headers,
        body: request.body,
        timeouts: exchange.route.timeouts,
      },
      {
        head(status, text, rawHeaders, upstreamCall) {
          call = upstreamCall;
          headers = rawHeaders;
          statusText = text;
          exchange.upstreamStatus = status;
          exchange.firstByteMs = exchange.elapsedMs();
          tap = new AnswerTap(exchange.dialect, exchange.target, status, rawHeaders);
          exchange.streamed = tap.streamed;
          options.onTap(tap);
          if (options.hold && !tap.streamed) {
            holding = [];
            return;
          }
          exchange.status = status;
          gated = tap.streamed ? gate(rawHeaders) : null;
          writeHead(response, status, text, rawHeaders, gated !== null);
          if (tap.streamed) response.flushHeaders();
          else left = Number(headerOf(rawHeaders, 'content-length') ?? Number.NaN);
        },
        data(chunk) {
          left -= chunk.length;
          if (holding !== null) holding.push(chunk);
          else if (left === 0) last = chunk;
          else if (!(gated ?? response).write(chunk)) {
            call?.pause();
            if (!full) response.once('drain', onDrain);
            full = true;
          }
          tap?.push(chunk);
        },
        end(trailers) {
          if (holding !== null) return finish({ outcome: 'complete', held: { statusText, chunks: holding, trailers } });
          const end = (): void => {
            // The client may have left meanwhile.
            if (finished) return;
            try {
              if (trailers.length > 0) response.addTrailers(pairs(trailers));
              // Called too when the client leaves before all of it was written.
              const done = (): void => finish({ outcome: response.writableFinished ? 'complete' : 'client-left' });
              if (last === null) response.end(done);
              else response.end(last, done);
            } catch {
              // Trailers that cannot be written.
              response.destroy();
              finish({ outcome: 'upstream-error' });
            }
          };
          if (gated === null) atEndOfTurn(end);
          else gated.end(end);
        },
        fail(error) {
          const begun = response.headersSent;
          if (last !== null) response.write(last);
          // An answer that broke in the middle must break at the client too, never look complete.
          if (begun) response.destroy();
          finish({ outcome: 'upstream-error', error: begun ? null : error });
        },
      },
    );
    response.on('close', onClientGone);
    if (response.destroyed) onClientGone();
  });
}

/** The upstream's own head: order and case kept, hop-by-hop removed, no date of ours. `gated`: its body may be edited. */
function writeHead(
  response: ServerResponse,
  status: number,
  statusText: string,
  rawHeaders: RawHeaders,
  gated: boolean,
): void {
  const trailers = takesTrailers(response, status, rawHeaders, gated);
  const drop = gated ? (trailers ? REWRITTEN_ANSWER : EDITED_BODY) : trailers ? NO_MORE : TRAILER;
  response.sendDate = false;
  response.writeHead(status, reasonPhrase(statusText), endToEndHeaders(rawHeaders, drop));
}

const PLAIN_REASON = /^[ -~]*$/;
/** What RFC 9112, section 4, has no place for: Node refuses to write it. */
// oxlint-disable-next-line no-control-regex
const NOT_IN_REASON = /[^\t\u0020-\u007e\u0080-\u00ff]/g;

/**
 * The upstream's phrase in the bytes it came in, where they were UTF-8, as undici reads them; Node writes it as latin1.
 * What was no UTF-8 is lost before it comes here.
 */
function reasonPhrase(text: string): string {
  if (PLAIN_REASON.test(text)) return text;
  return Buffer.from(text).toString('latin1').replace(NOT_IN_REASON, '');
}

/** Only chunks may end in trailers; Node refuses to write a head that announces them before anything else. */
function takesTrailers(response: ServerResponse, status: number, headers: RawHeaders, gated: boolean): boolean {
  if (status === 204 || status === 304 || response.req.method === 'HEAD') return false;
  return response.useChunkedEncodingByDefault && (gated || headerOf(headers, 'content-length') === null);
}

/** An answer that was held back, as it came, or with `text` in place of its body. False: the client left before its end. */
export function sendHeld(
  response: ServerResponse,
  status: number,
  result: ForwardResult,
  text: string | null,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    response.once('close', () => resolve(response.writableFinished));
    atEndOfTurn(() => {
      if (response.destroyed) return resolve(false);
      try {
        if (text === null) writeHeld(response, status, result);
        else writeRewritten(response, status, result, text);
        // Called too when the client leaves before all of it was written.
        response.end(() => resolve(response.writableFinished));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}

function writeHeld(response: ServerResponse, status: number, { held, headers }: ForwardResult): void {
  if (held === null) return;
  writeHead(response, status, held.statusText, headers, false);
  for (const chunk of held.chunks) response.write(chunk);
  if (held.trailers.length > 0) response.addTrailers(pairs(held.trailers));
}

function writeRewritten(response: ServerResponse, status: number, result: ForwardResult, text: string): void {
  const body = Buffer.from(text);
  response.sendDate = false;
  const headers = endToEndHeaders(result.headers, EDITED_BODY);
  const reason = reasonPhrase(result.held?.statusText ?? '');
  response.writeHead(status, reason, [...headers, 'content-length', String(body.length)]);
  response.write(body);
}

/** What no longer fits a body that was edited. */
const OF_THE_BODY = ['content-length', 'content-encoding', 'etag', 'content-md5', 'digest'] as const;
const NO_MORE = new FieldNames([]);
const TRAILER = new FieldNames(['trailer']);
const REWRITTEN_ANSWER = new FieldNames(OF_THE_BODY);
/** Sent whole, it cannot have trailers either. */
const EDITED_BODY = new FieldNames([...OF_THE_BODY, 'trailer']);

function pairs(flat: readonly string[]): [string, string][] {
  const list: [string, string][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) list.push([flat[at]!, flat[at + 1]!]);
  return list;
}
