import { expect, test } from 'vitest';

import { RecentSet } from './recent-set.ts';

test('keeps what was added or asked for last, within its bound', () => {
  const set = new RecentSet(100);
  set.add('asked for');
  for (let at = 0; at < 1_000; at += 1) {
    set.add(`text ${at}`);
    expect(set.has('asked for')).toBe(true);
  }
  expect(set.has('text 0')).toBe(false);
  for (let at = 960; at < 1_000; at += 1) expect(set.has(`text ${at}`)).toBe(true);
});
