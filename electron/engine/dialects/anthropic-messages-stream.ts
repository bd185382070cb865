/** https://docs.anthropic.com/en/api/messages-streaming: events, put together as the message object. */
import { type JsonObject, type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { copyJson } from './exact-json.ts';
import { arrayAt, countAt, member, objectAt, stringAt } from './fields.ts';
import { type Assembler, parseJson } from './stream.ts';

/** How far beyond the last block an index may be. */
const MAX_GAP = 16;

/** Deltas of a block: type of the delta, its member with the text, and where it goes in the block. */
export const ANTHROPIC_DELTAS = new Map<string, { readonly member: string; readonly field: string }>(
  Object.entries({
    text_delta: { member: 'text', field: 'text' },
    thinking_delta: { member: 'thinking', field: 'thinking' },
    signature_delta: { member: 'signature', field: 'signature' },
    // The pieces of a tool's input are JSON text; only whole they are a value.
    input_json_delta: { member: 'partial_json', field: 'input' },
    compaction_delta: { member: 'content', field: 'content' },
  }),
);

export function createAnthropicAssembler(): Assembler {
  let message: JsonObject = { type: 'message', role: 'assistant' };
  const blocks: JsonObject[] = [];
  /** JSON text of inputs so far, by block. */
  const inputs = new Map<JsonObject, string>();
  let usage: JsonObject | undefined;
  let error: JsonValue | undefined;

  const blockAt = (index: number): JsonObject | null => {
    if (index > blocks.length + MAX_GAP) return null;
    while (blocks.length <= index) blocks.push({ type: 'text', text: '' });
    return blocks[index] ?? null;
  };

  const addDelta = (index: number, delta: JsonObject): void => {
    const block = blockAt(index);
    if (!block) return;
    const type = stringAt(delta, 'type') ?? '';
    if (type === 'citations_delta') {
      const citations = Array.isArray(block['citations']) ? block['citations'] : (block['citations'] = []);
      citations.push(member(delta, 'citation') ?? null);
      return;
    }
    const known = ANTHROPIC_DELTAS.get(type);
    const text = known && stringAt(delta, known.member);
    if (!known || text === null || text === undefined) return;
    if (known.field === 'input') inputs.set(block, (inputs.get(block) ?? '') + text);
    else {
      const before = block[known.field];
      block[known.field] = typeof before === 'string' ? before + text : text;
    }
  };

  const finished = (block: JsonObject): JsonObject => {
    const json = inputs.get(block);
    // Cut off in the middle, it stays the text that came.
    return json === undefined || json === '' ? block : { ...block, input: parseJson(json) ?? json };
  };

  return {
    event(data) {
      if (!isJsonObject(data)) return;
      switch (stringAt(data, 'type')) {
        case 'message_start': {
          const start = objectAt(data, 'message') ?? {};
          message = { ...message, ...start };
          usage = { ...objectAt(start, 'usage') };
          for (const block of arrayAt(start, 'content')) if (isJsonObject(block)) blocks.push(copyJson(block));
          return;
        }
        case 'content_block_start': {
          const block = objectAt(data, 'content_block');
          const slot = block && blockAt(countAt(data, 'index') ?? 0);
          if (!slot) return;
          for (const key in slot) delete slot[key];
          Object.assign(slot, copyJson(block));
          return;
        }
        case 'content_block_delta': {
          const delta = objectAt(data, 'delta');
          if (delta) addDelta(countAt(data, 'index') ?? 0, delta);
          return;
        }
        case 'message_delta':
          Object.assign(message, objectAt(data, 'delta'));
          // Cumulative counts; null where it does not repeat what message_start said.
          for (const [key, value] of Object.entries(objectAt(data, 'usage') ?? {})) {
            if (value !== null) (usage ??= {})[key] = value;
          }
          return;
        case 'error':
          error = member(data, 'error');
          return;
        case 'message':
          // An answer that came whole.
          message = { ...data };
          blocks.push(...arrayAt(data, 'content').filter(isJsonObject));
          usage = objectAt(data, 'usage') ?? usage;
          return;
        default:
          if (data['error'] !== undefined && data['error'] !== null) error = data['error'];
      }
    },
    text() {
      return blocks.flatMap((block) => (block['type'] === 'text' ? (stringAt(block, 'text') ?? []) : [])).join('\n');
    },
    assembled() {
      const answer: JsonObject = { ...message, content: blocks.map(finished) };
      if (usage) answer['usage'] = usage;
      if (error !== undefined) answer['error'] = error;
      return answer;
    },
  };
}
