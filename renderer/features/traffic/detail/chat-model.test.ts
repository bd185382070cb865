import { expect, test } from 'vitest';

import type { Block, Message } from '../../../../shared/domain/index.ts';
import { buildChat, sayEarlier } from './chat-model.ts';

const message = (role: Message['role'], at: number, ...blocks: Block[]): Message => ({
  role,
  pointer: `/messages/${at}`,
  name: null,
  blocks,
});
const text = (at: number, value = 'x'): Block => ({ kind: 'text', pointer: `/messages/${at}/content`, text: value });
const call = (at: number, id: string | null): Block => ({
  kind: 'tool-call',
  pointer: `/messages/${at}/call`,
  id,
  name: 'look_up',
  arguments: '{}',
});
const result = (at: number, id: string | null): Block => ({
  kind: 'tool-result',
  pointer: `/messages/${at}/content`,
  id,
  text: 'found',
});
const chat = (...request: Message[]) => buildChat({ request, answer: [], tools: [] });

test('a short talk is shown whole', () => {
  const { earlier, current, turn } = chat(message('system', 0, text(0)), message('user', 1, text(1)));
  expect(earlier).toEqual([]);
  expect(current).toHaveLength(2);
  expect(turn).toBe(1);
});

test('what was sent before is folded up to the last turn of the user', () => {
  const { earlier, current, turn } = chat(
    message('system', 0, text(0)),
    message('user', 1, text(1)),
    message('assistant', 2, text(2)),
    message('user', 3, text(3)),
  );
  expect(sayEarlier(earlier)).toBe('System and 2 messages');
  expect(current.map((one) => one.message.pointer)).toEqual(['/messages/3']);
  expect(turn).toBe(2);
});

test('a long system message alone is worth a fold', () => {
  const { earlier } = chat(message('system', 0, text(0, 'x'.repeat(2_000))), message('user', 1, text(1)));
  expect(sayEarlier(earlier)).toBe('System message');
});

test('deep in a loop of tool calls only its last round is new', () => {
  const rounds = Array.from({ length: 6 }, (_, round) => [
    message('assistant', round * 2 + 1, call(round * 2 + 1, `c${round}`)),
    message('tool', round * 2 + 2, result(round * 2 + 2, `c${round}`)),
  ]).flat();
  const { current } = chat(message('user', 0, text(0)), ...rounds);
  expect(current.map((one) => one.message.pointer)).toEqual(['/messages/11']);
});

test('a call carries the result that answers it', () => {
  const { current } = chat(
    message('user', 0, text(0)),
    message('assistant', 1, call(1, 'c')),
    message('tool', 2, result(2, 'c')),
  );
  expect(current).toHaveLength(2);
  expect(current[1]?.blocks).toMatchObject([{ kind: 'tool', call: { name: 'look_up' }, results: [{ text: 'found' }] }]);
});

test('where calls have no ids, results belong to them in order, also when they come in the answer', () => {
  const { current } = chat(
    message('assistant', 0, call(0, null), call(1, null)),
    message('user', 1, result(2, null), result(3, null)),
  );
  expect(current.flatMap(({ blocks }) => blocks)).toMatchObject([
    { call: { pointer: '/messages/0/call' }, results: [{ pointer: '/messages/2/content' }], resultSide: 'request' },
    { call: { pointer: '/messages/1/call' }, results: [{ pointer: '/messages/3/content' }], resultSide: 'request' },
  ]);
  const mcp = buildChat({
    request: [message('assistant', 0, call(0, null))],
    answer: [message('tool', 1, result(1, null))],
    tools: [],
  });
  expect(mcp.current[0]?.blocks).toMatchObject([{ results: [{ text: 'found' }], resultSide: 'response' }]);
  expect(mcp.answer).toEqual([]);
});

test('an id that is used again names the last call before its result', () => {
  const { current, answer } = buildChat({
    request: [message('assistant', 0, call(0, 'c')), message('tool', 1, result(1, 'c'))],
    answer: [message('assistant', 2, call(2, 'c'))],
    tools: [],
  });
  expect(current[0]?.blocks).toMatchObject([{ results: [{ text: 'found' }] }]);
  expect(answer[0]?.blocks).toMatchObject([{ results: [], pending: true }]);
});

test('several texts and pictures that answer one call are its results, by its id or in the message of the tool', () => {
  const picture = (at: number, callId?: string): Block => ({
    kind: 'media',
    pointer: `/messages/${at}/picture`,
    medium: 'image',
    mediaType: 'image/png',
    name: null,
    sizeBytes: 8,
    hash: 'a'.repeat(64),
    ...(callId !== undefined && { callId }),
  });
  const anthropic = chat(
    message('assistant', 0, call(0, 'c')),
    message('user', 1, result(1, 'c'), picture(1, 'c'), text(2)),
  );
  expect(anthropic.current.map(({ blocks }) => blocks)).toMatchObject([
    [{ results: [{ kind: 'tool-result' }, { kind: 'media' }] }],
    [{ kind: 'text' }],
  ]);
  const mcp = buildChat({
    request: [message('assistant', 0, call(0, null))],
    answer: [message('tool', 1, result(1, null), picture(2), result(3, null))],
    tools: [],
  });
  expect(mcp.current[0]?.blocks).toMatchObject([{ results: [{}, { kind: 'media' }, {}] }]);
  expect(mcp.answer).toEqual([]);
  expect(chat(message('user', 0, picture(0))).current[0]?.blocks).toMatchObject([{ kind: 'media' }]);
});

test('a result whose call stands in the other half of a session finds it all the same', () => {
  const { answer } = buildChat({
    request: [message('tool', 0, result(0, 'c'))],
    answer: [message('assistant', 1, call(1, 'c'))],
    tools: [],
  });
  expect(answer[0]?.blocks).toMatchObject([{ call: { id: 'c' }, results: [{ text: 'found' }] }]);
});

test('calls and results that have no partner stay visible', () => {
  const { current } = chat(message('assistant', 0, call(0, 'a')), message('tool', 1, result(1, null)));
  expect(current.map((one) => one.blocks)).toMatchObject([
    [{ call: { id: 'a' }, results: [] }],
    [{ call: null, results: [{ text: 'found' }] }],
  ]);
});

test('a user message that only carries results, pictures among them, is no turn', () => {
  const picture = { kind: 'media', pointer: '/messages/2/p', medium: 'image', mediaType: null, name: null } as const;
  const results = message('user', 2, result(2, 'c'), { ...picture, sizeBytes: 1, hash: 'a', callId: 'c' });
  expect(chat(message('user', 0, text(0)), message('assistant', 1, call(1, 'c')), results).turn).toBe(1);
  const seen = message('user', 2, result(2, 'c'), { ...picture, sizeBytes: 1, hash: 'a' });
  expect(chat(message('user', 0, text(0)), message('assistant', 1, call(1, 'c')), seen).turn).toBe(2);
});
