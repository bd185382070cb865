import { type Dialect, dialectById, overwrittenParts, selectDialect } from '../dialects/index.ts';
import { type RawHeaders, headerIn, toHeaderList } from '../upstream/index.ts';
import type { AnswerTap } from './answer-tap.ts';
import { NO_BODY, type ReadableBody, decodeContent, isEncoded, understandBody } from './body.ts';
import type { Exchange } from './exchange.ts';
import type { KnownBodies } from './known-bodies.ts';

/**
 * Reads the request's body by its dialect into the exchange, or takes what was read in it before. null: done; else
 * resolves when it is, and never rejects. What cannot be read is said in a mark.
 */
export function understandRequest(exchange: Exchange, bytes: Buffer, bodies: KnownBodies): Promise<void> | null {
  const encoding = headerIn(exchange.requestHeaders, 'content-encoding');
  const encoded = isEncoded(encoding);
  exchange.repeat = encoded ? null : bodies.meet(bytes, exchange.target, exchange.route.dialect);
  const known = exchange.repeat?.request ?? null;
  if (known !== null) {
    exchange.dialect = known.dialect;
    exchange.request = known.request;
    exchange.requestMessage = {
      headers: exchange.requestHeaders,
      ...known.message,
      sizeBytes: bytes.length,
      truncated: false,
    };
    return null;
  }
  if (encoded) return decodeContent(bytes, encoding!).then((decoded) => readRequest(exchange, bytes, decoded));
  readRequest(exchange, bytes, bytes);
  return null;
}

/** `decoded`: null when its encoding is unknown or broken. */
function readRequest(exchange: Exchange, bytes: Buffer, decoded: Buffer | null): void {
  if (decoded === null) exchange.mark('unreadable-encoding');
  const body: ReadableBody = decoded === null ? { ...NO_BODY, kind: 'binary' } : understandBody(decoded);
  if (body.truncated) exchange.mark('partly-scanned');
  exchange.requestUnread = decoded === null || body.truncated;
  const selected = selectDialect(exchange.target, body.json, exchange.route.dialect);
  exchange.dialect = body.kind === 'none' && selected.id === 'text' ? dialectById('none') : selected;
  exchange.request = reader(exchange, body).parseRequest(body.json ?? body.text ?? '', exchange.target);
  scanOverwritten(exchange, body);
  exchange.requestMessage = {
    headers: exchange.requestHeaders,
    body: body.text,
    bodyKind: body.kind,
    sizeBytes: bytes.length,
    truncated: body.truncated,
  };
}

/** An upstream may take the first of two members where we take the last: what either says is judged. */
function scanOverwritten(exchange: Exchange, { text, json }: ReadableBody): void {
  if (exchange.request === null || json === undefined || text === null) return;
  const overwritten = overwrittenParts(text, json);
  if (overwritten.length === 0) return;
  exchange.mark('repeated-members');
  exchange.request = { ...exchange.request, parts: [...exchange.request.parts, ...overwritten] };
}

/**
 * Reads what was heard of the answer, whole or broken off, into the exchange; `bodies`: where it may be known already.
 * null: done; else resolves when it is.
 */
export function understandAnswer(
  exchange: Exchange,
  tap: AnswerTap,
  headers: RawHeaders,
  bodies: KnownBodies | null = null,
): Promise<void> | null {
  exchange.responseBytes = tap.sizeBytes;
  const plain = exchange.repeat === null ? null : tap.plainBytes();
  const known = exchange.repeat === null || plain === null ? null : bodies?.meetAnswer(exchange.repeat, plain);
  if (known) {
    exchange.answer = known.answer;
    exchange.responseMessage = {
      headers: toHeaderList(headers),
      ...known.message,
      sizeBytes: tap.sizeBytes,
      truncated: false,
    };
    return null;
  }
  return tap.read().then((body) => readAnswer(exchange, tap, headers, body));
}

function readAnswer(exchange: Exchange, tap: AnswerTap, headers: RawHeaders, body: ReadableBody): void {
  exchange.responseMessage = {
    headers: toHeaderList(headers),
    body: body.text,
    bodyKind: body.kind,
    sizeBytes: tap.sizeBytes,
    truncated: body.truncated,
  };
  exchange.answer = reader(exchange, body).parseAnswer(body.json ?? body.text ?? '', exchange.target);
  if (body.truncated) exchange.mark('partly-scanned');
}

/** Not JSON for us may still be JSON for a lenient upstream (NaN, comments): it is scanned as text, never skipped. */
function reader(exchange: Exchange, body: ReadableBody): Dialect {
  return body.json === undefined && body.text !== null ? dialectById('text') : exchange.dialect;
}
