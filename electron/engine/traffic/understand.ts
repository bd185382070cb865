import { type Dialect, dialectById, overwrittenParts, selectDialect } from '../dialects/index.ts';
import { type RawHeaders, headerIn, toHeaderList } from '../upstream/index.ts';
import type { AnswerTap } from './answer-tap.ts';
import { NO_BODY, type ReadableBody, decodeContent, isEncoded, understandBody } from './body.ts';
import type { Exchange } from './exchange.ts';

/** Reads the request's body by its dialect into the exchange. Never throws: what cannot be read is said in a mark. */
export async function understandRequest(exchange: Exchange, bytes: Buffer): Promise<void> {
  const encoding = headerIn(exchange.requestHeaders, 'content-encoding');
  const decoded = isEncoded(encoding) ? await decodeContent(bytes, encoding!) : bytes;
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

/** Reads what was heard of the answer, whole or broken off, into the exchange. */
export async function understandAnswer(exchange: Exchange, tap: AnswerTap, headers: RawHeaders): Promise<void> {
  const body = await tap.read();
  exchange.responseBytes = tap.sizeBytes;
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
