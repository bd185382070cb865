/** The texts in the chunks of a chat completion: https://platform.openai.com/docs/api-reference/chat-streaming */
import { type JsonObject, type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { arrayAt, countAt, member, objectAt, stringAt } from './fields.ts';
import { pointerStep } from './json-scan.ts';
import { type EventSplit, type Fragment, type StreamTexts, fragmentsBelow } from './stream-texts.ts';

const NOT_TEXT = new Set(['role', 'tool_calls', 'function_call', 'audio']);

function logprobsOf(choice: JsonValue, pointer: string): Fragment['mirrors'] {
  return isJsonObject(member(choice, 'logprobs')) ? [{ pointer: `${pointer}/logprobs`, json: 'null' }] : [];
}

function callFragments(delta: JsonObject, pointer: string, channel: string): Fragment[] {
  const fragments: Fragment[] = [];
  const add = (at: string, to: string, text: string | null): void => {
    if (text === null || text === '') return;
    fragments.push({ channel: to, pointer: at, text, mode: 'delta', role: 'assistant', kind: 'tool-arguments' });
  };
  for (const [position, call] of arrayAt(delta, 'tool_calls').entries()) {
    const at = `${pointer}/tool_calls/${position}`;
    const to = `${channel}/tool_calls/${countAt(call, 'index') ?? position}`;
    add(`${at}/function/arguments`, `${to}/function/arguments`, stringAt(member(call, 'function'), 'arguments'));
    add(`${at}/custom/input`, `${to}/custom/input`, stringAt(member(call, 'custom'), 'input'));
  }
  const legacy = stringAt(member(delta, 'function_call'), 'arguments');
  add(`${pointer}/function_call/arguments`, `${channel}/function_call/arguments`, legacy);
  return fragments;
}

/** Thinking comes before the answer, both before the calls. */
const ORDER = ['reasoning', 'reasoning_content', 'content', 'refusal'] as const;

/** What the texts of a delta follow. */
function followed(fragments: readonly Fragment[], channel: string): string[] {
  const calls = fragments.some(({ kind }) => kind === 'tool-arguments');
  const says = fragments.some((fragment) => fragment.channel === `${channel}/content`);
  const before = calls ? ORDER : says ? ORDER.slice(0, 2) : [];
  const own = new Set(fragments.map((fragment) => fragment.channel));
  return before.map((name) => `${channel}/${name}`).filter((name) => !own.has(name));
}

function deltaFragments(delta: JsonObject, pointer: string, channel: string, mirrors: Fragment['mirrors']): Fragment[] {
  const fragments: Fragment[] = [];
  for (const key in delta) {
    const value = delta[key];
    if (NOT_TEXT.has(key)) continue;
    const at = { channel: `${channel}/${pointerStep(key)}`, pointer: `${pointer}/${pointerStep(key)}` };
    if (typeof value === 'string') {
      const kind = key === 'reasoning_content' || key === 'reasoning' ? 'thinking' : 'text';
      if (value === '') continue;
      const more = mirrors && mirrors.length > 0 ? { mirrors } : {};
      fragments.push({ ...at, text: value, mode: 'delta', role: 'assistant', kind, ...more });
    } else fragments.push(...fragmentsBelow(value, at.pointer, at.channel, 'delta'));
  }
  const transcript = stringAt(member(delta, 'audio'), 'transcript');
  if (transcript !== null && transcript !== '') {
    const at = { channel: `${channel}/audio/transcript`, pointer: `${pointer}/audio/transcript` };
    fragments.push({ ...at, text: transcript, mode: 'delta', role: 'assistant', kind: 'text' });
  }
  fragments.push(...callFragments(delta, pointer, channel));
  return fragments;
}

const SPLIT: EventSplit = {
  later: ['/choices/0/finish_reason', '/choices/0/logprobs', '/usage'],
  once: [
    '/choices/0/delta/role',
    '/choices/0/delta/tool_calls/0/id',
    '/choices/0/delta/tool_calls/0/type',
    '/choices/0/delta/tool_calls/0/function/name',
    '/choices/0/delta/tool_calls/0/custom/name',
    '/choices/0/delta/function_call/name',
  ],
};

export function createChatTexts(): StreamTexts {
  return (data) => {
    const fragments: Fragment[] = [];
    const closes: string[] = [];
    const follows: string[] = [];
    const choices = arrayAt(data, 'choices');
    for (const [position, choice] of choices.entries()) {
      const index = countAt(choice, 'index') ?? position;
      const inner = objectAt(choice, 'delta') === null ? 'message' : 'delta';
      const delta = objectAt(choice, inner);
      const pointer = `/choices/${position}`;
      const channel = `/choices/${index}/message`;
      if (delta) {
        const told = deltaFragments(delta, `${pointer}/${inner}`, channel, logprobsOf(choice, pointer));
        fragments.push(...told);
        follows.push(...followed(told, channel));
      }
      const finish = member(choice, 'finish_reason');
      if (finish !== undefined && finish !== null) closes.push(channel);
    }
    fragments.push(...fragmentsBelow(member(data, 'error'), '/error', '/error', 'whole'));
    return { fragments, closes, follows, split: choices.length === 1 ? SPLIT : null };
  };
}

/** Legacy completions: one text a choice. */
export function createCompletionsTexts(): StreamTexts {
  return (data) => {
    const fragments: Fragment[] = [];
    const closes: string[] = [];
    const choices = arrayAt(data, 'choices');
    for (const [position, choice] of choices.entries()) {
      const channel = `/choices/${countAt(choice, 'index') ?? position}`;
      const pointer = `/choices/${position}`;
      const mirrors = logprobsOf(choice, pointer) ?? [];
      const text = stringAt(choice, 'text') ?? '';
      const at = { channel: `${channel}/text`, pointer: `${pointer}/text` };
      if (text !== '') fragments.push({ ...at, text, mode: 'delta', role: 'assistant', kind: 'text', mirrors });
      const finish = member(choice, 'finish_reason');
      if (finish !== undefined && finish !== null) closes.push(channel);
    }
    fragments.push(...fragmentsBelow(member(data, 'error'), '/error', '/error', 'whole'));
    const split = { later: ['/choices/0/finish_reason', '/choices/0/logprobs', '/usage'], once: [] };
    return { fragments, closes, split: choices.length === 1 ? split : null };
  };
}
