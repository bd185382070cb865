import { expect, test } from 'vitest';

import { withOutsideMask } from './outside-mask.ts';

const body = (texts: readonly string[], more: object = {}) =>
  JSON.stringify({ model: 'm', messages: texts.map((content) => ({ content })), ...more });

function masked(original: readonly string[], sent: readonly string[], modified: string, forwarded = sent) {
  return withOutsideMask({
    original: body(original),
    forwarded: body(forwarded),
    sent: body(sent),
    modified,
    isJson: true,
    edits: [{ pointer: '/messages/0/content', start: 0, end: 2, replacement: '[x]' }],
  });
}

test('texts that changed become edits of the original, beside our own of others', () => {
  expect(masked(['hi a', 'name b'], ['[x] a', 'name b'], body(['[x] a', 'name *']))).toEqual([
    { pointer: '/messages/0/content', start: 0, end: 2, replacement: '[x]' },
    { pointer: '/messages/1/content', start: 0, end: 6, replacement: 'name *' },
  ]);
});

test('a text that both masked is as it came back: it was given with our mask in it', () => {
  expect(masked(['hi a'], ['[x] a'], body(['[x] *']))).toEqual([
    { pointer: '/messages/0/content', start: 0, end: 4, replacement: '[x] *' },
  ]);
});

test.each([
  ['a message is missing', body(['a'])],
  ['a member came', body(['a', 'b'], { extra: 1 })],
  ['another member changed', body(['a', 'b']).replace('"m"', '7')],
  ['it is not JSON', 'a b'],
])('%s: it cannot be made of edits', (_what, modified) => {
  expect(masked(['a', 'b'], ['a', 'b'], modified)).toBeNull();
});

test('a text in which a secret was replaced cannot be changed: the service did not see what stands there', () => {
  expect(masked(['key S', 'b'], ['key [secret]', 'b'], body(['*', 'b']), ['key S', 'b'])).toBeNull();
  expect(masked(['key S', 'b'], ['key [secret]', 'b'], body(['key [secret]', '*']), ['key S', 'b'])).toHaveLength(2);
});

test('keys with slashes and tildes are pointed at', () => {
  const edits = withOutsideMask({
    original: '{"a/b~c":"x"}',
    forwarded: '{"a/b~c":"x"}',
    sent: '{"a/b~c":"x"}',
    modified: '{"a/b~c":"y"}',
    isJson: true,
    edits: [],
  });
  expect(edits).toEqual([{ pointer: '/a~1b~0c', start: 0, end: 1, replacement: 'y' }]);
});

test('a plain text is one string', () => {
  const plain = {
    original: 'name a',
    forwarded: 'name a',
    sent: 'name a',
    modified: 'name *',
    isJson: false,
    edits: [],
  };
  expect(withOutsideMask(plain)).toEqual([{ pointer: '', start: 0, end: 6, replacement: 'name *' }]);
});
