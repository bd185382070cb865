import { expect, test } from 'vitest';

import type { Part, Role } from '../../../shared/domain/index.ts';
import { RecentTurns, saidIn } from './recent-turns.ts';

const say = (text: string, role: Role = 'user'): Part => ({ role, text, pointer: '/input' });

test('a session is told what it said before, the last six short texts', () => {
  const turns = new RecentTurns();
  expect(turns.before('a', saidIn([say('one')]))).toEqual([]);
  expect(turns.before('a', saidIn([say(' two '), say('x'.repeat(5_000))]))).toEqual(['one']);
  for (const text of ['3', '4', '5', '6', '7']) turns.before('a', saidIn([say(text)]));
  expect(turns.before('a', saidIn([say('8')]))).toEqual(['two', '3', '4', '5', '6', '7']);
});

test('sessions do not mix, and a request without one is not remembered', () => {
  const turns = new RecentTurns();
  turns.before('a', saidIn([say('one')]));
  expect(turns.before('b', saidIn([say('two')]))).toEqual([]);
  turns.before(null, saidIn([say('three')]));
  expect(turns.before(null, saidIn([say('four')]))).toEqual([]);
});

test('a request that repeats the conversation needs no memory', () => {
  const turns = new RecentTurns();
  turns.before('a', saidIn([say('one')]));
  expect(turns.before('a', saidIn([say('one'), say('hello', 'assistant'), say('two')]))).toEqual([]);
  expect(turns.before('a', saidIn([say('three')]))).toEqual(['one', 'two']);
});

test('a session that was silent while two thousand others spoke is forgotten, not before a thousand', () => {
  const turns = new RecentTurns();
  const others = (from: number, to: number) => {
    for (let session = from; session < to; session += 1) turns.before(`other ${session}`, saidIn([say('one')]));
  };
  turns.before('a', saidIn([say('one')]));
  others(0, 999);
  expect(turns.before('a', saidIn([say('two')]))).toEqual(['one']);
  others(1_000, 3_000);
  expect(turns.before('a', saidIn([say('three')]))).toEqual([]);
});
