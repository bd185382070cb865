/** Ollama chat, generate and embeddings: https://github.com/ollama/ollama/blob/main/docs/api.md */
import type { Role } from '../../../shared/domain/index.ts';
import { type JsonObject, type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { jsonAnswer } from './denial.ts';
import type { Dialect } from './dialect.ts';
import { arrayAt, countAt, member, objectAt, stringAt } from './fields.ts';
import { createOllamaTexts } from './ollama-texts.ts';
import { mergeDelta } from './openai-chat-stream.ts';
import { barePath, dialectOfPath } from './paths.ts';
import { type Assembler, createReader } from './stream.ts';
import { Transcript } from './transcript.ts';

/** Lines of NDJSON: texts and tool calls grow, everything else is as the last line says. */
function createOllamaAssembler(): Assembler {
  const answer: JsonObject = {};
  return {
    event(data) {
      if (!isJsonObject(data)) return;
      for (const key in data) {
        const value = data[key] ?? null;
        if (key === 'response' || key === 'thinking') mergeDelta(answer, key, value);
        else if (key === 'message' && isJsonObject(value)) {
          const message = (answer['message'] ??= {});
          if (!isJsonObject(message)) continue;
          for (const name in value) {
            if (name === 'role') message['role'] = value[name] ?? null;
            else mergeDelta(message, name, value[name] ?? null);
          }
        } else if (key !== '__proto__') answer[key] = value;
      }
    },
    text: () => stringAt(answer['message'], 'content') ?? stringAt(answer, 'response') ?? '',
    assembled: () => ({ ...answer }),
  };
}

function roleOf(message: JsonValue, otherwise: Role): Role {
  const role = stringAt(message, 'role');
  return role === 'system' || role === 'assistant' || role === 'tool' || role === 'user' ? role : otherwise;
}

/** Images are bare base64, without a type. */
function readImages(out: Transcript, value: JsonValue, pointer: string): void {
  for (const [index, image] of arrayAt(value, 'images').entries()) {
    const content = typeof image === 'string' ? image : null;
    out.media({ pointer: `${pointer}/images/${index}`, medium: 'image', content, base64: true });
  }
}

function readMessage(out: Transcript, message: JsonValue, pointer: string, otherwise: Role): void {
  const role = roleOf(message, otherwise);
  out.open(role, pointer);
  if (!isJsonObject(message)) {
    out.unknown(message, pointer);
    return;
  }
  out.thinking(`${pointer}/thinking`, stringAt(message, 'thinking') ?? '');
  const content = message['content'];
  if (typeof content === 'string') {
    if (role === 'tool') {
      const tool = stringAt(message, 'tool_name') ?? stringAt(message, 'name');
      out.toolResult(`${pointer}/content`, stringAt(message, 'tool_call_id'), content, tool);
    } else out.text(`${pointer}/content`, content);
  } else out.unknown(content, `${pointer}/content`);
  readImages(out, message, pointer);
  for (const [index, call] of arrayAt(message, 'tool_calls').entries()) {
    const fn = objectAt(call, 'function') ?? {};
    const at = `${pointer}/tool_calls/${index}/function/arguments`;
    out.toolCall(at, stringAt(call, 'id'), stringAt(fn, 'name') ?? '', fn['arguments']);
  }
}

export const ollama: Dialect = {
  id: 'ollama',

  matches: (target) => dialectOfPath(target.path) === 'ollama',

  parseRequest(body, target) {
    const out = new Transcript();
    for (const key of ['system', 'template'] as const) {
      const text = stringAt(body, key);
      if (text === null) continue;
      out.open('system', '');
      out.text(`/${key}`, text);
    }
    for (const [index, message] of arrayAt(body, 'messages').entries()) {
      readMessage(out, message, `/messages/${index}`, 'user');
    }
    if (member(body, 'messages') === undefined) {
      out.open('user', '');
      for (const key of ['prompt', 'input', 'suffix'] as const)
        out.unknown(member(body, key), `/${key}`, 'user', 'all');
      readImages(out, body, '');
    }
    out.sweep(body, 'developer', 'user');
    return {
      model: stringAt(body, 'model'),
      // Chat and generate stream unless told not to.
      stream: /\/(chat|generate)$/.test(barePath(target.path)) && member(body, 'stream') !== false,
      parts: out.parts,
      messages: out.messages,
      tools: arrayAt(body, 'tools').flatMap((tool) => stringAt(member(tool, 'function'), 'name') ?? []),
      agentName: stringAt(member(body, 'metadata'), 'agent_name'),
      partial: out.partial,
    };
  },

  parseAnswer(body) {
    const out = new Transcript();
    const message = member(body, 'message');
    if (message !== undefined) readMessage(out, message, '/message', 'assistant');
    const response = stringAt(body, 'response');
    if (response !== null) {
      out.open('assistant', '');
      out.thinking('/thinking', stringAt(body, 'thinking') ?? '');
      out.text('/response', response);
    }
    out.sweep(body, 'assistant');
    return {
      model: stringAt(body, 'model'),
      parts: out.parts,
      messages: out.messages,
      usage: { inputTokens: countAt(body, 'prompt_eval_count'), outputTokens: countAt(body, 'eval_count') },
      partial: out.partial,
    };
  },

  createStreamTexts: createOllamaTexts,
  createStreamReader: () => createReader(createOllamaAssembler()),
  deny: (denial) => jsonAnswer(denial.status, { error: denial.message }),
  cutStream: (denial) => `${JSON.stringify({ error: denial.message })}\n`,
};
