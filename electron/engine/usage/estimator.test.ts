import { afterEach, describe, expect, test } from 'vitest';

import type { ParsedAnswer, ParsedRequest } from '../dialects/index.ts';
import { dialectById } from '../dialects/index.ts';
import { createUsageEstimator, hasTokens } from './index.ts';

const target = { method: 'POST', path: '/v1/chat/completions', contentType: null };
const chat = dialectById('openai-chat');
const request: ParsedRequest = chat.parseRequest(
  { messages: [{ role: 'user', content: 'tiktoken is great!' }] },
  target,
);
const answer = (usage: Record<string, number>): ParsedAnswer =>
  chat.parseAnswer({ choices: [{ message: { role: 'assistant', content: 'tiktoken is great!' } }], usage }, target);

describe('the estimator', () => {
  const estimator = createUsageEstimator();
  afterEach(async () => {
    await estimator.close();
  });

  test('fills in what the answer does not say, and says so', async () => {
    expect(await estimator.complete(request, answer({ prompt_tokens: 9, completion_tokens: 7 }))).toEqual({
      inputTokens: 9,
      outputTokens: 7,
      estimated: false,
    });
    // Six tokens, and three each for the message and for the answer's opening.
    expect(await estimator.complete(request, answer({}))).toEqual({
      inputTokens: 12,
      outputTokens: 6,
      estimated: true,
    });
    expect(await estimator.complete(request, answer({ prompt_tokens: 9 }))).toEqual({
      inputTokens: 9,
      outputTokens: 6,
      estimated: true,
    });
    expect(await estimator.complete(request, null)).toEqual({ inputTokens: 12, outputTokens: null, estimated: true });
    expect(await estimator.complete(null, null)).toEqual({ inputTokens: null, outputTokens: null, estimated: false });
  });

  test('once closed, it estimates nothing and keeps nobody waiting', async () => {
    const closed = createUsageEstimator();
    const waiting = closed.complete(request, null);
    await closed.close();
    const nothing = { inputTokens: null, outputTokens: null, estimated: false };
    expect(await waiting).toEqual(nothing);
    expect(await closed.complete(request, null)).toEqual(nothing);
  });

  test('what is too much to wait for is not estimated', async () => {
    const busy = createUsageEstimator();
    const long = chat.parseRequest({ messages: [{ role: 'user', content: 'word '.repeat(100_000) }] }, target);
    const all = Array.from({ length: 100 }, () => busy.complete(long, null));
    await Promise.race(all.slice(80));
    await busy.close();
    const results = await Promise.all(all);
    expect(results.at(-1)?.estimated).toBe(false);
  });
});

test('tools and moderations have no tokens to estimate', () => {
  expect([hasTokens('openai-chat'), hasTokens('bedrock'), hasTokens('mcp'), hasTokens('json')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
