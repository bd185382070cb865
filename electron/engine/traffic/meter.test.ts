import { expect, onTestFinished, test } from 'vitest';

import { PRICE_SOURCE, costOf } from '../usage/index.ts';
import { testEngine } from '../test-support/engine.ts';
import { sendJson, startServer } from '../test-support/http-server.ts';

const question = { messages: [{ role: 'user', content: 'tiktoken is great!' }] };
const chat = (model: string, usage?: Record<string, unknown>) => ({
  model,
  choices: [{ index: 0, message: { role: 'assistant', content: 'tiktoken is great!' }, finish_reason: 'stop' }],
  ...(usage && { usage }),
});

test('tokens and cost of what was used, and of nothing else', async () => {
  const answers: Record<string, [status: number, body: unknown]> = {
    said: [200, chat('gpt-4o-2024-08-06', { prompt_tokens: 1_000, completion_tokens: 100 })],
    cached: [
      200,
      chat('gpt-4o-2024-08-06', {
        prompt_tokens: 1_000,
        completion_tokens: 100,
        prompt_tokens_details: { cached_tokens: 800 },
      }),
    ],
    unsaid: [200, chat('gpt-4o')],
    unknown: [200, chat('made-up-model', { prompt_tokens: 1_000, completion_tokens: 100 })],
    failed: [429, { error: { message: 'slow down', type: 'rate_limit_error' } }],
    counted: [200, { input_tokens: 2_000 }],
  };
  const upstream = await startServer((request, response) => {
    const [status, body] = answers[String(request.headers['x-agent-name'])] ?? [404, {}];
    sendJson(response, status, body);
  });
  onTestFinished(() => upstream.close());
  const { url, api, settled } = await testEngine({ upstream: upstream.url, saved: { keyAliasLookup: false } });
  for (const agent of Object.keys(answers)) {
    const counting = agent === 'counted';
    await fetch(`${url}/v1/${counting ? 'messages/count_tokens' : 'chat/completions'}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-agent-name': agent },
      body: JSON.stringify({ ...question, model: counting ? 'claude-sonnet-4-5' : 'asked-for-by-an-alias' }),
    });
  }
  const rows = new Map((await settled(6)).map(({ row }) => [row.agent, row]));
  const priced = (inputTokens: number, outputTokens: number, cacheReadTokens = 0) =>
    costOf('gpt-4o-2024-08-06', { inputTokens, outputTokens, cacheReadTokens })?.usd;
  expect(rows.get('said')).toMatchObject({
    inputTokens: 1_000,
    outputTokens: 100,
    costUsd: priced(1_000, 100),
    priceDate: PRICE_SOURCE.date,
    marks: [],
  });
  expect(rows.get('cached')?.costUsd).toBe(priced(1_000, 100, 800));
  expect(rows.get('cached')?.costUsd).toBeLessThan(priced(1_000, 100) ?? 0);
  // Six tokens of text, and the wrapping of a message and of an answer.
  expect(rows.get('unsaid')).toMatchObject({
    inputTokens: 12,
    outputTokens: 6,
    costUsd: costOf('gpt-4o', { inputTokens: 12, outputTokens: 6 })?.usd,
    marks: ['tokens-estimated'],
  });
  expect(rows.get('unknown')).toMatchObject({ inputTokens: 1_000, outputTokens: 100, costUsd: null, priceDate: null });
  const nothing = { inputTokens: null, outputTokens: null, costUsd: null, marks: [] };
  expect(rows.get('failed')).toMatchObject({ status: 429, ...nothing });
  expect(rows.get('counted')).toMatchObject({ status: 200, dialect: 'anthropic-messages', ...nothing });

  const { summary, models } = await api.getCollection({ agent: 'said' });
  expect(summary).toMatchObject({ costUsd: priced(1_000, 100), priced: 1 });
  expect(models).toMatchObject([{ inputTokens: 1_000, costUsd: priced(1_000, 100) }]);
  expect((await api.getCollection({ agent: 'unknown' })).models).toMatchObject([{ costUsd: null }]);
  const dear = await api.listExchanges({ filter: 'cost:>0.0001', limit: 10 });
  expect(dear.rows.map(({ agent }) => agent).toSorted()).toEqual(['cached', 'said']);
});
