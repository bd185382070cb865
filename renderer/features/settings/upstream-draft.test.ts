import { expect, test } from 'vitest';

import type { NamedUpstream } from '../../../shared/domain/index.ts';
import { fromDraft, newDraft, sayStatus, toDraft, withKind } from './upstream-draft.ts';

const FULL: NamedUpstream = {
  name: 'azure-eu',
  kind: 'custom',
  baseUrl: 'https://eu.example/openai',
  dialect: 'openai-chat',
  isLiteLLM: false,
  dropAgentMetadata: true,
  headers: [
    { name: 'X-Region', value: 'eu: west' },
    { name: 'X-Team', value: 'a' },
  ],
  connectSeconds: 2.5,
  firstByteSeconds: null,
  idleSeconds: 60,
  detectorFailure: 'closed',
};

test('what is opened and saved is what it was', () => {
  expect(fromDraft(toDraft(FULL), [])).toEqual({ ok: true, upstream: FULL });
});

test('a new one gets a name that is free, and the address of its kind until somebody types one', () => {
  const draft = newDraft(['custom', 'custom-2']);
  expect(draft.name).toBe('custom-3');
  const gemini = withKind(withKind(draft, 'openai'), 'gemini');
  expect(gemini.baseUrl).toBe('https://generativelanguage.googleapis.com');
  expect(withKind({ ...gemini, baseUrl: 'https://mine.example' }, 'ollama').baseUrl).toBe('https://mine.example');
});

test.each([
  [{ name: 'Ünï' }, /name/],
  [{ name: 'taken' }, /already/],
  [{ baseUrl: 'mine.example' }, /base URL/],
  [{ baseUrl: 'https://mine.example/?key=1' }, /base URL/],
  [{ headers: 'no colon' }, /Name: value/],
  [{ headers: 'empty:' }, /Name: value/],
  [{ idleSeconds: 'soon' }, /Seconds/],
  [{ connectSeconds: '0' }, /Seconds/],
])('%j cannot be saved, and it says why', (wrong, why) => {
  const result = fromDraft({ ...toDraft(FULL), ...wrong }, ['taken']);
  expect(result).toMatchObject({ ok: false, problem: expect.stringMatching(why) as string });
});

test('an upstream that asks for a key is there; one that knows no such path may be misspelt', () => {
  expect([200, 401, 404, 502].map((status) => sayStatus(status).good)).toEqual([true, true, false, false]);
});
