/** The texts in Ollama's lines: https://github.com/ollama/ollama/blob/main/docs/api.md */
import { arrayAt, member, objectAt, stringAt } from './fields.ts';
import { type EventSplit, type Fragment, type StreamTexts, fragmentsBelow, leavesBelow } from './stream-texts.ts';

const SPLIT: EventSplit = {
  later: ['/done_reason', '/prompt_eval_count', '/eval_count', '/context'],
  once: [],
  replaced: [{ pointer: '/done', json: 'false' }],
};

const ARGUMENTS = '/function/arguments';
const BESIDE = new Set([ARGUMENTS]);

export function createOllamaTexts(): StreamTexts {
  let calls = 0;
  return (data) => {
    const fragments: Fragment[] = [];
    const add = (pointer: string, text: string | null, kind: Fragment['kind']): void => {
      if (text === null || text === '') return;
      fragments.push({ channel: pointer, pointer, text, mode: 'delta', role: 'assistant', kind });
    };
    const message = objectAt(data, 'message') ?? {};
    add('/message/thinking', stringAt(message, 'thinking'), 'thinking');
    add('/message/content', stringAt(message, 'content'), 'text');
    add('/thinking', stringAt(data, 'thinking'), 'thinking');
    add('/response', stringAt(data, 'response'), 'text');
    // Thinking comes before the answer, both before the calls.
    const follows: string[] = [];
    const own = new Set(fragments.map(({ channel }) => channel));
    const follow = (...names: readonly string[]): void => void follows.push(...names.filter((name) => !own.has(name)));
    if (own.has('/message/content')) follow('/message/thinking');
    if (own.has('/response')) follow('/thinking');
    if (arrayAt(message, 'tool_calls').length > 0) follow('/message/thinking', '/message/content');
    for (const [position, call] of arrayAt(message, 'tool_calls').entries()) {
      const at = `/message/tool_calls/${position}`;
      const to = `/message/tool_calls/${calls}`;
      const given = member(member(call, 'function'), 'arguments');
      fragments.push(...leavesBelow(given, at + ARGUMENTS, to + ARGUMENTS));
      fragments.push(...fragmentsBelow(call, at, to, 'whole', BESIDE));
      calls += 1;
    }
    fragments.push(...fragmentsBelow(member(data, 'error'), '/error', '/error', 'whole'));
    return { fragments, closes: member(data, 'done') === true ? [''] : [], follows, split: SPLIT };
  };
}
