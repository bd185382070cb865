import { expect, test } from 'vitest';

import { inspect } from './index.ts';

const part = { role: 'user', pointer: '', text: 'My name is Margaret Hamilton, call me tomorrow.' } as const;

test('names of persons are found only where they were asked for', () => {
  const types = (persons: boolean) =>
    inspect([part], { side: 'request', persons }).findings.map(({ type, start, end }) => [
      type,
      part.text.slice(start, end),
    ]);
  expect(types(false)).toEqual([]);
  expect(types(true)).toContainEqual(['person', 'Margaret Hamilton']);
});
