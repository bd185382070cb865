/**
 * Akto's data-ingestion service on a socket, as strict as it is: what it rejects is rejected, what it drops without a
 * word is dropped. Everything it took is kept, and each body with what became of it.
 */
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { type JsonObject, isJsonObject } from '../../../../shared/json.ts';
import { type Question, type Saying, questionOf, textOf, verdictAnswer } from './strict-guardrail.ts';
import { sendJson } from '../../test-support/http-server.ts';

/** Akto's limits. */
const MAX_BODY = 10_000_000;
const MAX_STRING = 5_000_000;
/** What Sluice promises of its own accord. */
const MAX_BATCH = 8_000_000;

/** What happens to the next call: nothing out of the ordinary, or one of the faults. */
export type Fault =
  | { readonly kind: 'none' }
  /** Answers with this status and takes nothing. */
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Takes nothing, closes the connection while the body comes. */
  | { readonly kind: 'reset-before' }
  /** Takes the batch, closes the connection instead of an answer. */
  | { readonly kind: 'reset-after' }
  /** Takes the batch and answers only after so long. */
  | { readonly kind: 'slow'; readonly ms: number; readonly onAnswer?: () => void };

const NO_FAULT: Fault = { kind: 'none' };

export interface Call {
  /** When it was understood, in ms of performance.now(). */
  readonly at: number;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly bytes: number;
  /** Exchanges named in it, one for each record. */
  readonly exchanges: readonly string[];
  readonly taken: boolean;
  readonly status: number | 'reset';
}

export interface AktoServer {
  readonly url: string;
  readonly port: number;
  readonly calls: readonly Call[];
  /** Records taken, in order. */
  readonly records: readonly JsonObject[];
  readonly heartbeats: readonly JsonObject[];
  /** Asked for a verdict, in order. */
  readonly questions: Question[];
  /** What it says to one; a status instead: no verdict. */
  judge: (question: Question) => Saying | number;
  /** Questions are answered after this; null: at once. */
  held: Promise<void> | null;
  /** For each call to ingestData, by its number from 0. */
  fault: (call: number) => Fault;
  /** The token it wants; null: none. */
  token: string | null;
  /** Bodies above are answered 413, as by a proxy in front. */
  maxBody: number;
  /** A record that is answered 422, whole batch and all. */
  poison: (record: JsonObject) => boolean;
  /** Stops listening; connections break. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

export async function startAktoServer(prefix = ''): Promise<AktoServer> {
  const calls: Call[] = [];
  const records: JsonObject[] = [];
  const heartbeats: JsonObject[] = [];
  const questions: Question[] = [];
  const sockets = new Set<Socket>();
  let number = 0;

  const ingest = (request: IncomingMessage, response: ServerResponse, body: Buffer, fault: Fault): void => {
    const { authorization } = request.headers;
    const note = (parsed: readonly JsonObject[], taken: boolean, status: Call['status']) => {
      calls.push({
        at: performance.now(),
        path: request.url ?? '',
        authorization,
        bytes: body.length,
        exchanges: parsed.map(exchangeOf),
        taken,
        status,
      });
      if (taken) records.push(...parsed);
    };
    const refuse = (status: number, why: unknown, headers: Readonly<Record<string, string>> = {}) => {
      note(batchOf(body) ?? [], false, status);
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      sendJson(response, status, why);
    };
    if (fault.kind === 'status') return refuse(fault.status, { message: 'as told' }, fault.headers);
    if (akto.token !== null && authorization?.replace(/^Bearer /, '') !== akto.token) {
      return refuse(401, { message: 'Unauthorized' });
    }
    if (body.length > Math.min(akto.maxBody, MAX_BODY)) return refuse(413, { message: 'Payload too large' });
    const parsed = batchOf(body);
    if (parsed === null) return refuse(422, { actionErrors: ['batchData is missing'] });
    const wrong = parsed.map((record) => whatIsWrong(record)).find((why) => why !== null);
    if (wrong !== undefined) return refuse(422, { actionErrors: [wrong] });
    if (parsed.some((record) => akto.poison(record))) return refuse(422, { actionErrors: ['not to our liking'] });
    if (body.length > MAX_BATCH && parsed.length > 1) return refuse(422, { actionErrors: ['a batch above 8 MB'] });
    if (fault.kind === 'reset-after') {
      note(parsed, true, 'reset');
      request.socket.destroy();
      return;
    }
    note(parsed, true, 200);
    if (fault.kind === 'slow') {
      setTimeout(() => {
        fault.onAnswer?.();
        sendJson(response, 200, { success: true });
      }, fault.ms).unref();
    } else sendJson(response, 200, { success: true });
  };

  const verdict = (request: IncomingMessage, response: ServerResponse, body: Buffer): void => {
    const { authorization } = request.headers;
    if (akto.token !== null && authorization?.replace(/^Bearer /, '') !== akto.token) {
      return sendJson(response, 401, { message: 'Unauthorized' });
    }
    const question = questionOf(new URL(request.url ?? '/', 'http://akto').searchParams, authorization, body);
    if (typeof question === 'string') return sendJson(response, 422, { success: false, message: question });
    questions.push(question);
    const saying = akto.judge(question);
    void Promise.resolve(akto.held).then(() => {
      if (typeof saying === 'number') sendJson(response, saying, { message: 'as told' });
      else sendJson(response, 200, verdictAnswer(saying));
    });
  };

  const answer = (request: IncomingMessage, response: ServerResponse, body: Buffer, fault: Fault): void => {
    const path = new URL(request.url ?? '/', 'http://akto').pathname;
    if (path === `${prefix}/healthCheck`) return sendJson(response, 200, { success: true });
    if (request.method !== 'POST') return sendJson(response, 404, {});
    if (path === `${prefix}/api/ingestData`) return ingest(request, response, body, fault);
    if (path === `${prefix}/api/http-proxy`) return verdict(request, response, body);
    if (path === `${prefix}/api/updateModuleInfoForHeartbeat`) {
      heartbeats.push((JSON.parse(body.toString()) as { moduleInfo: JsonObject }).moduleInfo);
      return sendJson(response, 200, { success: true, message: '' });
    }
    return sendJson(response, 404, {});
  };

  const server = createServer((request, response) => {
    const isIngest = request.url?.endsWith('/api/ingestData') === true;
    const fault = isIngest ? akto.fault(number++) : NO_FAULT;
    if (fault.kind === 'reset-before') {
      calls.push({
        at: performance.now(),
        path: request.url ?? '',
        authorization: undefined,
        bytes: 0,
        exchanges: [],
        taken: false,
        status: 'reset',
      });
      request.socket.destroy();
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks), fault));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve());
    });
  const down = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const akto: AktoServer = {
    url: `http://127.0.0.1:${port}${prefix}`,
    port,
    calls,
    records,
    heartbeats,
    questions,
    judge: () => ({}),
    held: null,
    fault: () => NO_FAULT,
    token: null,
    maxBody: MAX_BODY,
    poison: () => false,
    down,
    up: () => listen(port),
    close: () => (server.listening ? down() : Promise.resolve()),
  };
  return akto;
}

function batchOf(body: Buffer): JsonObject[] | null {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    const batch = isJsonObject(parsed) ? parsed['batchData'] : null;
    return Array.isArray(batch) && batch.length > 0 && batch.every(isJsonObject) ? batch : null;
  } catch {
    return null;
  }
}

const STRINGS = [
  'path',
  'method',
  'requestHeaders',
  'responseHeaders',
  'requestPayload',
  'responsePayload',
  'ip',
  'time',
  'statusCode',
  'status',
  'akto_account_id',
  'akto_vxlan_id',
  'is_pending',
  'source',
  'tag',
] as const;

/** null: nothing is. */
function whatIsWrong(record: JsonObject): string | null {
  for (const name of STRINGS) {
    const value = record[name];
    if (typeof value !== 'string') return `${name} is not a string`;
    if (value.length > MAX_STRING) return `${name} is too long`;
  }
  const text = (name: (typeof STRINGS)[number]) => textOf(record, name);
  if (!/^\d{10}$/.test(text('time'))) return 'time is not in seconds';
  if (!/^\d{3}$/.test(text('statusCode'))) return 'statusCode is no status';
  if (text('source') !== 'MIRRORING' || text('akto_account_id') !== '1000000' || text('akto_vxlan_id') !== '0') {
    return 'source, account or group is not what it has to be';
  }
  for (const name of ['requestHeaders', 'responseHeaders', 'tag', 'requestPayload', 'responsePayload'] as const) {
    try {
      if (!isJsonObject(JSON.parse(text(name)))) return `${name} is no JSON object`;
    } catch {
      return `${name} is no JSON`;
    }
  }
  const tags = Object.values(JSON.parse(text('tag')) as JsonObject);
  if (!tags.every((value) => typeof value === 'string')) return 'tag is not a flat map of strings';
  const { host } = JSON.parse(text('requestHeaders')) as JsonObject;
  return typeof host === 'string' && host !== '' ? null : 'requestHeaders has no host';
}

export function exchangeOf(record: JsonObject): string {
  try {
    return textOf(JSON.parse(textOf(record, 'requestHeaders')) as JsonObject, 'x-sluice-exchange');
  } catch {
    return '';
  }
}
