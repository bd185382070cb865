import { type DialectId, type Part, saysWords } from '../../../../shared/domain/index.ts';
import type { JsonValue } from '../../../../shared/json.ts';
import {
  type Dialect,
  type ParsedAnswer,
  type ParsedRequest,
  type RequestTarget,
  dialectById,
  selectDialect,
  writeExactly,
} from '../../dialects/index.ts';
import type { ProxyCall } from './http-proxy-call.ts';
import type { Payload } from './payload.ts';
import { type Restored, restoreAnswer, restoreRequest } from './restore.ts';

/** LiteLLM's call types (tag call_type) and the API the client spoke. Those of no API of their own are read by shape. */
const DIALECT_OF_CALL_TYPE: ReadonlyMap<string, DialectId> = new Map<string, DialectId>([
  ['completion', 'openai-chat'],
  ['acompletion', 'openai-chat'],
  ['anthropic_messages', 'anthropic-messages'],
  ['responses', 'openai-responses'],
  ['aresponses', 'openai-responses'],
  ['embedding', 'openai-embeddings'],
  ['aembedding', 'openai-embeddings'],
  ['text_completion', 'openai-completions'],
  ['atext_completion', 'openai-completions'],
  ['moderation', 'openai-moderations'],
  ['amoderation', 'openai-moderations'],
]);

/** The hook's questions name one route for all; the call type knows the client's. */
const ROUTE_OF_DIALECT: Partial<Record<DialectId, string>> = {
  'openai-chat': '/v1/chat/completions',
  'anthropic-messages': '/v1/messages',
  'openai-responses': '/v1/responses',
  'openai-embeddings': '/v1/embeddings',
  'openai-completions': '/v1/completions',
  'openai-moderations': '/v1/moderations',
};

/** One side of a record, read in the API its client spoke. */
export interface ReadSide<Parsed> {
  /** The body in that API's shape: what is stored and shown, and what the parts' pointers lead into. */
  readonly body: string;
  readonly bodyKind: 'json' | 'text';
  readonly parsed: Parsed;
  /** From a pointer into `body` to where it stands in the payload's body; null: nowhere. */
  readonly origin: (pointer: string) => string | null;
  readonly payload: Payload;
}

export interface Reading {
  readonly dialect: Dialect;
  readonly target: RequestTarget;
  readonly request: ReadSide<ParsedRequest> | null;
  readonly response: ReadSide<ParsedAnswer> | null;
}

/** Reads both sides of a record. A body that is not JSON is the text of a prompt, or of an answer. */
export function readCall(call: ProxyCall): Reading {
  const target: RequestTarget = { method: call.method, path: pathOf(call), contentType: 'application/json' };
  const dialect = dialectOf(call, target);
  return {
    dialect,
    target,
    request: call.request === null ? null : readSide(call.request, dialect, target, 'parseRequest', restoreRequest),
    response: call.response === null ? null : readSide(call.response, dialect, target, 'parseAnswer', restoreAnswer),
  };
}

/** The route its client took. A tool of an MCP server comes by `/mcp`; which server's, only the tag says. Rules and the window read it in the path. */
function pathOf(call: ProxyCall): string {
  if (call.path === '/chat/completions') {
    const named = DIALECT_OF_CALL_TYPE.get(call.tags['call_type'] ?? '');
    return (named === undefined ? undefined : ROUTE_OF_DIALECT[named]) ?? call.path;
  }
  const server = call.tags['mcp_server_name']?.trim();
  return server === undefined || server === '' || !/\/mcp\/?$/.test(call.path)
    ? call.path
    : `${call.path.replace(/\/$/, '')}/${encodeURIComponent(server)}`;
}

function dialectOf(call: ProxyCall, target: RequestTarget): Dialect {
  const named = DIALECT_OF_CALL_TYPE.get(call.tags['call_type'] ?? '');
  if (named !== undefined) return dialectById(named);
  if (call.request?.shape === 'tool-call') return dialectById('mcp');
  const json = call.request?.json;
  if (json === undefined) return dialectById('text');
  return selectDialect(target, json);
}

function readSide<Kind extends 'parseRequest' | 'parseAnswer'>(
  payload: Payload,
  dialect: Dialect,
  target: RequestTarget,
  parse: Kind,
  restore: (dialect: DialectId, json: JsonValue) => Restored,
): ReadSide<ReturnType<Dialect[Kind]>> {
  type Parsed = ReturnType<Dialect[Kind]>;
  if (payload.shape === 'tool-call') return readToolCall(payload, target, parse);
  if (payload.json === undefined) {
    const parsed = dialectById('text')[parse](payload.text, target) as Parsed;
    return { body: payload.text, bodyKind: 'text', parsed, origin: (pointer) => pointer, payload };
  }
  const { json, origin } = restore(dialect.id, payload.json);
  const body = json === payload.json ? payload.text : writeExactly(json);
  return { body, bodyKind: 'json', parsed: dialect[parse](json, target) as Parsed, origin, payload };
}

/** `{"body":args,"toolName":n}` is the call of a tool: read as such, so that tool rules and the window know it. */
function readToolCall<Kind extends 'parseRequest' | 'parseAnswer'>(
  payload: Payload,
  target: RequestTarget,
  parse: Kind,
): ReadSide<ReturnType<Dialect[Kind]>> {
  const params = { name: payload.toolName ?? '', arguments: payload.json ?? payload.text };
  const json: JsonValue = { jsonrpc: '2.0', id: 1, method: 'tools/call', params };
  const parsed = dialectById('mcp')[parse](json, target) as ReturnType<Dialect[Kind]>;
  const ARGUMENTS = '/params/arguments';
  const origin = (pointer: string): string | null =>
    pointer === ARGUMENTS || pointer.startsWith(`${ARGUMENTS}/`) ? pointer.slice(ARGUMENTS.length) : null;
  return { body: writeExactly(json), bodyKind: 'json', parsed, origin, payload };
}

/** The newest text of the user: its blocks joined, harness reminders and all. '' when there is none. */
export function newestUserText(parts: readonly Part[]): string {
  const last = parts.findLast((part) => part.role === 'user' && part.text.trim() !== '' && saysWords(part));
  if (last === undefined) return '';
  const message = messageOf(last.pointer);
  return parts
    .filter((part) => part.role === 'user' && saysWords(part) && messageOf(part.pointer) === message)
    .map((part) => part.text)
    .join(' ');
}

/** `/messages/3/content/0/text` → `/messages/3`. */
function messageOf(pointer: string): string {
  return /^.*?\/\d+(?=\/|$)/.exec(pointer)?.[0] ?? pointer;
}
