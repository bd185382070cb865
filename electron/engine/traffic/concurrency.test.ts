import { expect, onTestFinished, test } from 'vitest';

import { testEngine } from '../test-support/engine.ts';
import { startOpenAiUpstream } from '../test-support/openai-upstream.ts';

test('1,000 requests at once: sent = answered = stored, each with its own answer', { timeout: 120_000 }, async () => {
  const upstream = await startOpenAiUpstream();
  onTestFinished(() => upstream.close());
  const { url, api } = await testEngine({ upstream: upstream.url, saved: { mode: 'block' } });
  const total = 1_000;
  const answers = await Promise.all(
    Array.from({ length: total }, async (_, index) => {
      const response = await fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          model: 'gpt-made-up',
          stream: index % 3 === 0,
          messages: [{ role: 'user', content: `say: answer number ${index}.` }],
          metadata: { agent_name: `agent-${index % 10}` },
        }),
      });
      const text = await response.text();
      return [response.status, text.includes(index % 3 === 0 ? `"${index}."` : `answer number ${index}.`)];
    }),
  );
  expect(answers.filter(([status, own]) => status === 200 && own === true)).toHaveLength(total);
  const count = (filter: string) => api.countExchanges({ filter }).then((result) => result.count);
  await expect.poll(() => count('state:complete'), { timeout: 60_000 }).toBe(total);
  expect(await count('')).toBe(total);
  const { collections, totals } = await api.listCollections();
  expect(totals.exchanges).toBe(total);
  expect(collections.map(({ agent, exchanges }) => [agent, exchanges]).sort()).toEqual(
    Array.from({ length: 10 }, (_, index) => [`agent-${index}`, 100]),
  );
});
