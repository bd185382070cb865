/** https://platform.openai.com/docs/api-reference/responses-streaming: events, put together as the response object. */
import { type JsonObject, type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { copyJson } from './exact-json.ts';
import { arrayAt, countAt, member, objectAt, stringAt } from './fields.ts';
import type { Assembler } from './stream.ts';

/** Where the pieces of an event `response.<what>.delta` go inside their output item, and which field `.done` has. */
interface Target {
  /** List and the event's field with the place in it; null: the item itself. */
  readonly list: 'content' | 'summary' | null;
  readonly index: 'content_index' | 'summary_index';
  readonly field: string;
}

const inContent = (field: string): Target => ({ list: 'content', index: 'content_index', field });
const inItem = (field: string): Target => ({ list: null, index: 'content_index', field });

const TARGETS = new Map<string, Target>(
  Object.entries({
    output_text: inContent('text'),
    refusal: inContent('refusal'),
    reasoning_text: inContent('text'),
    reasoning_summary_text: { list: 'summary', index: 'summary_index', field: 'text' },
    function_call_arguments: inItem('arguments'),
    mcp_call_arguments: inItem('arguments'),
    custom_tool_call_input: inItem('input'),
    code_interpreter_call_code: inItem('code'),
  }),
);

/** Items come in order, or nearly: an index far beyond what there is would only make us fill memory. */
const MAX_GAP = 16;

export interface ResponsesPiece {
  readonly itemIndex: number;
  readonly list: Target['list'];
  readonly listIndex: number;
  readonly field: string;
  /** `.delta` adds to what there is, `.done` says it whole. */
  readonly whole: boolean;
  /** Member of the event that has the text. */
  readonly member: string;
  readonly text: string;
}

/** Pointer to a piece's text in the assembled response. */
export function piecePointer({ itemIndex, list, listIndex, field }: ResponsesPiece): string {
  return `/output/${itemIndex}/${list === null ? '' : `${list}/${listIndex}/`}${field}`;
}

/** The text an event adds or completes, or null when it is another kind of event. */
export function pieceOf(data: JsonValue): ResponsesPiece | null {
  const match = /^response\.([a-z_]+)\.(delta|done)$/.exec(stringAt(data, 'type') ?? '');
  const target = TARGETS.get(match?.[1] ?? '');
  if (!match || !target) return null;
  const whole = match[2] === 'done';
  const name = whole ? target.field : 'delta';
  const text = stringAt(data, name);
  const itemIndex = countAt(data, 'output_index') ?? 0;
  const listIndex = countAt(data, target.index) ?? 0;
  return text === null
    ? null
    : { itemIndex, list: target.list, listIndex, field: target.field, whole, member: name, text };
}

/** The object at an index, made when it is not there; null when the index is far beyond the end. */
function slotIn(values: JsonValue[], index: number): JsonObject | null {
  if (index > values.length + MAX_GAP) return null;
  while (values.length <= index) values.push({});
  const slot = values[index];
  if (isJsonObject(slot)) return slot;
  const made: JsonObject = {};
  values[index] = made;
  return made;
}

/** The same in a list of an item. */
function slotOf(item: JsonObject | null, list: 'content' | 'summary', index: number): JsonObject | null {
  if (!item) return null;
  const values = Array.isArray(item[list]) ? item[list] : (item[list] = []);
  return slotIn(values, index);
}

export function createResponsesAssembler(): Assembler {
  let response: JsonObject = { object: 'response' };
  const items: JsonValue[] = [];
  let error: JsonValue | undefined;
  let final = false;

  const add = (piece: ResponsesPiece): void => {
    const item = slotIn(items, piece.itemIndex);
    const slot = piece.list === null ? item : slotOf(item, piece.list, piece.listIndex);
    if (!item || !slot) return;
    if (piece.list !== null) {
      // Servers exist that skip content_part.added.
      slot['type'] ??=
        piece.list === 'summary' ? 'summary_text' : piece.field === 'refusal' ? 'refusal' : 'output_text';
      item['type'] ??= piece.list === 'summary' ? 'reasoning' : 'message';
    }
    const before = slot[piece.field];
    slot[piece.field] = piece.whole || typeof before !== 'string' ? piece.text : before + piece.text;
  };

  const place = (data: JsonObject, list: 'content' | 'summary', index: string): void => {
    const item = slotIn(items, countAt(data, 'output_index') ?? 0);
    const part = objectAt(data, 'part');
    const slot = part && slotOf(item, list, countAt(data, index) ?? 0);
    if (slot) Object.assign(slot, copyJson(part));
  };

  const whole = (): JsonObject => {
    const output = arrayAt(response, 'output');
    // Some servers end with an empty output although items were streamed.
    const answer: JsonObject = { ...response, output: final && output.length >= items.length ? [...output] : items };
    if (error !== undefined) answer['error'] = error;
    return answer;
  };

  return {
    event(data) {
      if (!isJsonObject(data)) return;
      const piece = pieceOf(data);
      if (piece) {
        add(piece);
        return;
      }
      const type = stringAt(data, 'type') ?? '';
      const inner = objectAt(data, 'response');
      if (inner) {
        response = { ...inner };
        final = type !== 'response.created' && type !== 'response.in_progress' && type !== 'response.queued';
        return;
      }
      switch (type) {
        case 'response.output_item.added':
        case 'response.output_item.done': {
          const item = objectAt(data, 'item');
          const slot = item && slotIn(items, countAt(data, 'output_index') ?? 0);
          // A copy: deltas are added to it, and the event is not ours to change.
          if (slot) Object.assign(slot, copyJson(item));
          return;
        }
        case 'response.content_part.added':
        case 'response.content_part.done':
          place(data, 'content', 'content_index');
          return;
        case 'response.reasoning_summary_part.added':
        case 'response.reasoning_summary_part.done':
          place(data, 'summary', 'summary_index');
          return;
        case 'error':
          error = member(data, 'error') ?? { code: data['code'] ?? null, message: data['message'] ?? null };
          return;
        default:
          if (data['error'] !== undefined && data['error'] !== null) error = data['error'];
          // An answer that came whole.
          else if (data['object'] === 'response') {
            response = { ...data };
            final = true;
          }
      }
    },
    text() {
      const texts: string[] = [];
      for (const item of arrayAt(whole(), 'output')) {
        for (const content of arrayAt(item, 'content')) {
          const text = stringAt(content, 'text') ?? stringAt(content, 'refusal');
          if (text !== null && stringAt(item, 'type') !== 'reasoning') texts.push(text);
        }
      }
      return texts.join('\n');
    },
    assembled: whole,
  };
}
