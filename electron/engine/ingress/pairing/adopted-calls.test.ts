import { expect, test } from 'vitest';

import { AdoptedCalls } from './adopted-calls.ts';

test('the newest calls are known, older ones are forgotten, and there are never more than twice as many', () => {
  const calls = new AdoptedCalls(3);
  for (let at = 0; at < 10; at += 1) calls.set(`call-${at}`, `exchange-${at}`);
  const known = Array.from({ length: 10 }, (_, at) => at).filter((at) => calls.has(`call-${at}`));
  expect(known).toEqual([6, 7, 8, 9]);
  expect(known.map((at) => calls.get(`call-${at}`))).toEqual(known.map((at) => `exchange-${at}`));
});

test('a call that was taken is gone, of whichever generation', () => {
  const calls = new AdoptedCalls(2);
  for (const id of ['a', 'b', 'c']) calls.set(id, `exchange of ${id}`);
  for (const id of ['a', 'c']) calls.delete(id);
  expect(['a', 'b', 'c'].filter((id) => calls.has(id))).toEqual(['b']);
  expect(calls.get('a')).toBeUndefined();
});
