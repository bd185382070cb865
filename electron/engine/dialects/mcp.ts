/**
 * Model Context Protocol over streamable HTTP: JSON-RPC 2.0, answered as JSON or as SSE.
 * https://modelcontextprotocol.io/specification/2025-06-18/basic/transports, …/server/tools, …/server/resources
 */
import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { jsonAnswer, sse } from './denial.ts';
import type { Denial, Dialect, ParsedAnswer } from './dialect.ts';
import { member, objectAt, stringAt } from './fields.ts';
import { pointerStep } from './json-scan.ts';
import { mediumOf } from './media.ts';
import { barePath, dialectOfPath } from './paths.ts';
import { type Assembler, createReader } from './stream.ts';
import { createPartTexts } from './stream-texts.ts';
import { Transcript } from './transcript.ts';
import { NO_USAGE } from './usage-of.ts';

/** Our code for "a policy forbids it": of the range JSON-RPC leaves to implementations. */
const POLICY_ERROR = -32003;
const SERVER_ERROR = -32000;

function isRpc(value: JsonValue | undefined): boolean {
  if (!isJsonObject(value) || value['jsonrpc'] !== '2.0') return false;
  return typeof value['method'] === 'string' || 'result' in value || 'error' in value;
}

/** One message, or (until protocol 2025-03-26) a batch of them, each with its pointer. */
function messagesOf(body: JsonValue): [pointer: string, message: JsonValue][] {
  return Array.isArray(body) ? body.map((message, index) => [`/${index}`, message]) : [['', body]];
}

/** The server's name, where the path says it: `/mcp/name`, `/name/mcp`, but not `/v1/mcp`. */
function serverOf(path: string): string | null {
  const match = /\/mcp\/([^/]+)$|\/([^/]+)\/mcp$/.exec(barePath(path));
  const name = match?.[1] ?? match?.[2] ?? null;
  return name === null || /^(v\d+|api)$/.test(name) ? null : name;
}

/** Tool names as agents see them: contract-akto.md section 3. */
function toolName(server: string | null, tool: string): string {
  return server === null || tool.startsWith('mcp__') ? tool : `mcp__${server}__${tool}`;
}

/** One item of a result: https://modelcontextprotocol.io/specification/2025-06-18/server/tools#tool-result */
function readItem(out: Transcript, item: JsonValue, pointer: string): void {
  const text = stringAt(item, 'text');
  const mediaType = stringAt(item, 'mimeType');
  switch (stringAt(item, 'type')) {
    case 'text':
      out.toolResult(`${pointer}/text`, null, text ?? '');
      return;
    case 'image':
    case 'audio': {
      const medium = stringAt(item, 'type') === 'image' ? 'image' : 'audio';
      const content = stringAt(item, 'data');
      out.media({ pointer: `${pointer}/data`, medium, mediaType, content, base64: true });
      return;
    }
    case 'resource_link':
      out.strings(item, pointer, { role: 'tool' }, 'all');
      out.media({
        pointer,
        medium: mediumOf(mediaType),
        mediaType,
        name: stringAt(item, 'title') ?? stringAt(item, 'name') ?? stringAt(item, 'uri'),
        content: null,
      });
      return;
    case 'resource':
      readResource(out, member(item, 'resource') ?? null, `${pointer}/resource`);
      return;
    default:
      out.unknown(item, pointer, 'tool', 'data');
  }
}

function readResource(out: Transcript, resource: JsonValue, pointer: string): void {
  const text = stringAt(resource, 'text');
  const blob = stringAt(resource, 'blob');
  const mediaType = stringAt(resource, 'mimeType');
  if (text !== null) {
    out.textFile(pointer, stringAt(resource, 'uri'), mediaType, text);
    out.toolResult(`${pointer}/text`, null, text);
  }
  if (blob !== null) {
    const name = stringAt(resource, 'uri');
    const medium = mediumOf(mediaType);
    out.media({ pointer: `${pointer}/blob`, medium, mediaType, name, content: blob, base64: true });
  }
  if (text === null && blob === null) out.unknown(resource, pointer, 'tool');
}

/** A result says what it is by its members only. All of it is the server's: untrusted. */
function readResult(out: Transcript, result: JsonValue, pointer: string): void {
  if (!isJsonObject(result)) {
    out.unknown(result, pointer, 'tool', 'data');
    return;
  }
  for (const key in result) {
    const value = result[key] ?? null;
    const at = `${pointer}/${pointerStep(key)}`;
    if (key === 'content' && Array.isArray(value)) {
      for (const [index, item] of value.entries()) readItem(out, item, `${at}/${index}`);
    } else if (key === 'contents' && Array.isArray(value)) {
      for (const [index, item] of value.entries()) readResource(out, item, `${at}/${index}`);
    } else if (key === 'structuredContent') {
      // The same again as JSON, in most servers: scanned, not shown twice.
      out.values(value, at, { role: 'tool' });
    } else if (key !== 'protocolVersion' && key !== 'nextCursor') out.unknown(value, at, 'tool', 'data');
  }
}

function readCall(out: Transcript, params: JsonValue, pointer: string, server: string | null): void {
  const name = toolName(server, stringAt(params, 'name') ?? '');
  out.toolCall(`${pointer}/arguments`, null, name, member(params, 'arguments') ?? {});
}

/** `fromClient`: whether the message was sent by the client of the exchange, in its request. */
function readMessage(
  out: Transcript,
  message: JsonValue,
  at: string,
  server: string | null,
  fromClient: boolean,
): void {
  const method = stringAt(message, 'method');
  const params = member(message, 'params');
  if (method === 'tools/call' && params !== undefined) {
    out.open('assistant', at, server);
    readCall(out, params, `${at}/params`, server);
  } else if (method !== null) {
    // What a server asks or notifies is its own text; what a client asks is its user's.
    out.open(fromClient ? 'user' : 'tool', at, server);
    if (method === 'initialize') out.strings(params, `${at}/params`, { role: 'developer' });
    else out.unknown(params, `${at}/params`, out.role, 'data');
  } else if (fromClient) {
    // The client answers what the server asked: a model's words (sampling) or a person's (elicitation).
    out.open('assistant', at, server);
    out.unknown(member(message, 'result') ?? member(message, 'error'), `${at}/result`, out.role, 'data');
  } else {
    out.open('tool', at, server);
    const result = member(message, 'result');
    const error = objectAt(message, 'error');
    out.toolFailed = error !== null || member(result, 'isError') === true;
    if (result !== undefined) readResult(out, result, `${at}/result`);
    else if (error) {
      out.toolResult(`${at}/error/message`, null, stringAt(error, 'message') ?? '');
      out.unknown(error['data'], `${at}/error/data`, 'tool', 'data');
    } else out.unknown(message, at, 'tool', 'data');
    out.toolFailed = false;
  }
}

function idOf(body: JsonValue): string | number | null {
  for (const [, message] of messagesOf(body)) {
    const id = member(message, 'id');
    if (typeof id === 'string' || typeof id === 'number') return id;
  }
  return null;
}

const MAX_OPERATION_CHARS = 200;

/** `tools/call search_tickets`; of a batch the first, and how many more there are. */
function operationOf(body: JsonValue): string | null {
  const asked = messagesOf(body).flatMap(([, message]) => {
    const method = stringAt(message, 'method');
    if (method === null) return [];
    const params = member(message, 'params');
    const on = stringAt(params, 'name') ?? stringAt(params, 'uri');
    return [on === null ? method : `${method} ${on}`];
  });
  const [first] = asked;
  if (first === undefined) return null;
  return `${first.slice(0, MAX_OPERATION_CHARS)}${asked.length === 1 ? '' : ` +${asked.length - 1}`}`;
}

function rpcError({ status, message, requestId }: Denial) {
  const code = status === 403 ? POLICY_ERROR : SERVER_ERROR;
  return { jsonrpc: '2.0', id: requestId ?? null, error: { code, message } };
}

/** A stream answers one request: its response alone, or with the notifications before it as a batch. */
function createMcpAssembler(): Assembler {
  const messages: JsonValue[] = [];
  return {
    event(data) {
      messages.push(data);
    },
    text() {
      const out = new Transcript();
      for (const message of messages) readMessage(out, message, '', null, false);
      return out.parts.map(({ text }) => text).join('\n');
    },
    assembled: () => (messages.length === 1 && messages[0] !== undefined ? messages[0] : messages),
  };
}

function readAnswer(body: JsonValue, server: string | null): ParsedAnswer {
  const out = new Transcript();
  for (const [at, message] of messagesOf(body)) readMessage(out, message, at, server, false);
  out.sweep(body, 'tool');
  return { model: null, parts: out.parts, messages: out.messages, usage: NO_USAGE, partial: out.partial };
}

export const mcp: Dialect = {
  id: 'mcp',

  // JSON-RPC says so itself, whatever the path.
  matches: (target, body) =>
    isRpc(body) ||
    (Array.isArray(body) && body.length > 0 && body.every(isRpc)) ||
    dialectOfPath(target.path) === 'mcp',

  parseRequest(body, target) {
    const out = new Transcript();
    const server = serverOf(target.path);
    for (const [at, message] of messagesOf(body)) readMessage(out, message, at, server, true);
    out.sweep(body, 'user');
    const tools = messagesOf(body).flatMap(([, message]) =>
      stringAt(message, 'method') === 'tools/call' ? (stringAt(member(message, 'params'), 'name') ?? []) : [],
    );
    const meta = member(member(body, 'params'), '_meta');
    return {
      model: null,
      operation: operationOf(body),
      stream: false,
      parts: out.parts,
      messages: out.messages,
      tools: tools.map((tool) => toolName(server, tool)),
      agentName: stringAt(meta, 'agent_name'),
      requestId: idOf(body),
      partial: out.partial,
    };
  },

  parseAnswer: (body, target) => readAnswer(body, serverOf(target.path)),

  // Each event is a message by itself.
  createStreamTexts: () => createPartTexts((message) => readAnswer(message, null).parts),
  createStreamReader: () => createReader(createMcpAssembler()),
  // A refusal is an answer to the call, not a failure of the transport.
  deny: (denial) => jsonAnswer(denial.status === 403 ? 200 : denial.status, rpcError(denial)),
  cutStream: (denial) => sse(rpcError(denial), 'message'),
};
