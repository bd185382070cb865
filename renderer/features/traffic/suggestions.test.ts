import { expect, test } from 'vitest';

import { parseFilter } from '../../../shared/filter/filter.ts';
import { askedValues, isComplete, splitFilter, suggest } from './suggestions.ts';

const texts = (draft: string, seen: readonly string[] = []) => suggest(draft, seen).map((one) => one.text);

test('keys that begin so, also behind a minus', () => {
  expect(texts('m')).toEqual(['model:', 'method:', 'mode:']);
  expect(texts('-ag')).toEqual(['-agent:']);
  expect(texts('nothing')).toEqual([]);
});

test('values that are known, then those that were seen', () => {
  expect(texts('verdict:b')).toEqual(['verdict:block']);
  expect(texts('agent:s', ['search-agent', 'my agent'])).toEqual(['agent:search-agent', 'agent:"my agent"']);
});

test('the engine is asked only for columns it knows values of', () => {
  expect(askedValues('-model:gpt*')).toEqual({ key: 'model', prefix: 'gpt' });
  expect(askedValues('status:4')).toBeNull();
  expect(askedValues('agent')).toBeNull();
});

test('every whole suggestion is a filter that parses', () => {
  for (const key of [
    'verdict:',
    'state:',
    'mode:',
    'dialect:',
    'ingress:',
    'method:',
    'status:',
    'duration:',
    'tokens:',
    'last:',
  ]) {
    for (const one of texts(key)) expect(parseFilter(one).ok, one).toBe(true);
  }
});

test('a token is complete when it parses and its quotes are closed', () => {
  expect(['agent:x', 'word', '"two words"'].map(isComplete)).toEqual([true, true, true]);
  expect(['agent:', '"two', ' ', 'status:high'].map(isComplete)).toEqual([false, false, false, false]);
});

test('tokens keep what was typed', () => {
  expect(splitFilter('agent:x -path:"/a b"  last:1h')).toEqual(['agent:x', '-path:"/a b"', 'last:1h']);
});
