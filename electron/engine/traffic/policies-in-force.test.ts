import OpenAI from 'openai';
import { expect, onTestFinished, test } from 'vitest';

import type { Policy } from '../../../shared/domain/index.ts';
import { testEngine } from '../test-support/engine.ts';
import { startOpenAiUpstream } from '../test-support/openai-upstream.ts';

const NO_OTTERS: Policy = {
  id: 'no-otters',
  name: 'No otters',
  description: '',
  enabled: true,
  severity: 'medium',
  rules: [],
  words: [{ name: 'Animals', words: ['otter'], onRequest: 'block', onResponse: 'none' }],
  agents: [],
  advice: 'Ask about another animal.',
};

async function setup() {
  const upstream = await startOpenAiUpstream();
  onTestFinished(() => upstream.close());
  const engine = await testEngine({ upstream: upstream.url, saved: { mode: 'block' } });
  const client = new OpenAI({ baseURL: `${engine.url}/v1`, apiKey: 'sk-made-up' });
  const ask = (content: string) =>
    client.chat.completions
      .create({ model: 'gpt-made-up', messages: [{ role: 'user', content }] })
      .then(() => 'answered')
      .catch((error: Error) => error.message);
  return { ...engine, upstream, ask };
}

test('a policy counts from the request after it was saved, and no longer from the one after it was taken out', async () => {
  const { api, ask } = await setup();
  expect(await ask('Tell me about the otter.')).toBe('answered');
  const { policies, revision } = await api.getPolicies();
  const saved = await api.savePolicies({ policies: [...policies, NO_OTTERS], exceptions: [], revision });
  expect(await ask('Tell me about the otter.')).toContain("policy 'No otters' (no-otters.words.animals)");
  await api.savePolicies({ policies, exceptions: [], revision: saved.revision });
  expect(await ask('Tell me about the otter.')).toBe('answered');
});

test('an exception for a rule and an agent lets that agent through and nobody else', async () => {
  const { api, ask } = await setup();
  const exception = { kind: 'rule' as const, rule: 'no-otters.words.animals', agents: ['somebody-else'] };
  await api.savePolicies({ policies: [NO_OTTERS], exceptions: [exception], revision: 0 });
  expect(await ask('otter')).toContain('No otters');
  const [agent] = (await api.listCollections()).collections;
  await api.savePolicies({
    policies: [NO_OTTERS],
    exceptions: [{ ...exception, agents: [agent!.agent] }],
    revision: 1,
  });
  expect(await ask('otter')).toBe('answered');
});

test('a stale save and a broken policy are refused with their codes', async () => {
  const { api } = await setup();
  await api.savePolicies({ policies: [NO_OTTERS], exceptions: [], revision: 0 });
  await expect(api.savePolicies({ policies: [], exceptions: [], revision: 0 })).rejects.toMatchObject({
    code: 'conflict',
  });
  const broken = { ...NO_OTTERS, patterns: [{ name: 'p', pattern: '(?=x)', onRequest: 'block', onResponse: 'none' }] };
  await expect(api.savePolicies({ policies: [broken as Policy], exceptions: [], revision: 1 })).rejects.toMatchObject({
    code: 'invalid_policy',
  });
  expect(await api.checkPolicy({ text: JSON.stringify(broken, null, 2) })).toMatchObject({
    ok: false,
    errors: [{ pointer: '/patterns/0/pattern', message: 'look-ahead and look-behind are not supported' }],
  });
});

test('a limit of tool calls, and of failed ones, counts over the session, whatever of it is sent again', async () => {
  const { api, url } = await setup();
  const limit: Policy = {
    ...NO_OTTERS,
    id: 'limits',
    name: 'Limits',
    words: [],
    toolCallLimit: { perSession: 2, errorsPerSession: 0, onRequest: 'block', onResponse: 'none' },
  };
  await api.savePolicies({ policies: [limit], exceptions: [], revision: 0 });
  const turn = (id: string, failed = false) => [
    { role: 'assistant', content: [{ type: 'tool_use', id, name: 'search', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'x', is_error: failed }] },
  ];
  const send = async (session: string, messages: readonly unknown[]): Promise<string> => {
    const response = await fetch(`${url}/v1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-session-id': session },
      body: JSON.stringify({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content: 'Go' }, ...messages] }),
    });
    return response.status === 403 ? await response.text() : String(response.status);
  };
  expect(await send('one', [...turn('a'), ...turn('b')])).toBe('200');
  expect(await send('one', [...turn('a'), ...turn('b')])).toBe('200');
  // The agent has shortened its conversation: the third call is the third all the same.
  expect(await send('one', turn('c'))).toContain('limits.tool-call-limit');
  expect(await send('two', turn('c'))).toBe('200');
  expect(await send('two', turn('d', true))).toContain('limits.tool-error-limit');
});
