import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { keepRetention } from './retention.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

beforeEach(() => vi.useFakeTimers({ now: 100 * DAY_MS }));
afterEach(() => vi.useRealTimers());

test('soon after the start and every ten minutes what is too old or too much goes, by the limits of that moment', async () => {
  const orders: unknown[] = [];
  let retentionDays = 30;
  const end = keepRetention({ prune: (order) => Promise.resolve({ removed: orders.push(order) }) }, () => ({
    retentionDays,
    retentionBytes: 5_000,
  }));
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect(orders).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(9 * MINUTE_MS);
  retentionDays = 1;
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
  end();
  await vi.advanceTimersByTimeAsync(60 * MINUTE_MS);
  expect(orders).toEqual([
    { olderThan: 70 * DAY_MS + MINUTE_MS / 2, maxBytes: 5_000 },
    { olderThan: 70 * DAY_MS + 10 * MINUTE_MS, maxBytes: 5_000 },
    { olderThan: 99 * DAY_MS + 20 * MINUTE_MS, maxBytes: 5_000 },
  ]);
});

test('a turn that fails is followed by the next', async () => {
  const prune = vi.fn(() => Promise.reject(new Error('locked')));
  const end = keepRetention({ prune }, () => ({ retentionDays: 1, retentionBytes: 1 }));
  await vi.advanceTimersByTimeAsync(20 * MINUTE_MS);
  end();
  expect(prune).toHaveBeenCalledTimes(3);
});
