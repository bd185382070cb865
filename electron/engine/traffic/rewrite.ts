import type { IncomingMessage } from 'node:http';

import { isJsonObject } from '../../../shared/json.ts';
import { type StringEdit, removeMembers } from '../dialects/index.ts';
import { restoreParts, rewriteBody } from '../policy/index.ts';
import { FieldNames, endToEndHeaders, headerOf } from '../upstream/index.ts';
import type { Exchange, JudgedSide } from './exchange.ts';

export interface Outgoing {
  readonly headers: string[];
  readonly body: Buffer | null;
}

/** Removed before forwarding: host is the upstream's, the token is ours. */
const NOT_FORWARDED = ['host', 'x-sluice-token'];
const AS_RECEIVED = new FieldNames(NOT_FORWARDED);
/** The body was sent in chunks and goes on in one piece. */
const DECHUNKED = new FieldNames([...NOT_FORWARDED, 'content-length']);
/** The body is another one now, and not compressed. */
const REWRITTEN = new FieldNames([...NOT_FORWARDED, 'content-length', 'content-encoding']);

/** Names the agent for us alone, where the route keeps it. */
const AGENT_HEADER = 'x-agent-name';
const AGENT_NAME = new FieldNames([AGENT_HEADER]);

/** Path and query for the upstream. */
export function forwardedPath({ route, target }: Exchange): string {
  const rest = target.path.slice(route.prefix.length);
  return route.basePath + (rest.startsWith('/') ? rest : `/${rest}`);
}

/**
 * The request as it goes on: the bytes received, unless a policy masked them, a blocked earlier message was replaced
 * by a notice, or the route keeps agent metadata (ARCHITECTURE.md, invariant 2). null: the edits cannot be made
 * losslessly, the request must be denied.
 */
export function outgoingRequest(exchange: Exchange, request: IncomingMessage, bytes: Buffer): Outgoing | null {
  const turn = exchange.mode === 'block' ? exchange.requestSide?.turn : undefined;
  let text: string | null = null;
  if (turn !== undefined && turn.edits.length > 0) {
    text = edited(exchange, exchange.requestMessage, turn.edits);
    if (text === null) return null;
    if (turn.withdrawn.length > 0) exchange.mark('history-notice');
    if (turn.edits.length > turn.withdrawn.length) exchange.mark('masked');
  }
  text = withoutAgentName(exchange, text);
  if (text !== null) return { headers: outgoingHeaders(exchange, request, REWRITTEN), body: Buffer.from(text) };
  const chunked = request.headers['transfer-encoding'] !== undefined;
  return {
    headers: outgoingHeaders(exchange, request, chunked ? DECHUNKED : AS_RECEIVED),
    body: bytes.length > 0 ? bytes : null,
  };
}

/** `text`: the body where it was edited already. Returns it without metadata.agent_name, or as it was. */
function withoutAgentName(exchange: Exchange, text: string | null): string | null {
  const { dialect, request, requestMessage, route } = exchange;
  if (!route.dropAgentMetadata || dialect.recordedOnly === true) return text;
  if ((request?.agentName ?? null) === null || requestMessage.bodyKind !== 'json') return text;
  const body = text ?? requestMessage.body ?? '';
  const { metadata } = JSON.parse(body) as { metadata?: unknown };
  if (!isJsonObject(metadata) || !('agent_name' in metadata)) return text;
  // Some refuse `metadata` as such: an empty one is not left behind.
  const only = Object.keys(metadata).length === 1;
  const kept = removeMembers(body, [only ? '/metadata' : '/metadata/agent_name']);
  if (kept === null) return text;
  exchange.mark('metadata-dropped');
  return kept;
}

function outgoingHeaders(exchange: Exchange, request: IncomingMessage, drop: FieldNames): string[] {
  const { dialect, route } = exchange;
  let headers = endToEndHeaders(request.rawHeaders, drop);
  // A signature may cover any header of a signed request.
  if (route.dropAgentMetadata && dialect.recordedOnly !== true && headerOf(headers, AGENT_HEADER) !== null) {
    headers = endToEndHeaders(headers, AGENT_NAME);
    exchange.mark('metadata-dropped');
  }
  if (route.headers.length > 0) {
    headers = endToEndHeaders(headers, new FieldNames(route.headers.map(([name]) => name.toLowerCase())));
    headers.push(...route.headers.flat());
    exchange.mark('headers-set');
  }
  return withCallId(exchange, headers);
}

/** Of a WebSocket's handshake. Compression is not offered: nobody could read along. */
const HANDSHAKE = new FieldNames([...NOT_FORWARDED, 'content-length', 'sec-websocket-extensions']);

export function upgradeHeaders(exchange: Exchange, request: IncomingMessage): string[] {
  return outgoingHeaders(exchange, request, HANDSHAKE);
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
  const text = edited(exchange, exchange.responseMessage, edits.toSorted(byPlace));
  if (text === null) return { kind: masked.length > 0 ? 'impossible' : 'as-it-came' };
  if (masked.length > 0) exchange.mark('answer-masked');
  if (restored.length > 0) exchange.mark('answer-restored');
  return { kind: 'rewritten', text };
}

/** null: it cannot be, or, where requests are signed, may not be. */
function edited(
  { dialect }: Exchange,
  message: Exchange['requestMessage'],
  edits: readonly StringEdit[],
): string | null {
  if (dialect.recordedOnly === true) return null;
  if (message.body === null || message.truncated || message.bodyKind === 'binary') return null;
  return rewriteBody(message.body, edits, message.bodyKind === 'json' ? 'json' : 'text');
}

function overlaps(left: StringEdit, right: StringEdit): boolean {
  return left.pointer === right.pointer && left.start < right.end && right.start < left.end;
}

function byPlace(left: StringEdit, right: StringEdit): number {
  return left.pointer === right.pointer ? left.start - right.start : left.pointer < right.pointer ? -1 : 1;
}
