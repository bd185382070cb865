import { expect, test } from 'vitest';

import { TextMemo } from './text-memo.ts';

test('what is asked for again stays, what is not goes', () => {
  const memo = new TextMemo<number>(2_000);
  memo.set('kept', 1);
  memo.set('left', 2);
  for (let at = 0; at < 100; at += 1) {
    memo.set(`other ${at}`, at);
    expect(memo.get('kept')).toBe(1);
  }
  expect(memo.get('left')).toBeUndefined();
  expect(memo.get('other 99')).toBe(99);
});

test('a value is replaced by a newer one, and a long text is not kept', () => {
  const memo = new TextMemo<string>();
  memo.set('text', 'first');
  memo.set('text', 'second');
  memo.set('x'.repeat(10_000), 'long');
  expect(memo.get('text')).toBe('second');
  expect(memo.get('x'.repeat(10_000))).toBeUndefined();
});
