import type { IncomingMessage } from 'node:http';

import { type StringEdit } from '../dialects/index.ts';
import { restoreParts, rewriteBody } from '../policy/index.ts';
import { endToEndHeaders, headerOf } from '../upstream/index.ts';
import type { Exchange, JudgedSide } from './exchange.ts';

export interface Outgoing {
  readonly headers: string[];
  readonly body: Buffer | null;
}

/** Removed before forwarding: host is the upstream's, the token is ours. */
const NOT_FORWARDED = ['host', 'x-sluice-token'];
const AS_RECEIVED: ReadonlySet<string> = new Set(NOT_FORWARDED);
/** The body was sent in chunks and goes on in one piece. */
const DECHUNKED: ReadonlySet<string> = new Set([...NOT_FORWARDED, 'content-length']);
/** The body is another one now, and not compressed. */
const REWRITTEN: ReadonlySet<string> = new Set([...NOT_FORWARDED, 'content-length', 'content-encoding']);

/**
 * The request as it goes on: the bytes received, unless a policy masked them or a blocked earlier message was replaced
 * by a notice (ARCHITECTURE.md, invariant 2). null: the edits cannot be made losslessly, the request must be denied.
 */
export function outgoingRequest(exchange: Exchange, request: IncomingMessage, bytes: Buffer): Outgoing | null {
  const turn = exchange.mode === 'block' ? exchange.requestSide?.turn : undefined;
  if (turn === undefined || turn.edits.length === 0) {
    const chunked = request.headers['transfer-encoding'] !== undefined;
    return {
      headers: withCallId(exchange, endToEndHeaders(request.rawHeaders, chunked ? DECHUNKED : AS_RECEIVED)),
      body: bytes.length > 0 ? bytes : null,
    };
  }
  const text = edited(exchange.requestMessage, turn.edits);
  if (text === null) return null;
  if (turn.withdrawn.length > 0) exchange.mark('history-notice');
  if (turn.edits.length > turn.withdrawn.length) exchange.mark('masked');
  return {
    headers: withCallId(exchange, endToEndHeaders(request.rawHeaders, REWRITTEN)),
    body: Buffer.from(text),
  };
}

/** Pairs our record with what hooks and guardrails report of the same call (invariant 2). */
function withCallId(exchange: Exchange, headers: string[]): string[] {
  if (exchange.route.isLiteLLM && headerOf(headers, 'x-litellm-call-id') === null) {
    headers.push('x-litellm-call-id', exchange.id);
  }
  return headers;
}

export type AnswerRewrite =
  | { readonly kind: 'as-it-came' }
  | { readonly kind: 'rewritten'; readonly text: string }
  /** What has to be masked cannot be: deny it. */
  | { readonly kind: 'impossible' };

/** A whole answer after masking and after originals were put back. */
export function rewrittenAnswer(exchange: Exchange, side: JudgedSide): AnswerRewrite {
  const request = exchange.requestSide?.turn;
  const restored = request?.restore === true ? restoreParts(side.parts, request.vault) : [];
  // A placeholder that is put back and a finding that is masked may meet: masking wins.
  const masked = side.turn.edits;
  const edits = [...masked, ...restored.filter((edit) => !masked.some((other) => overlaps(edit, other)))];
  if (edits.length === 0) return { kind: 'as-it-came' };
  const text = edited(exchange.responseMessage, edits.toSorted(byPlace));
  if (text === null) return { kind: masked.length > 0 ? 'impossible' : 'as-it-came' };
  if (masked.length > 0) exchange.mark('answer-masked');
  if (restored.length > 0) exchange.mark('answer-restored');
  return { kind: 'rewritten', text };
}

function edited(message: Exchange['requestMessage'], edits: readonly StringEdit[]): string | null {
  if (message.body === null || message.truncated || message.bodyKind === 'binary') return null;
  return rewriteBody(message.body, edits, message.bodyKind === 'json' ? 'json' : 'text');
}

function overlaps(left: StringEdit, right: StringEdit): boolean {
  return left.pointer === right.pointer && left.start < right.end && right.start < left.end;
}

function byPlace(left: StringEdit, right: StringEdit): number {
  return left.pointer === right.pointer ? left.start - right.start : left.pointer < right.pointer ? -1 : 1;
}
