/** An exchange as the records Akto's data-ingestion service takes. Pure. */
import type { ExchangeRow, HeaderList, Side, StoredMessage } from '../../../shared/domain/index.ts';
import { isSecretType } from '../../../shared/domain/index.ts';
import { maskBody } from '../detectors/index.ts';
import { writeExactly } from '../dialects/index.ts';
import type { StoredExchange } from '../store/index.ts';
import { ENVELOPE_BYTES, MAX_BODY_BYTES, MAX_STRING_BYTES } from './limits.ts';
import { type Tags, tagsOf } from './tags.ts';
import { toolCallsOf } from './tool-calls.ts';

export interface RecordOptions {
  readonly maskPersonalData: boolean;
  /** The default upstream is LiteLLM. */
  readonly isLiteLLM: boolean;
}

/** The exchange's own record first, then one for each tool the answer calls; each is JSON. */
export type Records =
  | { readonly kind: 'records'; readonly records: readonly string[]; readonly sizeBytes: number }
  /** It cannot go whole, and cut it would be worthless there. `reason` is for a person. */
  | { readonly kind: 'unfit'; readonly reason: string };

/** Akto's account of a single-tenant installation, and "no host group". */
const ACCOUNT = '1000000';
const NO_GROUP = '0';
/** Lets a reader on the other side know a repeated record by its exchange. */
const EXCHANGE_HEADER = 'x-sluice-exchange';
/** Lengths and codings of the wire do not fit what is sent here. */
const WIRE_HEADERS: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'connection',
  EXCHANGE_HEADER,
]);

/** Never throws: one exchange that cannot be told must not hold up those behind it. */
export function recordsOf(stored: StoredExchange, options: RecordOptions): Records {
  try {
    return made(stored, options);
  } catch (error) {
    return unfit(`it cannot be made into a record (${error instanceof Error ? error.message : String(error)})`);
  }
}

function made(stored: StoredExchange, options: RecordOptions): Records {
  const huge = tooHuge(stored);
  if (huge !== null) return huge;
  const prepared = options.maskPersonalData ? masked(stored) : stored;
  if ('kind' in prepared) return prepared;
  const exchange = prepared;
  const { row } = exchange;
  const request = payloadOf(exchange, 'request');
  if (request.kind === 'unfit') return request;
  const response = row.state === 'blocked' ? blockedPayload(exchange) : payloadOf(exchange, 'response');
  if (response.kind === 'unfit') return response;
  const headers = { request: exchange.request.headers, response: exchange.response.headers };
  const tags = tagsOf(row, headers, options.isLiteLLM);
  const main = record(row, {
    path: row.path,
    method: row.method,
    status: statusOf(row),
    requestHeaders: headersJson(headers.request, { host: row.agent, [EXCHANGE_HEADER]: row.id }),
    responseHeaders: headersJson(headers.response, {}),
    requestPayload: request.payload,
    responsePayload: response.payload,
    tags,
  });
  const calls = row.state === 'blocked' ? [] : toolRecords(exchange, tags);
  const fields = [main, ...calls];
  const tooLong = fields
    .flatMap(Object.entries)
    .find(([, value]) => typeof value === 'string' && utf8(value) > MAX_STRING_BYTES);
  if (tooLong !== undefined) {
    return unfit(sayTooLong(tooLong[0], utf8(String(tooLong[1]))));
  }
  const records = fields.map((one) => JSON.stringify(one));
  let sizeBytes = 0;
  for (const text of records) {
    const bytes = utf8(text);
    if (bytes + ENVELOPE_BYTES > MAX_BODY_BYTES) return unfit(`it is ${megabytes(bytes)}, Akto takes at most 10 MB`);
    sizeBytes += bytes + 1;
  }
  return { kind: 'records', records, sizeBytes };
}

/** What cannot fit is not parsed first: that would cost many times its size. */
function tooHuge({ row, request, response }: StoredExchange): Extract<Records, { kind: 'unfit' }> | null {
  const sent = { requestPayload: request.body, responsePayload: row.state === 'blocked' ? null : response.body };
  for (const [name, body] of Object.entries(sent)) {
    if (body !== null && body.length > MAX_STRING_BYTES) return unfit(sayTooLong(name, utf8(body)));
  }
  return null;
}

interface Fields {
  readonly path: string;
  readonly method: string;
  readonly status: number;
  readonly requestHeaders: string;
  readonly responseHeaders: string;
  readonly requestPayload: string;
  readonly responsePayload: string;
  readonly tags: Tags;
}

function record(row: ExchangeRow, fields: Fields) {
  return {
    path: fields.path,
    method: fields.method,
    statusCode: String(fields.status),
    status: String(fields.status),
    // Seconds here; the same field is milliseconds towards /api/http-proxy.
    time: String(Math.floor(row.startedAt / 1_000)),
    type: null,
    ip: '127.0.0.1',
    destIp: '127.0.0.1',
    source: 'MIRRORING',
    akto_account_id: ACCOUNT,
    akto_vxlan_id: NO_GROUP,
    is_pending: 'false',
    direction: null,
    process_id: null,
    socket_id: null,
    daemonset_id: null,
    enabled_graph: null,
    requestHeaders: fields.requestHeaders,
    responseHeaders: fields.responseHeaders,
    requestPayload: fields.requestPayload,
    responsePayload: fields.responsePayload,
    tag: JSON.stringify(fields.tags),
  };
}

/** What the client got, in Akto's words: it knows blocks, clients that left and upstreams that did not answer by status. */
function statusOf({ state, status }: ExchangeRow): number {
  switch (state) {
    case 'blocked':
      return 403;
    case 'client-left':
    case 'interrupted':
      return 499;
    case 'upstream-error':
      return status !== null && status >= 500 ? status : 502;
    case 'complete':
    case 'refused':
    case 'open':
      return status ?? 200;
  }
}

type Payload = { readonly kind: 'payload'; readonly payload: string } | Extract<Records, { kind: 'unfit' }>;

function payloadOf(exchange: StoredExchange, side: Side): Payload {
  const message = exchange[side];
  const lost = whyNotWhole(message);
  if (lost !== null) return unfit(`the ${side} ${lost}`);
  if (message.body === null)
    return wrap(message.bodyKind === 'binary' ? JSON.stringify(`[binary, ${message.sizeBytes} bytes]`) : '{}');
  const { body } = message;
  return wrap(isJson(body) ? body : JSON.stringify(body));
}

/** Findings of these kinds are no personal data. */
function isPersonal(type: string): boolean {
  return !isSecretType(type) && !type.startsWith('injection.') && !type.startsWith('policy.');
}

function masked(exchange: StoredExchange): StoredExchange | Extract<Records, { kind: 'unfit' }> {
  const sides = { request: exchange.request, response: exchange.response };
  for (const side of ['request', 'response'] as const) {
    const { body } = exchange[side];
    if (body === null) continue;
    const found = exchange.findings.filter((finding) => finding.side === side && isPersonal(finding.type));
    const without = maskBody(body, found).body;
    if (without === null) return unfit(`personal data in the ${side} could not be masked`);
    sides[side] = { ...exchange[side], body: without };
  }
  return { ...exchange, ...sides };
}

function blockedPayload({ verdict }: StoredExchange): Payload {
  return wrap(JSON.stringify({ 'x-blocked-by': 'Akto Proxy', reason: verdict?.reason ?? '' }));
}

function whyNotWhole(message: StoredMessage): string | null {
  if (!message.truncated) return null;
  return message.body === null ? 'was not stored' : 'is not stored whole';
}

/** The body's own text goes in: parsing and writing it again would change big numbers and lose repeated keys. */
function wrap(json: string): Payload {
  return { kind: 'payload', payload: `{"body":${json}}` };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function toolRecords(exchange: StoredExchange, tags: Tags) {
  const { row } = exchange;
  return toolCallsOf(exchange).map((call) =>
    record(row, {
      path: call.path,
      method: 'POST',
      status: 200,
      requestHeaders: headersJson([], {
        host: row.agent,
        'content-type': 'application/json',
        [EXCHANGE_HEADER]: row.id,
      }),
      responseHeaders: headersJson([], { 'content-type': 'application/json' }),
      requestPayload: writeExactly(call.payload),
      responsePayload: '{}',
      tags: { ...tags, ...call.tags },
    }),
  );
}

/** Names in lower case; a repeated field is one list (RFC 9110, section 5.3). */
function headersJson(headers: HeaderList, set: Readonly<Record<string, string>>): string {
  const byName = new Map<string, string>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (WIRE_HEADERS.has(lower)) continue;
    const before = byName.get(lower);
    byName.set(lower, before === undefined ? value : `${before}, ${value}`);
  }
  for (const [name, value] of Object.entries(set)) byName.set(name, value);
  return JSON.stringify(Object.fromEntries(byName));
}

const sayTooLong = (name: string, bytes: number) => `${name} is ${megabytes(bytes)}, Akto takes at most 5 MB`;
const unfit = (reason: string) => ({ kind: 'unfit', reason }) as const;
const utf8 = (text: string): number => Buffer.byteLength(text);
const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
