import { setImmediate as nextTurn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { atEndOfTurn } from './end-of-turn.ts';

test('what a turn puts off is written in order, when the turn is over', async () => {
  const written: string[] = [];
  atEndOfTurn(() => written.push('first'));
  atEndOfTurn(() => written.push('second'));
  await Promise.resolve();
  expect(written).toEqual([]);
  await nextTurn();
  expect(written).toEqual(['first', 'second']);
});

test('what is put off while others are written waits for the next turn', async () => {
  const written: string[] = [];
  atEndOfTurn(() => {
    written.push('first');
    atEndOfTurn(() => written.push('third'));
  });
  atEndOfTurn(() => written.push('second'));
  await nextTurn();
  expect(written).toEqual(['first', 'second']);
  await nextTurn();
  expect(written).toEqual(['first', 'second', 'third']);
});
