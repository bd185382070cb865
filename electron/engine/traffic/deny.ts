import type { ServerResponse } from 'node:http';

import type { HeaderList } from '../../../shared/domain/index.ts';
import { type ErrorCode, type SluiceError } from '../../../shared/errors.ts';
import type { Denial } from '../dialects/index.ts';
import type { Exchange } from './exchange.ts';

/** interfaces.md: each in the dialect's shape, the code repeated in header x-sluice-error. */
export const STATUS_OF_ERROR: Partial<Record<ErrorCode, number>> = {
  upstream_unreachable: 502,
  upstream_timeout: 504,
  body_too_large: 413,
  loop: 508,
  unauthorized: 401,
  forbidden_host: 403,
  bad_request: 400,
  engine_stopping: 503,
  not_supported: 501,
  not_found: 404,
};

export function statusOf(code: ErrorCode): number {
  return STATUS_OF_ERROR[code] ?? 500;
}

export interface OwnAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: string;
}

/** The answer of a block, in the client's dialect. */
export function blockAnswer(exchange: Exchange, message: string): OwnAnswer {
  return ownAnswer(exchange, 403, 'blocked_by_policy', message, 'block');
}

/** The answer of an error of ours, in the client's dialect. */
export function errorAnswer(exchange: Exchange, error: SluiceError): OwnAnswer {
  const verdict = exchange.requestSide?.verdict.kind ?? 'allow';
  const answer = ownAnswer(exchange, statusOf(error.code), error.code, error.message, verdict);
  return { ...answer, headers: [...answer.headers, ['x-sluice-error', error.code]] };
}

function ownAnswer(exchange: Exchange, status: number, code: string, message: string, verdict: string): OwnAnswer {
  const answer = exchange.dialect.deny(denialOf(exchange, status, code, message));
  return {
    status: answer.status,
    headers: [
      ...answer.headers,
      ['content-length', String(Buffer.byteLength(answer.body))],
      ['x-sluice-verdict', verdict],
      ['x-sluice-exchange', exchange.id],
    ],
    body: answer.body,
  };
}

/** What a dialect needs to know to refuse, or to end a stream, in its own words. */
export function denialOf(exchange: Exchange, status: number, code: string, message: string): Denial {
  return { status, code, message, exchangeId: exchange.id, requestId: exchange.request?.requestId ?? null };
}

/** The record of an answer that we gave ourselves. */
export function recordOwnAnswer(exchange: Exchange, { status, headers, body }: OwnAnswer): void {
  const sizeBytes = Buffer.byteLength(body);
  exchange.status = status;
  exchange.responseBytes = sizeBytes;
  exchange.responseMessage = { headers, body, bodyKind: 'json', sizeBytes, truncated: false };
}

/** Sends it unless the client has left or an answer has begun. `close`: the connection is of no further use. */
export function sendOwnAnswer(response: ServerResponse, answer: OwnAnswer, close = false): void {
  if (response.headersSent || response.destroyed) return;
  if (close) response.shouldKeepAlive = false;
  // Not the upstream's, where its head could not be written.
  response.statusMessage = '';
  response.writeHead(answer.status, answer.headers.flat());
  response.end(answer.body);
}
