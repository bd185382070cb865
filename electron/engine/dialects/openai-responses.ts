/** OpenAI Responses: https://platform.openai.com/docs/api-reference/responses */
import type { Role } from '../../../shared/domain/index.ts';
import { type JsonObject, type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { cutAsOpenai, denyAsOpenai, openaiError, sse } from './denial.ts';
import type { Denial, Dialect, ParsedAnswer } from './dialect.ts';
import { arrayAt, member, objectAt, stringAt } from './fields.ts';
import { isDataUrl } from './media.ts';
import { createResponsesTexts } from './openai-responses-texts.ts';
import { createResponsesAssembler } from './openai-responses-stream.ts';
import { dialectOfPath } from './paths.ts';
import { createReader } from './stream.ts';
import { Transcript } from './transcript.ts';
import { openaiUsage } from './usage-of.ts';

type Say = (pointer: string, text: string) => void;

/** One item of a content list: of a message, or of a tool's output. */
function readContent(out: Transcript, item: JsonValue, pointer: string, say: Say): void {
  const type = stringAt(item, 'type');
  const text = stringAt(item, 'text');
  if (text !== null) {
    if (type === 'reasoning_text' || type === 'summary_text') out.thinking(`${pointer}/text`, text);
    else say(`${pointer}/text`, text);
  }
  switch (type) {
    case 'refusal':
      say(`${pointer}/refusal`, stringAt(item, 'refusal') ?? '');
      return;
    case 'input_image':
    case 'computer_screenshot':
      out.media({ pointer: `${pointer}/image_url`, medium: 'image', content: stringAt(item, 'image_url') });
      return;
    case 'input_file': {
      const data = stringAt(item, 'file_data');
      out.media({
        pointer: `${pointer}/${data === null ? 'file_url' : 'file_data'}`,
        medium: 'file',
        name: stringAt(item, 'filename') ?? stringAt(item, 'file_id'),
        content: data ?? stringAt(item, 'file_url'),
        base64: data !== null && !isDataUrl(data),
      });
      return;
    }
    case 'input_audio':
    case 'output_audio': {
      const audio = objectAt(item, 'input_audio') ?? {};
      const format = stringAt(audio, 'format');
      const inner = type === 'input_audio' ? `${pointer}/input_audio/data` : `${pointer}/data`;
      out.media({
        pointer: inner,
        medium: 'audio',
        mediaType: format === null ? null : `audio/${format}`,
        content: stringAt(audio, 'data') ?? stringAt(item, 'data'),
        base64: true,
      });
      const transcript = stringAt(item, 'transcript');
      if (transcript !== null) say(`${pointer}/transcript`, transcript);
      return;
    }
    default:
      if (isJsonObject(item)) {
        // Annotations quote pages and files: somebody else's words beside the text.
        const { text: _, type: _type, logprobs: _logprobs, ...others } = item;
        out.values(others, pointer, { role: out.role }, 'data');
      } else if (typeof item === 'string') say(pointer, item);
  }
}

function readContents(out: Transcript, content: JsonValue | undefined, pointer: string, say: Say): void {
  if (typeof content === 'string') say(pointer, content);
  else if (Array.isArray(content)) {
    for (const [index, item] of content.entries()) readContent(out, item, `${pointer}/${index}`, say);
  } else if (isJsonObject(content)) readContent(out, content, pointer, say);
}

/** Where each kind of call keeps what the tool gets. Calls of other kinds are shown whole. */
const CALL_ARGUMENTS = new Map<string, string>(
  Object.entries({
    function_call: 'arguments',
    custom_tool_call: 'input',
    mcp_call: 'arguments',
    mcp_approval_request: 'arguments',
    tool_search_call: 'arguments',
    web_search_call: 'action',
    computer_call: 'action',
    local_shell_call: 'action',
    shell_call: 'action',
    apply_patch_call: 'operation',
    code_interpreter_call: 'code',
    file_search_call: 'queries',
    program: 'code',
  }),
);
/** And what came back, where call and result are one item. */
const CALL_RESULTS = ['output', 'outputs', 'results', 'error'] as const;

function readCall(out: Transcript, item: JsonObject, type: string, pointer: string): void {
  const id = stringAt(item, 'call_id') ?? stringAt(item, 'id');
  const server = stringAt(item, 'server_label');
  const name = stringAt(item, 'name') ?? type;
  const key = CALL_ARGUMENTS.get(type);
  if (key === undefined) {
    const { id: _id, call_id: _callId, status: _status, type: _type, ...others } = item;
    out.toolCall(pointer, id, name, others);
    return;
  }
  out.toolCall(`${pointer}/${key}`, id, server === null ? name : `mcp__${server}__${name}`, item[key]);
  for (const result of CALL_RESULTS) {
    readContents(out, item[result], `${pointer}/${result}`, (at, text) => {
      out.toolResult(at, id, text);
    });
  }
}

function roleOf(role: string | null): Role {
  return role === 'system' || role === 'developer' || role === 'assistant' || role === 'tool' ? role : 'user';
}

/** One item of `input` or `output`. Items without a type are messages. */
function readItem(out: Transcript, item: JsonValue, pointer: string): void {
  if (!isJsonObject(item)) {
    out.open('user', pointer);
    out.unknown(item, pointer);
    return;
  }
  const type = stringAt(item, 'type') ?? 'message';
  if (type === 'message') {
    out.open(roleOf(stringAt(item, 'role')), pointer);
    readContents(out, item['content'], `${pointer}/content`, (at, text) => {
      out.text(at, text);
    });
  } else if (type === 'reasoning') {
    out.open('assistant', pointer);
    for (const key of ['summary', 'content'] as const) {
      readContents(out, item[key], `${pointer}/${key}`, (at, text) => {
        out.thinking(at, text);
      });
    }
  } else if (type === 'image_generation_call') {
    out.open('assistant', pointer);
    out.text(`${pointer}/revised_prompt`, stringAt(item, 'revised_prompt') ?? '');
    const format = stringAt(item, 'output_format') ?? 'png';
    const content = stringAt(item, 'result');
    out.media({ pointer: `${pointer}/result`, medium: 'image', mediaType: `image/${format}`, content, base64: true });
  } else if (type.endsWith('_output')) {
    out.open('tool', pointer);
    const id = stringAt(item, 'call_id');
    const say: Say = (at, text) => {
      out.toolResult(at, id, text);
    };
    out.resultOf = id;
    for (const key of ['output', 'result', 'tools'] as const) {
      const value = item[key];
      if (type === 'shell_call_output' && Array.isArray(value)) {
        out.unknown(value, `${pointer}/${key}`, 'tool', 'data');
      } else readContents(out, value, `${pointer}/${key}`, say);
    }
    out.resultOf = null;
  } else if (CALL_ARGUMENTS.has(type) || type.endsWith('_call')) {
    out.open('assistant', pointer);
    readCall(out, item, type, pointer);
  } else {
    // Lists of a server's tools, approvals, compacted history, and what is yet to come.
    out.open(type === 'mcp_list_tools' ? 'tool' : 'user', pointer);
    out.unknown(item, pointer);
  }
}

function toolNames(body: JsonValue): string[] {
  return arrayAt(body, 'tools').flatMap((tool) => {
    const name = stringAt(tool, 'name') ?? stringAt(tool, 'server_label') ?? stringAt(tool, 'type');
    return name === null ? [] : [name];
  });
}

/** Whether a body without a telling path is a Responses request. Embeddings have `input` too. */
function looksLikeResponses(body: JsonValue | undefined): boolean {
  const input = member(body, 'input');
  if (typeof member(body, 'instructions') === 'string') return true;
  return Array.isArray(input) && input.some((item) => isJsonObject(item) && ('role' in item || 'call_id' in item));
}

/** A `response.failed` for those who look at events, then the error that makes the SDKs raise. */
function cutResponses(denial: Denial): string {
  const { error } = openaiError(denial);
  const response = {
    id: `resp_${denial.exchangeId}`,
    object: 'response',
    created_at: 0,
    status: 'failed',
    error: { code: error.code, message: error.message },
    incomplete_details: null,
    output: [],
  };
  const failed = { type: 'response.failed', sequence_number: 0, response };
  return sse(failed, 'response.failed') + cutAsOpenai(denial);
}

function parseAnswer(body: JsonValue): ParsedAnswer {
  const out = new Transcript();
  for (const [index, item] of arrayAt(body, 'output').entries()) readItem(out, item, `/output/${index}`);
  // The answer repeats the request's instructions, tools and metadata.
  out.sweep(body, 'developer', 'assistant', ['output', 'error']);
  return {
    model: stringAt(body, 'model'),
    parts: out.parts,
    messages: out.messages,
    usage: openaiUsage(member(body, 'usage')),
    partial: out.partial,
  };
}

export const openaiResponses: Dialect = {
  id: 'openai-responses',

  matches(target, body) {
    const byPath = dialectOfPath(target.path);
    return byPath === null ? looksLikeResponses(body) : byPath === 'openai-responses';
  },

  parseRequest(body) {
    const out = new Transcript();
    const instructions = stringAt(body, 'instructions');
    if (instructions !== null) {
      out.open('system', '');
      out.text('/instructions', instructions);
    }
    const prompt = objectAt(body, 'prompt');
    if (prompt) {
      out.open('user', '/prompt');
      out.unknown(prompt['variables'], '/prompt/variables');
    }
    const input = member(body, 'input');
    if (typeof input === 'string') {
      out.open('user', '');
      out.text('/input', input);
    } else if (Array.isArray(input)) {
      for (const [index, item] of input.entries()) readItem(out, item, `/input/${index}`);
    } else if (input !== undefined) out.values(input, '/input', { role: 'user' });
    out.sweep(body, 'developer', 'user');
    return {
      model: stringAt(body, 'model'),
      stream: member(body, 'stream') === true,
      parts: out.parts,
      messages: out.messages,
      tools: toolNames(body),
      agentName: stringAt(member(body, 'metadata'), 'agent_name'),
      partial: out.partial,
    };
  },

  parseAnswer,

  createStreamTexts: () => createResponsesTexts((answer) => parseAnswer(answer).parts),
  createStreamReader: () => createReader(createResponsesAssembler()),
  deny: denyAsOpenai,
  cutStream: cutResponses,
};
