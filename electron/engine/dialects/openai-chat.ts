/**
 * OpenAI chat completions, as spoken by OpenAI, Azure OpenAI, LiteLLM and most others.
 * https://platform.openai.com/docs/api-reference/chat (legacy `function_call` included).
 */
import type { Role } from '../../../shared/domain/index.ts';
import { type JsonObject, type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { cutAsOpenai, denyAsOpenai } from './denial.ts';
import type { Dialect } from './dialect.ts';
import { arrayAt, isPlainMessage, member, objectAt, stringAt } from './fields.ts';
import { mediumOf } from './media.ts';
import { createChatAssembler } from './openai-chat-stream.ts';
import { createChatTexts } from './openai-chat-texts.ts';
import { dialectOfPath } from './paths.ts';
import { createReader } from './stream.ts';
import { Transcript } from './transcript.ts';
import { openaiUsage } from './usage-of.ts';

function roleOf(message: JsonValue): Role {
  const role = stringAt(message, 'role');
  switch (role) {
    case 'system':
    case 'developer':
    case 'assistant':
    case 'tool':
      return role;
    case 'function':
      return 'tool';
    default:
      return 'user';
  }
}

/** One content part: https://platform.openai.com/docs/api-reference/chat/create#chat-create-messages */
function readContentPart(out: Transcript, item: JsonValue, pointer: string, say: (at: string, text: string) => void) {
  if (typeof item === 'string') {
    say(pointer, item);
    return;
  }
  const type = stringAt(item, 'type');
  const text = stringAt(item, 'text');
  if (text !== null) say(`${pointer}/text`, text);
  switch (type) {
    case 'text':
    case 'input_text':
    case 'output_text':
      return;
    case 'refusal':
      out.text(`${pointer}/refusal`, stringAt(item, 'refusal') ?? '');
      return;
    case 'image_url':
    case 'video_url': {
      const value = member(item, type);
      const nested = isJsonObject(value);
      out.media({
        pointer: nested ? `${pointer}/${type}/url` : `${pointer}/${type}`,
        medium: type === 'image_url' ? 'image' : 'video',
        content: nested ? stringAt(value, 'url') : typeof value === 'string' ? value : null,
      });
      return;
    }
    case 'input_audio': {
      const audio = objectAt(item, type) ?? {};
      const format = stringAt(audio, 'format');
      out.media({
        pointer: `${pointer}/input_audio/data`,
        medium: 'audio',
        mediaType: format === null ? null : `audio/${format}`,
        content: stringAt(audio, 'data'),
        base64: true,
      });
      return;
    }
    case 'file': {
      const file = objectAt(item, type) ?? {};
      const data = stringAt(file, 'file_data');
      const mediaType = stringAt(file, 'format');
      out.media({
        pointer: `${pointer}/file/file_data`,
        medium: mediumOf(mediaType),
        mediaType,
        name: stringAt(file, 'filename') ?? stringAt(file, 'file_id'),
        content: data,
        base64: data !== null && !data.startsWith('data:'),
      });
      return;
    }
    default:
      if (isJsonObject(item)) {
        const { text: _, ...others } = item;
        out.unknown(text === null ? item : others, pointer);
      }
  }
}

function readToolCalls(out: Transcript, message: JsonValue, pointer: string): void {
  for (const [index, call] of arrayAt(message, 'tool_calls').entries()) {
    const at = `${pointer}/tool_calls/${index}`;
    const id = stringAt(call, 'id');
    const custom = objectAt(call, 'custom');
    if (custom) out.toolCall(`${at}/custom/input`, id, stringAt(custom, 'name') ?? '', custom['input']);
    const fn = objectAt(call, 'function');
    if (fn) out.toolCall(`${at}/function/arguments`, id, stringAt(fn, 'name') ?? '', fn['arguments']);
    else if (!custom) out.unknown(call, at);
  }
  const legacy = objectAt(message, 'function_call');
  if (legacy) {
    out.toolCall(`${pointer}/function_call/arguments`, null, stringAt(legacy, 'name') ?? '', legacy['arguments']);
  }
}

/** Reads a request's or an answer's message. */
function readMessage(out: Transcript, message: JsonValue, pointer: string): void {
  if (!isJsonObject(message)) {
    out.open('user', pointer);
    out.unknown(message, pointer);
    return;
  }
  const role = roleOf(message);
  out.open(role, pointer, stringAt(message, 'name'));
  // DeepSeek, vLLM and LiteLLM put the thinking beside the content.
  for (const key of ['reasoning_content', 'reasoning'] as const) {
    const thought = message[key];
    if (typeof thought === 'string') out.thinking(`${pointer}/${key}`, thought);
  }
  const callId = stringAt(message, 'tool_call_id');
  const tool = out.toolOf(callId) ?? (role === 'tool' ? stringAt(message, 'name') : null);
  const say = (at: string, text: string): void => {
    if (role === 'tool') out.toolResult(at, callId, text, tool);
    else out.text(at, text);
  };
  const content = message['content'];
  if (typeof content === 'string') {
    say(`${pointer}/content`, content);
    if (isPlainMessage(message)) {
      out.finish();
      return;
    }
  } else if (Array.isArray(content)) {
    for (const [index, item] of content.entries()) readContentPart(out, item, `${pointer}/content/${index}`, say);
  } else if (isJsonObject(content)) out.unknown(content, `${pointer}/content`);
  const refusal = message['refusal'];
  if (typeof refusal === 'string') out.text(`${pointer}/refusal`, refusal);
  readToolCalls(out, message, pointer);
  const audio = objectAt(message, 'audio');
  if (audio) {
    const transcript = stringAt(audio, 'transcript');
    if (transcript !== null) out.text(`${pointer}/audio/transcript`, transcript);
    out.media({ pointer: `${pointer}/audio/data`, medium: 'audio', content: stringAt(audio, 'data'), base64: true });
  }
}

/** Names of the tools offered, in OpenAI's two ways to offer them. */
function toolNames(body: JsonObject): string[] {
  const names: string[] = [];
  for (const tool of arrayAt(body, 'tools')) {
    const name = stringAt(member(tool, 'function') ?? member(tool, 'custom') ?? tool, 'name');
    if (name !== null) names.push(name);
  }
  for (const fn of arrayAt(body, 'functions')) {
    const name = stringAt(fn, 'name');
    if (name !== null) names.push(name);
  }
  return names;
}

export const openaiChat: Dialect = {
  id: 'openai-chat',

  matches(target, body) {
    const byPath = dialectOfPath(target.path);
    return byPath === null ? Array.isArray(member(body, 'messages')) : byPath === 'openai-chat';
  },

  parseRequest(body) {
    const out = new Transcript();
    for (const [index, message] of arrayAt(body, 'messages').entries()) readMessage(out, message, `/messages/${index}`);
    out.sweep(body, 'developer', 'user');
    return {
      model: stringAt(body, 'model'),
      stream: member(body, 'stream') === true,
      parts: out.parts,
      messages: out.messages,
      tools: isJsonObject(body) ? toolNames(body) : [],
      agentName: stringAt(member(body, 'metadata'), 'agent_name'),
      partial: out.partial,
    };
  },

  parseAnswer(body) {
    const out = new Transcript();
    for (const [index, choice] of arrayAt(body, 'choices').entries()) {
      const message = member(choice, 'message');
      if (message !== undefined) readMessage(out, message, `/choices/${index}/message`);
    }
    out.sweep(body, 'assistant');
    return {
      model: stringAt(body, 'model'),
      parts: out.parts,
      messages: out.messages,
      usage: openaiUsage(member(body, 'usage')),
      partial: out.partial,
    };
  },

  createStreamTexts: createChatTexts,
  createStreamReader: () => createReader(createChatAssembler()),
  deny: denyAsOpenai,
  cutStream: cutAsOpenai,
};
