/** The texts in the events of a message: https://docs.anthropic.com/en/api/messages-streaming */
import type { Part } from '../../../shared/domain/index.ts';
import { type JsonObject, type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { ANTHROPIC_DELTAS } from './anthropic-messages-stream.ts';
import { countAt, member, objectAt, stringAt } from './fields.ts';
import {
  type EventTexts,
  type Fragment,
  NO_TEXTS,
  type StreamTexts,
  fragmentsBelow,
  fragmentsOf,
} from './stream-texts.ts';

type PartsOf = (answer: JsonValue) => readonly Part[];

function ofDelta(data: JsonObject, channel: string, count: number): EventTexts {
  const delta = objectAt(data, 'delta') ?? {};
  const type = stringAt(delta, 'type') ?? '';
  if (type === 'signature_delta') return NO_TEXTS;
  const known = ANTHROPIC_DELTAS.get(type);
  if (!known) {
    const fragments = fragmentsBelow(delta, '/delta', `${channel}/#${count}`, 'whole');
    return { fragments, closes: [], split: null };
  }
  const text = stringAt(delta, known.member) ?? '';
  if (text === '') return NO_TEXTS;
  const kind = known.field === 'thinking' ? 'thinking' : known.field === 'input' ? 'tool-arguments' : 'text';
  const at = { channel: `${channel}/${known.field}`, pointer: `/delta/${known.member}` };
  return {
    fragments: [{ ...at, text, mode: 'delta', role: 'assistant', kind }],
    closes: [],
    split: { later: [], once: [] },
  };
}

export function createAnthropicTexts(partsOf: PartsOf): StreamTexts {
  let count = 0;
  return (data) => {
    if (!isJsonObject(data)) return { fragments: fragmentsBelow(data, '', '#', 'whole'), closes: [], split: null };
    count += 1;
    const channel = `/content/${countAt(data, 'index') ?? 0}`;
    switch (stringAt(data, 'type')) {
      case 'content_block_delta':
        return ofDelta(data, channel, count);
      case 'content_block_start': {
        const parts = partsOf({ type: 'message', content: [data['content_block'] ?? null] });
        const fragments = fragmentsOf(parts, '/content/0', '/content_block', channel, 'delta');
        return { fragments, closes: [], split: null };
      }
      case 'content_block_stop':
        return { fragments: [], closes: [channel], split: null };
      case 'ping':
        return NO_TEXTS;
      case 'message_start': {
        const fragments: Fragment[] = fragmentsBelow(
          member(data['message'], 'content'),
          '/message/content',
          '',
          'delta',
        );
        return { fragments, closes: [], split: null };
      }
      case 'message_stop':
        return { fragments: [], closes: [''], split: null };
      case 'message':
        return { fragments: fragmentsOf(partsOf(data), '', '', '', 'whole'), closes: [''], split: null };
      default:
        return { fragments: fragmentsBelow(data, '', `#${count}`, 'whole'), closes: [], split: null };
    }
  };
}
