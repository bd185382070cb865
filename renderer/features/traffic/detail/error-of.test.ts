import { expect, test } from 'vitest';

import { errorOf } from './error-of.ts';

const said = (body: unknown) =>
  errorOf({ headers: [], body: JSON.stringify(body), bodyKind: 'json', sizeBytes: 0, truncated: false });

test.each([
  [{ error: { message: 'No quota.', type: 'x' } }, 'No quota.', '/error/message'],
  [{ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'Overloaded', '/error/message'],
  [[{ error: { code: 400, message: 'Bad key.' } }], 'Bad key.', '/0/error/message'],
  [{ error: 'model not found' }, 'model not found', '/error'],
  [{ message: 'Denied.' }, 'Denied.', '/message'],
  [{ detail: 'Not Found' }, 'Not Found', '/detail'],
])('%j', (body, text, pointer) => {
  expect(said(body)).toEqual({ text, pointer });
});

test('what says nothing we know is left to Raw', () => {
  expect([said({ error: {} }), said('x'), said(null), said([])]).toEqual([null, null, null, null]);
  expect(errorOf({ headers: [], body: '<html>', bodyKind: 'text', sizeBytes: 6, truncated: false })).toBeNull();
});
