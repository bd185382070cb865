import { expect, test } from 'vitest';

import type { Block, Message } from '../../../../shared/domain/index.ts';
import { createToolTally } from './tool-tally.ts';

const call = (id: string | null, pointer = `/m/${id}`): Block => ({
  kind: 'tool-call',
  pointer,
  id,
  name: 'search',
  arguments: '{}',
});
const result = (id: string | null, isError: boolean): Block => ({
  kind: 'tool-result',
  pointer: `/r/${id}`,
  id,
  text: 'x',
  isError,
});
const message = (...blocks: Block[]): Message => ({ role: 'assistant', pointer: '/m', name: null, blocks });
const request = (...blocks: Block[]) => ({ messages: [message(...blocks)], side: 'request' as const });
const answer = (...blocks: Block[]) => ({ messages: [message(...blocks)], side: 'response' as const });

test('a conversation that is told again from its start counts each call once', () => {
  const tally = createToolTally();
  expect(tally.count('s', request(call('1')))).toEqual({ calls: 1, errors: 0 });
  expect(tally.count('s', answer(call('2')))).toEqual({ calls: 2, errors: 0 });
  const told = request(call('1'), result('1', true), call('2'), result('2', false));
  expect(tally.count('s', told)).toEqual({ calls: 2, errors: 1 });
  expect(tally.count('s', told)).toEqual({ calls: 2, errors: 1 });
});

test('what an agent leaves out of a shortened conversation still counts', () => {
  const tally = createToolTally();
  tally.count('s', request(call('1'), call('2'), result('2', true)));
  expect(tally.count('s', request(call('3')))).toEqual({ calls: 3, errors: 1 });
});

test('calls without ids are known by their place in the request; in an answer they count for now', () => {
  const tally = createToolTally();
  expect(tally.count('s', answer(call(null, '/candidates/0')))).toEqual({ calls: 1, errors: 0 });
  expect(tally.count('s', request(call(null, '/contents/1')))).toEqual({ calls: 1, errors: 0 });
  expect(tally.count('s', request(call(null, '/contents/1'), call(null, '/contents/3')))).toEqual({
    calls: 2,
    errors: 0,
  });
});

test('where each exchange is a call, equal ids are calls of their own', () => {
  const tally = createToolTally();
  const tell = (exchangeId: string) => tally.count('s', { ...request(call('1'), result('1', true)), exchangeId });
  expect(tell('a')).toEqual({ calls: 1, errors: 1 });
  expect(tell('b')).toEqual({ calls: 2, errors: 2 });
  expect(tell('b')).toEqual({ calls: 2, errors: 2 });
});

test('sessions are apart; without one only what is told now counts', () => {
  const tally = createToolTally();
  tally.count('s', request(call('1')));
  expect(tally.count('t', request(call('2')))).toEqual({ calls: 1, errors: 0 });
  expect(tally.count(null, request(call('3'), call('4')))).toEqual({ calls: 2, errors: 0 });
  expect(tally.count(null, request())).toEqual({ calls: 0, errors: 0 });
});

test('never grows without bound: the sessions unused for longest are forgotten', () => {
  const tally = createToolTally(3);
  for (const session of ['a', 'b', 'c', 'd']) tally.count(session, request(call(session)));
  expect(tally.count('d', request())).toEqual({ calls: 1, errors: 0 });
  expect(tally.count('a', request())).toEqual({ calls: 0, errors: 0 });
});
