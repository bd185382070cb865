/** https://platform.openai.com/docs/api-reference/chat-streaming: deltas, put together as the non-streamed answer. */
import { type JsonObject, type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { digitsOf } from './exact-json.ts';
import { arrayAt, member, objectAt, stringAt } from './fields.ts';
import type { Assembler } from './stream.ts';

interface ChoiceSoFar {
  readonly message: JsonObject;
  readonly calls: Map<number, JsonObject>;
  finishReason: JsonValue;
  logprobs: JsonObject | null;
}

/** Adds a delta to what there is: strings and arrays grow, objects merge, anything else is replaced. */
export function mergeDelta(into: JsonObject, key: string, delta: JsonValue): void {
  if (key === '__proto__') return;
  const before = Object.hasOwn(into, key) ? into[key] : undefined;
  if (delta === null) {
    if (before === undefined) into[key] = null;
  } else if (typeof delta === 'string' && typeof before === 'string') into[key] = before + delta;
  else if (Array.isArray(delta) && Array.isArray(before)) for (const item of delta) before.push(item);
  else if (isJsonObject(delta) && isJsonObject(before)) {
    for (const inner in delta) before[inner] = delta[inner] ?? null;
  } else
    into[key] = Array.isArray(delta)
      ? [...delta]
      : isJsonObject(delta) && digitsOf(delta) === null
        ? { ...delta }
        : delta;
}

/** Tool calls arrive as pieces with an index; `id`, `type` and `name` come once, `arguments` in pieces. */
function addToolCall(calls: Map<number, JsonObject>, delta: JsonValue, position: number): void {
  const index = member(delta, 'index');
  const key = typeof index === 'number' ? index : position;
  let call = calls.get(key);
  if (!call) calls.set(key, (call = {}));
  for (const name of ['id', 'type'] as const) {
    const value = stringAt(delta, name);
    if (value !== null && value !== '') call[name] = value;
  }
  for (const kind of ['function', 'custom'] as const) {
    const piece = objectAt(delta, kind);
    if (!piece) continue;
    call['type'] ??= kind;
    const held = (call[kind] ??= {});
    if (!isJsonObject(held)) continue;
    for (const name in piece) {
      const value = piece[name] ?? null;
      if (name === 'name') {
        if (typeof value === 'string' && value !== '') held['name'] = value;
      } else mergeDelta(held, name, value);
    }
  }
}

function addDelta(choice: ChoiceSoFar, delta: JsonObject): void {
  for (const key in delta) {
    const value = delta[key] ?? null;
    if (key === 'role') choice.message['role'] = value;
    else if (key === 'tool_calls') {
      for (const [position, call] of arrayAt(delta, key).entries()) addToolCall(choice.calls, call, position);
    } else if (key === 'function_call' && isJsonObject(value)) {
      const held = (choice.message['function_call'] ??= {});
      if (isJsonObject(held)) for (const name in value) mergeDelta(held, name, value[name] ?? null);
    } else mergeDelta(choice.message, key, value);
  }
}

function addChoice(choices: Map<number, ChoiceSoFar>, value: JsonValue, position: number): void {
  const index = member(value, 'index');
  const key = typeof index === 'number' ? index : position;
  let choice = choices.get(key);
  if (!choice) {
    choice = { message: { role: 'assistant', content: null }, calls: new Map(), finishReason: null, logprobs: null };
    choices.set(key, choice);
  }
  // A server that answers a streamed question whole sends `message` in place of `delta`.
  const delta = objectAt(value, 'delta') ?? objectAt(value, 'message');
  if (delta) addDelta(choice, delta);
  const finish = member(value, 'finish_reason');
  if (finish !== undefined && finish !== null) choice.finishReason = finish;
  const logprobs = objectAt(value, 'logprobs');
  if (logprobs) {
    choice.logprobs ??= {};
    for (const name in logprobs) mergeDelta(choice.logprobs, name, logprobs[name] ?? null);
  }
}

function assembleChoice([index, choice]: [number, ChoiceSoFar]): JsonObject {
  const calls = [...choice.calls].sort(([a], [b]) => a - b).map(([, call]) => call);
  const message = calls.length > 0 ? { ...choice.message, tool_calls: calls } : choice.message;
  return { index, message, logprobs: choice.logprobs, finish_reason: choice.finishReason };
}

export function createChatAssembler(): Assembler {
  const head: JsonObject = {};
  const choices = new Map<number, ChoiceSoFar>();
  let usage: JsonValue | undefined;
  let error: JsonValue | undefined;

  return {
    event(data) {
      if (!isJsonObject(data)) return;
      for (const key of ['id', 'created', 'model', 'system_fingerprint', 'service_tier'] as const) {
        const value = data[key];
        // Azure's first chunk carries empty strings and no choices.
        if (value !== undefined && value !== null && value !== '') head[key] ??= value;
      }
      for (const [position, choice] of arrayAt(data, 'choices').entries()) addChoice(choices, choice, position);
      if (isJsonObject(data['usage'])) usage = data['usage'];
      if (data['error'] !== undefined && data['error'] !== null) error = data['error'];
    },
    text() {
      const texts: string[] = [];
      for (const { message } of choices.values()) {
        if (typeof message['content'] === 'string') texts.push(message['content']);
        if (typeof message['refusal'] === 'string') texts.push(message['refusal']);
      }
      return texts.join('\n');
    },
    assembled() {
      const answer: JsonObject = { ...head, object: 'chat.completion' };
      answer['choices'] = [...choices].sort(([a], [b]) => a - b).map(assembleChoice);
      if (usage !== undefined) answer['usage'] = usage;
      if (error !== undefined) answer['error'] = error;
      return answer;
    },
  };
}
