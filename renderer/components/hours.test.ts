import { expect, test } from 'vitest';

import { lastHours } from './hours.ts';
import { sparkPath } from './sparkline.tsx';
import { stack } from './stack.ts';

const HOUR = 3_600_000;
const verdicts = { allow: 5, alert: 1, warn: 0, mask: 0, block: 2 };

test('hours without traffic are filled in, older ones left out', () => {
  const now = 100 * HOUR + 1;
  const hours = lastHours(
    [
      { hour: 99 * HOUR, verdicts },
      { hour: 50 * HOUR, verdicts },
    ],
    now,
    3,
  );
  expect(hours.map(({ at, total }) => [at / HOUR, total])).toEqual([
    [98, 0],
    [99, 8],
    [100, 0],
  ]);
});

test('a stack goes from its top to its foot', () => {
  expect(stack([{ at: 7_200_000, verdicts, total: 8 }], ['allow', 'alert', 'block'])).toEqual([[7_200], [8], [6], [5]]);
});

test('a line needs two values and something above zero', () => {
  expect(sparkPath([])).toBeNull();
  expect(sparkPath([0, 0])).toBeNull();
  expect(sparkPath([0, 4])).toBe('M0 12.8L28 2.8');
});
