import type { DialectId } from '../../../../shared/domain/index.ts';
import { type JsonObject, type JsonValue, isJsonObject } from '../../../../shared/json.ts';
import { list, object, text } from './fields.ts';

/**
 * LiteLLM's hooks and guardrails report every API in the shape of chat completions. To be read, judged and shown as
 * what the client spoke, such a body is put back into the shape of its API; `origin` leads from a pointer into the
 * restored body back to where that text stands in the body as it came (null: nowhere).
 */
export interface Restored {
  readonly json: JsonValue;
  readonly origin: (pointer: string) => string | null;
}

const sameJson = (json: JsonValue): Restored => ({ json, origin: (pointer) => pointer });

/** Builds a body from pieces and remembers where each came from. */
class Rebuild {
  readonly #origins: (readonly [to: string, from: string])[] = [];

  from(to: string, from: string): void {
    this.#origins.push([to, from]);
  }

  done(json: JsonObject): Restored {
    const origins = this.#origins;
    return {
      json,
      origin(pointer) {
        for (const [to, from] of origins) {
          if (pointer === to || pointer.startsWith(`${to}/`)) return from + pointer.slice(to.length);
        }
        // Members that were kept stand where they stood.
        return origins.some(([to]) => to.split('/')[1] === pointer.split('/')[1]) ? null : pointer;
      },
    };
  }
}

/** A request that came as `{model, messages, …}`, in the shape of `dialect`. */
export function restoreRequest(dialect: DialectId, json: JsonValue): Restored {
  if (!isJsonObject(json) || !Array.isArray(json['messages'])) return sameJson(json);
  const { messages, ...rest } = json;
  const all = list(messages).map(object);
  switch (dialect) {
    case 'anthropic-messages':
      return restoreMessages(rest, all) ?? sameJson(json);
    case 'openai-responses':
      return 'input' in rest ? sameJson(json) : restoreResponses(rest, all);
    case 'openai-embeddings':
    case 'openai-moderations':
      return restoreTexts(rest, all, 'input') ?? sameJson(json);
    case 'openai-completions':
      return restoreTexts(rest, all, 'prompt') ?? sameJson(json);
    default:
      return sameJson(json);
  }
}

/** Anthropic keeps the system text apart from the messages. */
function restoreMessages(rest: JsonObject, messages: readonly JsonObject[]): Restored | null {
  const [first] = messages;
  if (first === undefined || first['role'] !== 'system' || 'system' in rest) return null;
  const build = new Rebuild();
  build.from('/system', '/messages/0/content');
  for (const index of messages.keys()) if (index > 0) build.from(`/messages/${index - 1}`, `/messages/${index}`);
  return build.done({ ...rest, system: first['content'] ?? '', messages: messages.slice(1) });
}

function restoreResponses(rest: JsonObject, messages: readonly JsonObject[]): Restored {
  const build = new Rebuild();
  const input: JsonValue[] = [];
  const result: JsonObject = { ...rest };
  const add = (item: JsonObject, member: string, from: string): void => {
    build.from(`/input/${input.length}/${member}`, from);
    input.push(item);
  };
  for (const [index, message] of messages.entries()) {
    const at = `/messages/${index}`;
    const content = message['content'] ?? null;
    if (index === 0 && message['role'] === 'system' && typeof content === 'string') {
      build.from('/instructions', `${at}/content`);
      result['instructions'] = content;
      continue;
    }
    if (message['role'] === 'tool') {
      add(
        { type: 'function_call_output', call_id: message['tool_call_id'] ?? null, output: content },
        'output',
        `${at}/content`,
      );
      continue;
    }
    if (content !== null || !Array.isArray(message['tool_calls'])) {
      add({ role: message['role'] ?? 'user', content }, 'content', `${at}/content`);
    }
    for (const [number, call] of list(message['tool_calls']).entries()) {
      const { name = null, arguments: given = null } = object(object(call)['function']);
      const item = { type: 'function_call', call_id: object(call)['id'] ?? null, name, arguments: given };
      add(item, 'arguments', `${at}/tool_calls/${number}/function/arguments`);
    }
  }
  result['input'] = input;
  return build.done(result);
}

/** Embeddings, moderations and completions take texts. */
function restoreTexts(rest: JsonObject, messages: readonly JsonObject[], member: 'input' | 'prompt'): Restored | null {
  if (member in rest || messages.some(({ content }) => typeof content !== 'string')) return null;
  const build = new Rebuild();
  for (const index of messages.keys()) build.from(`/${member}/${index}`, `/messages/${index}/content`);
  return build.done({ ...rest, [member]: messages.map(({ content }) => content ?? '') });
}

/** An answer that came as a chat completion, in the shape of `dialect`. */
export function restoreAnswer(dialect: DialectId, json: JsonValue): Restored {
  const [choice] = isJsonObject(json) ? list(json['choices']) : [];
  const message = object(object(choice)['message']);
  if (!isJsonObject(json) || Object.keys(message).length === 0) return sameJson(json);
  if (dialect === 'anthropic-messages') return answerAsMessage(json, object(choice), message);
  if (dialect === 'openai-responses') return answerAsResponse(json, message);
  return sameJson(json);
}

const AT = '/choices/0/message';

function answerAsMessage(json: JsonObject, choice: JsonObject, message: JsonObject): Restored {
  const build = new Rebuild();
  const content: JsonValue[] = [];
  const said = message['content'];
  if (typeof said === 'string' && said !== '') {
    build.from('/content/0/text', `${AT}/content`);
    content.push({ type: 'text', text: said });
  }
  for (const [index, call] of list(message['tool_calls']).entries()) {
    const { name = null, arguments: given = null } = object(object(call)['function']);
    // Kept as the text it came as: a mask is a change of that text.
    build.from(`/content/${content.length}/input`, `${AT}/tool_calls/${index}/function/arguments`);
    content.push({ type: 'tool_use', id: object(call)['id'] ?? null, name, input: given });
  }
  const { prompt_tokens: input = null, completion_tokens: output = null } = object(json['usage']);
  return build.done({
    id: json['id'] ?? null,
    type: 'message',
    role: 'assistant',
    model: json['model'] ?? null,
    content,
    stop_reason: STOP_REASONS.get(text(choice['finish_reason']) ?? '') ?? choice['finish_reason'] ?? null,
    usage: { input_tokens: input, output_tokens: output },
  });
}

/** https://docs.anthropic.com/en/api/messages (stop_reason) for OpenAI's finish_reason. */
const STOP_REASONS = new Map([
  ['stop', 'end_turn'],
  ['length', 'max_tokens'],
  ['tool_calls', 'tool_use'],
]);

function answerAsResponse(json: JsonObject, message: JsonObject): Restored {
  const build = new Rebuild();
  const output: JsonValue[] = [];
  const said = message['content'];
  if (typeof said === 'string' && said !== '') {
    build.from('/output/0/content/0/text', `${AT}/content`);
    output.push({ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: said }] });
  }
  for (const [index, call] of list(message['tool_calls']).entries()) {
    const { name = null, arguments: given = null } = object(object(call)['function']);
    build.from(`/output/${output.length}/arguments`, `${AT}/tool_calls/${index}/function/arguments`);
    output.push({ type: 'function_call', call_id: object(call)['id'] ?? null, name, arguments: given });
  }
  const { prompt_tokens: input = null, completion_tokens: spent = null } = object(json['usage']);
  return build.done({
    id: json['id'] ?? null,
    object: 'response',
    model: json['model'] ?? null,
    output,
    usage: { input_tokens: input, output_tokens: spent },
  });
}
