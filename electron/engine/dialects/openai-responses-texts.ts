/** The texts in the events of a response: https://platform.openai.com/docs/api-reference/responses-streaming */
import type { Part } from '../../../shared/domain/index.ts';
import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { arrayAt, countAt, member, stringAt } from './fields.ts';
import { type ResponsesPiece, pieceOf, piecePointer } from './openai-responses-stream.ts';
import { type EventTexts, type Fragment, type StreamTexts, fragmentsBelow, fragmentsOf } from './stream-texts.ts';

/** Reads the parts of an answer: {@link file://./openai-responses.ts}, given so that the two need not know each other. */
type PartsOf = (answer: JsonValue) => readonly Part[];

const THINKING = new Set(['reasoning_text', 'reasoning_summary_text']);
const ARGUMENTS = new Set(['arguments', 'input', 'code']);
const TOLD_WHOLE_OR_NOT = { closes: [], split: null } as const;

function ofPiece(piece: ResponsesPiece, type: string, data: JsonValue): EventTexts {
  const channel = piecePointer(piece);
  const what = /^response\.([a-z_]+)\./.exec(type)?.[1] ?? '';
  const kind = THINKING.has(what) ? 'thinking' : ARGUMENTS.has(piece.field) ? 'tool-arguments' : 'text';
  const mirrors = arrayAt(data, 'logprobs').length > 0 ? { mirrors: [{ pointer: '/logprobs', json: '[]' }] } : {};
  const pointer = `/${piece.member}`;
  const mode = piece.whole ? 'whole' : 'delta';
  const fragment: Fragment = { channel, pointer, text: piece.text, mode, role: 'assistant', kind, ...mirrors };
  return {
    fragments: piece.text === '' ? [] : [fragment],
    closes: piece.whole ? [channel] : [],
    split: { later: ['/logprobs'], once: [] },
  };
}

export function createResponsesTexts(partsOf: PartsOf): StreamTexts {
  let count = 0;
  return (data) => {
    if (!isJsonObject(data)) return { fragments: fragmentsBelow(data, '', '#', 'whole'), ...TOLD_WHOLE_OR_NOT };
    count += 1;
    const type = stringAt(data, 'type') ?? '';
    const piece = pieceOf(data);
    if (piece) return ofPiece(piece, type, data);
    const output = `/output/${countAt(data, 'output_index') ?? 0}`;
    switch (type) {
      case 'response.output_item.added':
      case 'response.output_item.done': {
        const done = type.endsWith('.done');
        const parts = partsOf({ output: [data['item'] ?? null] });
        const fragments = fragmentsOf(parts, '/output/0', '/item', output, done ? 'whole' : 'delta');
        return { fragments, closes: done ? [output] : [], split: null };
      }
      case 'response.content_part.added':
      case 'response.content_part.done': {
        const done = type.endsWith('.done');
        const channel = `${output}/content/${countAt(data, 'content_index') ?? 0}`;
        const parts = partsOf({ output: [{ type: 'message', role: 'assistant', content: [data['part'] ?? null] }] });
        const fragments = fragmentsOf(parts, '/output/0/content/0', '/part', channel, done ? 'whole' : 'delta');
        return { fragments, closes: done ? [channel] : [], split: null };
      }
      case 'response.reasoning_summary_part.added':
      case 'response.reasoning_summary_part.done': {
        const done = type.endsWith('.done');
        const channel = `${output}/summary/${countAt(data, 'summary_index') ?? 0}`;
        const fragments = fragmentsBelow(data['part'], '/part', channel, done ? 'whole' : 'delta');
        return { fragments, closes: done ? [channel] : [], split: null };
      }
      case 'response.audio.delta':
      case 'response.image_generation_call.partial_image':
        return { fragments: [], ...TOLD_WHOLE_OR_NOT };
      default: {
        const whole = isJsonObject(data['response']) ? '/response' : data['object'] === 'response' ? '' : null;
        if (whole !== null) {
          // What the request said comes back too; only the answer's own words are judged here.
          const answer = whole === '' ? data : (data['response'] ?? null);
          const parts = partsOf(answer).filter(({ pointer }) => /^\/(output|error)\//.test(pointer));
          const open = /^response\.(created|queued|in_progress)$/.test(type);
          return { fragments: fragmentsOf(parts, '', whole, '', 'whole'), closes: open ? [] : [''], split: null };
        }
        const delta = member(data, 'delta');
        if (typeof delta === 'string' && type.endsWith('.delta')) {
          // A kind of text that came after this was written: it goes on in the channel of its name.
          const channel = `#${type}${output}`;
          const at = {
            channel,
            pointer: '/delta',
            text: delta,
            mode: 'delta',
            role: 'assistant',
            kind: 'text',
          } as const;
          return { fragments: delta === '' ? [] : [at], ...TOLD_WHOLE_OR_NOT };
        }
        return { fragments: fragmentsBelow(data, '', `#${count}`, 'whole'), ...TOLD_WHOLE_OR_NOT };
      }
    }
  };
}
