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
  expect(current[1]?.blocks).toMatchObject([{ kind: 'tool', call: { name: 'look_up' }, result: { text: 'found' } }]);
});

test('where calls have no ids, results belong to them in order, also when they come in the answer', () => {
  const { current } = chat(
    message('assistant', 0, call(0, null), call(1, null)),
    message('user', 1, result(2, null), result(3, null)),
  );
  expect(current.flatMap(({ blocks }) => blocks)).toMatchObject([
    { call: { pointer: '/messages/0/call' }, result: { pointer: '/messages/2/content' }, resultSide: 'request' },
    { call: { pointer: '/messages/1/call' }, result: { pointer: '/messages/3/content' }, resultSide: 'request' },
  ]);
  const mcp = buildChat({
    request: [message('assistant', 0, call(0, null))],
    answer: [message('tool', 1, result(1, null))],
    tools: [],
  });
  expect(mcp.current[0]?.blocks).toMatchObject([{ result: { text: 'found' }, resultSide: 'response' }]);
  expect(mcp.answer).toEqual([]);
});

test('calls and results that have no partner stay visible', () => {
  const { current } = chat(message('assistant', 0, call(0, 'a')), message('tool', 1, result(1, null)));
  expect(current.map((one) => one.blocks)).toMatchObject([
    [{ call: { id: 'a' }, result: null }],
    [{ call: null, result: { text: 'found' } }],
  ]);
});

test('a user message that only carries results is no turn', () => {
  expect(
    chat(message('user', 0, text(0)), message('assistant', 1, call(1, 'c')), message('user', 2, result(2, 'c'))).turn,
  ).toBe(1);
});
