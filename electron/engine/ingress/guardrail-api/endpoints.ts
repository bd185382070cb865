import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { SluiceError } from '../../../../shared/errors.ts';
import { type JsonObject, type JsonValue, isJsonObject } from '../../../../shared/json.ts';
import { parseExactly, writeExactly } from '../../dialects/index.ts';
import { decodeContent, isEncoded, readBody, statusOf } from '../../traffic/index.ts';
import { toHeaderList } from '../../upstream/index.ts';
import { refusalOf } from '../access.ts';
import { multipartFile } from './files.ts';
import { genericAnswer, parseGeneric } from './generic-guardrail.ts';
import type { GuardrailPipeline } from './guardrail-pipeline.ts';
import { type ProxyCall, parseProxyCall } from './http-proxy-call.ts';
import type { AskingClient, GuardrailMessage } from './message.ts';
import type { GuardrailEndpoint } from './paths.ts';
import { proxyAnswer, proxyError, validateAnswer } from './proxy-answer.ts';
import { toMessage } from './proxy-message.ts';
import { mayAsk } from './token.ts';

/** contract-akto.md section 1.1: ours; Akto's own is 2 MB. */
export const MAX_GUARDRAIL_BYTES = 32 * 1024 * 1024;

/** What a client of these endpoints gets. */
export interface EndpointAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

const OK: EndpointAnswer = { status: 200, body: { success: true, message: 'Request processed successfully' } };
const NO_CLIENT: AskingClient = { connector: null, canMask: true, knowsWarn: false, attended: false };
/** A batch of thousands of records is read in slices of this length. */
const BATCH_TURN_MS = 10;
const TOO_LARGE = 'The body is larger than 32 MB.';
const NOT_JSON = 'The body is not a JSON object.';
const NO_PAYLOAD = 'requestPayload is required and must not be empty';

export interface GuardrailServer {
  readonly pipeline: GuardrailPipeline;
  /** SLUICE_TOKEN; undefined: everybody on this machine may ask. */
  readonly token: () => string | undefined;
  /** Beyond loopback: access.ts. */
  readonly exposed: readonly string[];
}

/** Reads a request to one of our guardrail endpoints, has it judged, and answers it. Never rejects. */
export async function serveGuardrail(
  endpoint: GuardrailEndpoint,
  { pipeline, token, exposed }: GuardrailServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = refusalOf(request, undefined, exposed) ?? refusalOfToken(endpoint, request, token(), exposed);
  if (refusal !== null) {
    request.resume();
    const { method = 'POST', url = '/' } = request;
    const target = { method, path: url, contentType: request.headers['content-type'] ?? null };
    const status = statusOf(refusal.code);
    await pipeline.refuse(target, toHeaderList(request.rawHeaders), status);
    sendJson(response, { status, body: proxyError(refusal.message) });
    return;
  }
  let answer: EndpointAnswer;
  try {
    answer = await answerTo(endpoint, pipeline, request);
  } catch {
    // A client that gets no verdict goes on without one; which policy that is, is its own setting.
    answer = { status: 500, body: proxyError('Sluice failed on this request.') };
  }
  sendJson(response, answer);
}

function refusalOfToken(
  endpoint: GuardrailEndpoint,
  request: IncomingMessage,
  token: string | undefined,
  exposed: readonly string[],
): SluiceError | null {
  // Its clients cannot send a token, so that beyond loopback nobody may ask there.
  if (endpoint === 'validate-file' && exposed.length > 0) {
    return new SluiceError('forbidden_host', 'Files are not judged here while Sluice is reachable from elsewhere.');
  }
  if (mayAsk(endpoint, request.headers, token)) return null;
  return new SluiceError('unauthorized', 'The token is missing or wrong: set it to the SLUICE_TOKEN of Sluice.');
}

async function answerTo(
  endpoint: GuardrailEndpoint,
  pipeline: GuardrailPipeline,
  request: IncomingMessage,
): Promise<EndpointAnswer> {
  if (request.method !== 'POST' && request.method !== 'GET') return { status: 405, body: proxyError('Use POST.') };
  if (endpoint === 'auth-check') return { status: 200, body: { success: true } };
  const received = await readBody(request, MAX_GUARDRAIL_BYTES);
  if (received.kind === 'too-large') return { status: 413, body: proxyError(TOO_LARGE) };
  if (received.kind === 'client-left') return { status: 400, body: proxyError('The request was not complete.') };
  if (endpoint === 'validate-file')
    return validateFile(pipeline, received.bytes, request.headers['content-type'] ?? '');
  if (endpoint === 'heartbeat') return OK;
  const encoding = request.headers['content-encoding'] ?? null;
  const bytes = isEncoded(encoding) ? await decodeContent(received.bytes, encoding ?? '') : received.bytes;
  const body = bytes === null ? undefined : parse(bytes);
  if (!isJsonObject(body)) return { status: 422, body: proxyError(NOT_JSON) };
  const query = new URLSearchParams(request.url?.split('?', 2)[1] ?? '');
  switch (endpoint) {
    case 'http-proxy':
      return httpProxy(pipeline, body, query);
    case 'ingest-data':
      return ingestData(pipeline, body);
    case 'generic-guardrail':
      return generic(pipeline, body);
    default:
      return validate(pipeline, body, endpoint === 'validate-request');
  }
}

function parse(bytes: Buffer): JsonValue | undefined {
  try {
    return parseExactly(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

async function httpProxy(
  pipeline: GuardrailPipeline,
  body: JsonObject,
  query: URLSearchParams,
): Promise<EndpointAnswer> {
  const call = parseProxyCall(body, query);
  if (call === null) return { status: 422, body: proxyError(NO_PAYLOAD) };
  const { flags } = call;
  const message = toMessage(call, Date.now());
  const verdicts = isAboutSomething(message) ? await pipeline.handle(message) : { request: null, response: null };
  const asked = flags.guardrails || flags.responseGuardrails || flags.fileGuardrails;
  return { status: 200, body: proxyAnswer(asked ? verdicts : null, message.client) };
}

/** `{}` and nothing else: a probe of a client. It is answered, and is no exchange. */
function isAboutSomething({ request, response }: GuardrailMessage): boolean {
  return request !== null || response !== null;
}

/**
 * contract-akto.md section 1.2: each record as if it had come alone. One that cannot be read is said, the rest is kept.
 * Nobody waits for a verdict here, so that a batch waits for room as long as it takes, and lets others take their turn.
 */
async function ingestData(pipeline: GuardrailPipeline, body: JsonObject): Promise<EndpointAnswer> {
  const batch = body['batchData'];
  if (!Array.isArray(batch)) return { status: 422, body: { success: false, actionErrors: ['batchData is required'] } };
  const errors: string[] = [];
  const query = new URLSearchParams({ ingest_data: 'true' });
  let turnBegan = performance.now();
  for (const [index, record] of batch.entries()) {
    const call = parseProxyCall(record, query);
    if (call === null) errors.push(`batchData[${index}]: ${NO_PAYLOAD}`);
    else await pipeline.handle(toMessage(named(call), Date.now()), 'patiently');
    if (performance.now() - turnBegan < BATCH_TURN_MS) continue;
    await nextTurn();
    turnBegan = performance.now();
  }
  if (errors.length > 0) return { status: 422, body: { success: false, actionErrors: errors } };
  return { status: 200, body: { success: true } };
}

/** A batch names no connector; the tag does. */
function named(call: ProxyCall): ProxyCall {
  return call.tags['litellm'] === undefined ? call : { ...call, flags: { ...call.flags, connector: 'litellm' } };
}

async function generic(pipeline: GuardrailPipeline, body: JsonObject): Promise<EndpointAnswer> {
  const parsed = parseGeneric(body, Date.now());
  if (parsed === null) return { status: 422, body: proxyError('texts is required') };
  const { request, response } = await pipeline.handle(parsed.message);
  return { status: 200, body: genericAnswer(parsed, request ?? response) };
}

/** `{payload}`, or a record as on /api/http-proxy. */
async function validate(pipeline: GuardrailPipeline, body: JsonObject, isRequest: boolean): Promise<EndpointAnswer> {
  const payload = body['payload'] ?? body[isRequest ? 'requestPayload' : 'responsePayload'] ?? null;
  const record: JsonObject = isRequest
    ? { ...body, requestPayload: payload }
    : { ...body, requestPayload: body['requestPayload'] ?? '{}', responsePayload: payload };
  const flag = isRequest ? 'guardrails' : 'response_guardrails';
  const call = parseProxyCall(record, new URLSearchParams({ [flag]: 'true', ingest_data: 'true' }));
  if (call === null || payload === null) return { status: 422, body: proxyError('payload is required') };
  const message = toMessage(call, Date.now());
  const { request, response } = await pipeline.handle(message);
  return { status: 200, body: validateAnswer(request ?? response, message.client) };
}

/** multipart `contextSource` and `file`; the flat, lower-case answer of Akto's service. */
async function validateFile(pipeline: GuardrailPipeline, bytes: Buffer, contentType: string): Promise<EndpointAnswer> {
  const file = await multipartFile(bytes, contentType);
  if (file === null) return { status: 422, body: { allowed: false, reason: 'file is required' } };
  const { name, type, content } = file;
  const record: JsonObject = {
    path: '/api/validate/file',
    requestPayload: '{}',
    files: [{ filename: name, type, content: content ?? '' }],
  };
  const query = new URLSearchParams({ file_guardrails: 'true', ingest_data: 'true' });
  const call = parseProxyCall(record, query);
  if (call === null) return { status: 422, body: { allowed: false, reason: 'file is required' } };
  const { request } = await pipeline.handle(toMessage(call, Date.now()));
  const { Allowed, Reason } = validateAnswer(request, NO_CLIENT);
  return { status: 200, body: { allowed: Allowed ?? true, reason: Reason ?? '' } };
}

export function sendJson(response: ServerResponse, { status, body }: EndpointAnswer): void {
  if (response.headersSent || response.destroyed) return;
  const text = writeExactly(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
