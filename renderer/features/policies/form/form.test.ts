import { expect, test } from 'vitest';

import { policy } from '../../../test-support/policy-book.ts';
import { freshName, put, putList, replaceAt } from './edit.ts';
import { matchTypes } from './finding-types.ts';

test('an optional field that is emptied is no longer written down', () => {
  const withMessage = put(policy(), 'message', 'No.');
  expect(withMessage.message).toBe('No.');
  expect('message' in put(withMessage, 'message', undefined)).toBe(false);
  expect('models' in putList(policy({ models: ['gpt-*'] }), 'models', [])).toBe(false);
});

test('one of a list is changed or taken out', () => {
  expect(replaceAt(['a', 'b', 'c'], 1, 'x')).toEqual(['a', 'x', 'c']);
  expect(replaceAt(['a', 'b', 'c'], 1, null)).toEqual(['a', 'c']);
});

test('a new rule has a name that none has', () => {
  expect(freshName('Pattern', [])).toBe('Pattern');
  expect(freshName('Pattern', [{ name: 'Pattern' }, { name: 'Pattern 2' }])).toBe('Pattern 3');
});

const found = (query: string) => matchTypes(query).flatMap(({ items }) => items.map(({ type }) => type));

test('types are found by what they are called, and by group', () => {
  expect(found('card')).toEqual(['credit_card', 'cvv']);
  expect(found('payment iban')).toEqual(['iban']);
  expect(found('')).toContain('secret.*');
});

test('a type of a vendor is taken as it is typed; a word is not', () => {
  expect(found('secret.github_token')).toEqual(['secret.github_token']);
  expect(found('secret.git*')).toEqual(['secret.git*']);
  expect(found('unheard')).toEqual([]);
  expect(found('secret.GitHub')).toEqual([]);
});
