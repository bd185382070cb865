import fc from 'fast-check';
import { expect, test } from 'vitest';

import { parseExactly } from './exact-json.ts';
import { overwrittenParts } from './repeated-members.ts';

const lost = (json: string) => overwrittenParts(json, parseExactly(json)).map(({ text }) => text);

test.each([
  ['{"a":"first","a":"second"}', ['first']],
  ['{"messages":[{"content":"attack"}],"messages":[{"content":"harmless"}]}', ['attack']],
  ['{"a":{"b":"one","c":{"d":"deep"}},"a":3}', ['one', 'deep']],
  ['{"a":"first","\\u0061":"second"}', ['first']],
  ['{"a":"\\"quoted\\\\","a":"b : c"}', ['"quoted\\']],
  ['[{"a":"x"},{"a":"y"}]', []],
  ['{"id":4242424242424242424,"a":"first","a":"second"}', ['first']],
  ['{"card":4242424242424242,"card":1}', ['4242424242424242']],
  ['{"n":3,"n":4}', []],
  ['{"a":"same","a":"same"}', []],
  ['{"__proto__":"shown","b":"y"}', []],
  ['"a string : with colons"', []],
])('of %s, %j would go unread', (json, texts) => {
  expect(lost(json)).toEqual(texts);
});

test('JSON without repeated members has none, whatever it holds', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(lost(JSON.stringify(JSON.parse(json)))).toEqual([]);
    }),
  );
});

test('JSON nested as deep as it may be is read', () => {
  const depth = 100_000;
  expect(lost(`{"a":"first","a":${'['.repeat(depth)}${']'.repeat(depth)}}`)).toEqual(['first']);
});
