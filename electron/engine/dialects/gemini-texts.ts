/** The texts in the chunks of streamGenerateContent: https://ai.google.dev/api/generate-content */
import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { arrayAt, countAt, member, objectAt, stringAt } from './fields.ts';
import { continuesText } from './gemini-stream.ts';
import { type EventSplit, type Fragment, type StreamTexts, fragmentsBelow, leavesBelow } from './stream-texts.ts';

const SPLIT: EventSplit = {
  later: ['/candidates/0/finishReason', '/candidates/0/finishMessage', '/usageMetadata'],
  once: [],
};

/** What a tool gets, or gave: any JSON. */
const GIVEN = [
  '/functionCall/args',
  '/function_call/args',
  '/functionResponse/response',
  '/function_response/response',
] as const;
const BESIDE = new Set<string>(GIVEN);

/** Places in the assembled answer, candidate by candidate: adjacent texts of one kind are one part there. */
interface Place {
  index: number;
  last: JsonValue | undefined;
}

export function createGeminiTexts(): StreamTexts {
  const places = new Map<number, Place>();
  return (data) => {
    const fragments: Fragment[] = [];
    const closes: string[] = [];
    let texts = 0;
    for (const [position, candidate] of arrayAt(data, 'candidates').entries()) {
      const number = countAt(candidate, 'index') ?? position;
      let place = places.get(number);
      if (!place) places.set(number, (place = { index: -1, last: undefined }));
      const channels = `/candidates/${number}/content/parts`;
      for (const [at, part] of arrayAt(objectAt(candidate, 'content') ?? {}, 'parts').entries()) {
        const pointer = `/candidates/${position}/content/parts/${at}`;
        if (place.last === undefined || !continuesText(place.last, part)) {
          if (place.index >= 0) closes.push(`${channels}/${place.index}`);
          place.index += 1;
        }
        place.last = part;
        const channel = `${channels}/${place.index}`;
        const text = stringAt(part, 'text');
        if (text !== null) {
          texts += 1;
          const kind = member(part, 'thought') === true ? 'thinking' : 'text';
          const where = { channel: `${channel}/text`, pointer: `${pointer}/text` };
          if (text !== '') fragments.push({ ...where, text, mode: 'delta', role: 'assistant', kind });
        } else if (isJsonObject(part) && !('inlineData' in part)) {
          for (const given of GIVEN) {
            const [name = '', inner = ''] = given.slice(1).split('/');
            fragments.push(...leavesBelow(member(member(part, name), inner), pointer + given, channel + given));
          }
          fragments.push(...fragmentsBelow(part, pointer, channel, 'whole', BESIDE));
        }
      }
      if (stringAt(candidate, 'finishReason') !== null) closes.push(`/candidates/${number}`);
    }
    fragments.push(...fragmentsBelow(member(data, 'error'), '/error', '/error', 'whole'));
    return { fragments, closes, split: texts === 1 && fragments.length === 1 ? SPLIT : null };
  };
}
