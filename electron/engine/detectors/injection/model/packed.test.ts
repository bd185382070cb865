import { expect, test } from 'vitest';
import { LARGEST, pack, unpack } from './packed.ts';

test('numbers come back as they were, and need no escape in JSON', () => {
  const values = Array.from({ length: 2 * LARGEST + 1 }, (_, at) => at - LARGEST);
  const text = pack(values);
  expect([...unpack(text)]).toEqual(values);
  expect(JSON.stringify(text)).toHaveLength(values.length + 2);
});

test('what is no whole number is rounded, what is too large is clipped', () => {
  expect([...unpack(pack([0.4, -0.6, 99, -99]))]).toEqual([0, -1, LARGEST, -LARGEST]);
});
