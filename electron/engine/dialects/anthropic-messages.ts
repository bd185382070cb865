/**
 * Anthropic messages and count_tokens, also as Vertex and Azure speak them.
 * https://docs.anthropic.com/en/api/messages, https://docs.anthropic.com/en/api/messages-count-tokens
 */
import type { Role } from '../../../shared/domain/index.ts';
import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { createAnthropicTexts } from './anthropic-messages-texts.ts';
import { createAnthropicAssembler } from './anthropic-messages-stream.ts';
import { jsonAnswer, sse } from './denial.ts';
import type { Denial, Dialect, ParsedAnswer, Usage } from './dialect.ts';
import { arrayAt, countAt, isPlainMessage, member, objectAt, stringAt } from './fields.ts';
import { mediumOf } from './media.ts';
import { barePath, dialectOfPath } from './paths.ts';
import { createReader } from './stream.ts';
import { Transcript } from './transcript.ts';
import { NO_USAGE } from './usage-of.ts';

type Say = (pointer: string, text: string) => void;

/** An image's or a document's source: base64, url, file, text or blocks of its own. */
function readSource(out: Transcript, block: JsonValue, pointer: string, medium: 'image' | 'file'): void {
  const source = objectAt(block, 'source') ?? {};
  const at = `${pointer}/source`;
  const mediaType = stringAt(source, 'media_type');
  const name = stringAt(block, 'title') ?? stringAt(source, 'file_id');
  const type = stringAt(source, 'type');
  if (type === 'text') {
    // A document is somebody else's text, whoever hands it in.
    const text = stringAt(source, 'data') ?? '';
    out.textFile(pointer, name, mediaType, text);
    out.text(`${at}/data`, text, 'tool');
  } else if (type === 'content') {
    const texts = arrayAt(source, 'content').map((item) => stringAt(item, 'text') ?? '');
    out.textFile(pointer, name, null, texts.join('\n'));
    readContent(out, source['content'], `${at}/content`, (where, text) => {
      out.text(where, text, 'tool');
    });
  } else if (type === 'base64' || type === 'url' || type === 'file') {
    const field = type === 'base64' ? 'data' : type;
    out.media({
      pointer: `${at}/${type === 'file' ? 'file_id' : field}`,
      medium: medium === 'image' ? 'image' : mediumOf(mediaType),
      mediaType,
      name,
      content: type === 'file' ? null : stringAt(source, field),
      base64: type === 'base64',
    });
  } else out.unknown(source, at, 'tool');
  for (const key of ['title', 'context'] as const) {
    const text = stringAt(block, key);
    if (text !== null && medium === 'file') out.strings(text, `${pointer}/${key}`, { role: 'tool' }, 'all');
  }
}

function readBlock(out: Transcript, block: JsonValue, pointer: string, say: Say): void {
  const type = stringAt(block, 'type') ?? '';
  if (type === 'text') {
    say(`${pointer}/text`, stringAt(block, 'text') ?? '');
  } else if (type === 'thinking') {
    out.thinking(`${pointer}/thinking`, stringAt(block, 'thinking') ?? '');
  } else if (type === 'redacted_thinking') {
    // Encrypted: nothing to read.
  } else if (type === 'image') {
    readSource(out, block, pointer, 'image');
  } else if (type === 'document') {
    readSource(out, block, pointer, 'file');
  } else if (type === 'container_upload') {
    const name = stringAt(block, 'file_id');
    out.media({ pointer: `${pointer}/file_id`, medium: 'file', name, content: null });
  } else if (type.endsWith('tool_use')) {
    const server = stringAt(block, 'server_name');
    const name = stringAt(block, 'name') ?? type;
    const id = stringAt(block, 'id');
    out.toolCall(`${pointer}/input`, id, server === null ? name : `mcp__${server}__${name}`, member(block, 'input'));
  } else if (type.endsWith('tool_result')) {
    const id = stringAt(block, 'tool_use_id');
    out.toolFailed = member(block, 'is_error') === true;
    out.resultOf = id;
    readContent(out, member(block, 'content'), `${pointer}/content`, (at, text) => {
      out.toolResult(at, id, text);
    });
    out.toolFailed = false;
    out.resultOf = null;
  } else if (type === 'search_result') {
    for (const key of ['source', 'title'] as const) {
      const text = stringAt(block, key);
      if (text !== null) out.strings(text, `${pointer}/${key}`, { role: 'tool' }, 'all');
    }
    const name = stringAt(block, 'title') ?? stringAt(block, 'source');
    out.media({ pointer, medium: 'file', name, content: null });
    readContent(out, member(block, 'content'), `${pointer}/content`, (at, text) => {
      out.text(at, text, 'tool');
    });
  } else if (isJsonObject(block)) {
    // Results of server tools and what is yet to come: every text in it.
    out.values(block, pointer, { role: out.role === 'user' ? 'user' : 'tool' }, 'data');
    const shown = stringAt(block, 'text');
    if (shown !== null) out.show({ kind: 'text', pointer: `${pointer}/text`, text: shown });
  } else if (typeof block === 'string') say(pointer, block);
}

function readContent(out: Transcript, content: JsonValue | undefined, pointer: string, say: Say): void {
  if (typeof content === 'string') say(pointer, content);
  else if (Array.isArray(content)) {
    for (const [index, block] of content.entries()) readBlock(out, block, `${pointer}/${index}`, say);
  } else if (isJsonObject(content)) {
    // A server tool's result: one object, its texts somewhere inside.
    out.unknown(content, pointer, 'tool', 'data');
  }
}

function roleOf(message: JsonValue): Role {
  const role = stringAt(message, 'role');
  return role === 'assistant' || role === 'system' || role === 'developer' ? role : 'user';
}

function readMessage(out: Transcript, message: JsonValue, pointer: string): void {
  out.open(roleOf(message), pointer);
  if (!isJsonObject(message)) {
    out.unknown(message, pointer);
    return;
  }
  readContent(out, message['content'], `${pointer}/content`, (at, text) => {
    out.text(at, text);
  });
  if (isPlainMessage(message)) out.finish();
}

/** What comes from the cache is counted apart there; our input is all input. */
export function anthropicUsage(usage: JsonValue | undefined): Usage {
  const input = countAt(usage, 'input_tokens');
  const cacheRead = countAt(usage, 'cache_read_input_tokens');
  const cacheWrite = countAt(usage, 'cache_creation_input_tokens');
  const known = input ?? cacheRead ?? cacheWrite;
  return {
    inputTokens: known === null ? null : (input ?? 0) + (cacheRead ?? 0) + (cacheWrite ?? 0),
    outputTokens: countAt(usage, 'output_tokens'),
    ...(cacheRead === null ? {} : { cacheReadTokens: cacheRead }),
    ...(cacheWrite === null ? {} : { cacheWriteTokens: cacheWrite }),
  };
}

/** https://docs.anthropic.com/en/api/errors */
function errorType({ status }: Denial): string {
  switch (status) {
    case 401:
      return 'authentication_error';
    case 403:
      return 'permission_error';
    case 404:
      return 'not_found_error';
    case 413:
      return 'request_too_large';
    case 504:
      return 'timeout_error';
    default:
      return status >= 500 ? 'api_error' : 'invalid_request_error';
  }
}

function errorBody(denial: Denial) {
  return { type: 'error', error: { type: errorType(denial), message: denial.message } };
}

function parseAnswer(body: JsonValue): ParsedAnswer {
  const out = new Transcript();
  if (Array.isArray(member(body, 'content'))) {
    out.open('assistant', '');
    readContent(out, member(body, 'content'), '/content', (at, text) => {
      out.text(at, text);
    });
  }
  out.sweep(body, 'assistant');
  // count_tokens answers with the bare count.
  const counted = countAt(body, 'input_tokens');
  const usage = member(body, 'usage');
  return {
    model: stringAt(body, 'model'),
    parts: out.parts,
    messages: out.messages,
    usage: isJsonObject(usage)
      ? anthropicUsage(usage)
      : counted === null
        ? NO_USAGE
        : { inputTokens: counted, outputTokens: null },
    partial: out.partial,
  };
}

export const anthropicMessages: Dialect = {
  id: 'anthropic-messages',

  matches(target, body) {
    const byPath = dialectOfPath(target.path);
    if (byPath !== null) return byPath === 'anthropic-messages';
    if (!Array.isArray(member(body, 'messages'))) return false;
    // `system` beside the messages and a version in the body are Anthropic's alone.
    return member(body, 'system') !== undefined || member(body, 'anthropic_version') !== undefined;
  },

  parseRequest(body, target) {
    const out = new Transcript();
    const system = member(body, 'system');
    if (system !== undefined) {
      out.open('system', '');
      readContent(out, system, '/system', (at, text) => {
        out.text(at, text);
      });
    }
    for (const [index, message] of arrayAt(body, 'messages').entries()) readMessage(out, message, `/messages/${index}`);
    out.sweep(body, 'developer', 'user');
    return {
      model: stringAt(body, 'model') ?? /\/models\/([^/:]+):/.exec(barePath(target.path))?.[1] ?? null,
      stream: member(body, 'stream') === true || barePath(target.path).endsWith(':streamRawPredict'),
      parts: out.parts,
      messages: out.messages,
      tools: arrayAt(body, 'tools').flatMap((tool) => stringAt(tool, 'name') ?? stringAt(tool, 'type') ?? []),
      agentName: stringAt(member(body, 'metadata'), 'agent_name'),
      partial: out.partial,
    };
  },

  parseAnswer,

  createStreamTexts: () => createAnthropicTexts((answer) => parseAnswer(answer).parts),
  createStreamReader: () => createReader(createAnthropicAssembler()),
  // The SDKs read the id of a request from this header.
  deny: (denial) => jsonAnswer(denial.status, errorBody(denial), [['request-id', `req_${denial.exchangeId}`]]),
  cutStream: (denial) => sse(errorBody(denial), 'error'),
};
