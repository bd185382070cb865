import OpenAI from 'openai';
import { expect, onTestFinished, test, vi } from 'vitest';

import type { Approval, Behaviour, Policy } from '../../../shared/domain/index.ts';
import { testEngine } from '../test-support/engine.ts';
import { startOpenAiUpstream } from '../test-support/openai-upstream.ts';

const OTTERS = 'Tell me about the otter.';

function otters(onRequest: Behaviour, onResponse: Behaviour = 'none', over: Partial<Policy> = {}): Policy {
  return {
    id: 'otters',
    name: 'Otters',
    description: '',
    enabled: true,
    severity: 'medium',
    rules: [],
    words: [{ name: 'Animals', words: ['otter'], onRequest, onResponse }],
    agents: [],
    advice: '',
    ...over,
  };
}

async function setup(policy: Policy, say?: string) {
  const upstream = await startOpenAiUpstream(say);
  onTestFinished(() => upstream.close());
  const test = await testEngine({ upstream: upstream.url, saved: { mode: 'block' } });
  await test.api.savePolicies({ policies: [policy], exceptions: [], revision: 0 });
  const client = new OpenAI({ baseURL: `${test.url}/v1`, apiKey: 'sk-made-up', maxRetries: 0 });
  const ask = (content: string, signal?: AbortSignal) =>
    client.chat.completions
      .create({ model: 'gpt-made-up', messages: [{ role: 'user', content }] }, { ...(signal && { signal }) })
      .then(() => 'answered')
      .catch((error: Error) => error.message);
  const seen = () => upstream.received.filter(({ body }) => body.includes('otter')).length;
  /** Waits until exactly so many requests are held. */
  const held = async (count: number): Promise<Approval> => {
    const first = await vi.waitFor(
      async () => {
        const list = await test.api.listApprovals();
        expect(list.reduce((sum, approval) => sum + approval.held, 0)).toBe(count);
        return list[0];
      },
      { timeout: 15_000, interval: 5 },
    );
    return first!;
  };
  return { ...test, upstream, ask, seen, held };
}

test('a warning is denied with the way to release it; released in the window, the same passes when sent again', async () => {
  const { api, ask, seen, settled } = await setup(otters('warn'));
  expect(await ask(OTTERS)).toContain('A person can release it in Sluice within 5 minutes');
  // An agent that simply tries again gets no further.
  expect(await ask(OTTERS)).toContain('403');
  expect(seen()).toBe(0);
  const [first] = await settled(2);
  expect(first?.row).toMatchObject({ state: 'blocked', verdict: 'warn', status: 403 });
  expect(await api.listApprovals()).toMatchObject([
    { kind: 'warn', exchangeId: first!.row.id, held: 0, heldUntil: null },
  ]);
  const { until } = await api.releaseWarn({ exchangeId: first!.row.id });
  expect(until).toBeGreaterThan(Date.now());
  expect(await api.listApprovals()).toEqual([]);
  expect(await ask(OTTERS)).toBe('answered');
  expect(seen()).toBe(1);
  expect(await ask('Tell me about the otter and its enemies.')).toContain('403');
  const exchanges = await settled(4);
  expect(exchanges[2]?.row).toMatchObject({ state: 'complete', verdict: 'alert', marks: ['released'] });
  expect(exchanges[2]?.verdict?.reason).toContain('was overruled by a person');
  await expect(api.releaseWarn({ exchangeId: first!.row.id })).rejects.toMatchObject({ code: 'not_found' });
});

test('an approval holds the request until a person approves it', async () => {
  const { api, ask, seen, held, settled } = await setup(otters('approval'));
  const answer = ask(OTTERS);
  const approval = await held(1);
  expect(approval).toMatchObject({ kind: 'approval', policy: 'Otters', rule: 'otters.words.animals', held: 1 });
  expect(approval.heldUntil! - Date.now()).toBeLessThanOrEqual(60_000);
  expect(seen()).toBe(0);
  await api.answerApproval({ id: approval.id, decision: 'approve', scope: 'once' });
  expect(await answer).toBe('answered');
  expect(seen()).toBe(1);
  expect((await settled(1))[0]?.row).toMatchObject({ state: 'complete', verdict: 'alert', marks: ['released'] });
});

test('two clients wait for the same: one question, one answer for both', async () => {
  const { api, ask, held } = await setup(otters('approval'));
  const answers = [ask(OTTERS), ask(OTTERS)];
  const approval = await held(2);
  await api.answerApproval({ id: approval.id, decision: 'approve', scope: 'once' });
  expect(await Promise.all(answers)).toEqual(['answered', 'answered']);
});

test('approved for one call, two wait: one passes, and the other is denied', async () => {
  const { api, ask, held } = await setup(otters('approval'));
  const answers = [ask(OTTERS), ask(OTTERS)];
  const approval = await held(2);
  await api.answerApproval({ id: approval.id, decision: 'approve', scope: { count: 1 } });
  const said = (await Promise.all(answers)).map((text) => (text === 'answered' ? text : 'denied'));
  expect(said.toSorted()).toEqual(['answered', 'denied']);
});

test('denied by a person: 403 at once, and the same is not put before them again', async () => {
  const { api, ask, seen, held } = await setup(otters('approval'));
  const answer = ask(OTTERS);
  await api.answerApproval({ id: (await held(1)).id, decision: 'deny', scope: 'once' });
  expect(await answer).toContain('It needs the approval of a person');
  expect(await ask(OTTERS)).toContain('403');
  expect(seen()).toBe(0);
});

test('nobody answers: 403 at the deadline; approved afterwards, it passes when sent again', async () => {
  const { api, ask, seen } = await setup(otters('approval', 'none', { approvalSeconds: 1 }));
  expect(await ask(OTTERS)).toContain('403');
  expect(seen()).toBe(0);
  const [late] = await api.listApprovals();
  expect(late).toMatchObject({ held: 0, heldUntil: null });
  await api.answerApproval({ id: late!.id, decision: 'approve', scope: 'once' });
  expect(await ask(OTTERS)).toBe('answered');
});

test('the client leaves while it is held: nothing is forwarded, whatever is answered', async () => {
  const { api, ask, seen, held, settled } = await setup(otters('approval'));
  const leaving = new AbortController();
  const answer = ask(OTTERS, leaving.signal);
  const { id } = await held(1);
  leaving.abort();
  await answer;
  const [exchange] = await settled(1);
  expect(exchange?.row).toMatchObject({ state: 'client-left', status: null, verdict: 'block' });
  await api.answerApproval({ id, decision: 'approve', scope: 'once' });
  expect(seen()).toBe(0);
});

test('approved for good: an exception in the policy, for this agent and this rule', async () => {
  const { api, ask, held } = await setup(otters('approval'));
  const answer = ask(OTTERS);
  const approval = await held(1);
  await api.answerApproval({ id: approval.id, decision: 'approve', scope: 'always' });
  expect(await answer).toBe('answered');
  const { policies } = await api.getPolicies();
  expect(policies[0]?.exceptions).toEqual([{ kind: 'rule', rule: 'otters.words.animals', agents: [approval.agent] }]);
  expect(await ask('Another otter.')).toBe('answered');
});

test('the engine stops while a request is held: it is denied, never forwarded', async () => {
  const { engine, ask, seen, held } = await setup(otters('approval'));
  const answer = ask(OTTERS);
  await held(1);
  await engine.stop(1_000);
  expect(await answer).toContain('403');
  expect(seen()).toBe(0);
});

test('a whole answer that needs approval is held too; a warning of one is for its request sent again', async () => {
  const { api, ask, held } = await setup(otters('none', 'approval'), 'An otter is a mammal.');
  const answer = ask('Which animal?');
  await api.answerApproval({ id: (await held(1)).id, decision: 'approve', scope: 'once' });
  expect(await answer).toBe('answered');
  await api.savePolicies({ policies: [otters('none', 'warn')], exceptions: [], revision: 1 });
  expect(await ask('What swims?')).toContain('403');
  const [warning] = await api.listApprovals();
  await api.releaseWarn({ exchangeId: warning!.exchangeId });
  expect(await ask('What swims?')).toBe('answered');
  expect(await ask('What dives?')).toContain('403');
});

test('a streamed answer is cut with a warning, and flows when its request is sent again after the release', async () => {
  const { api, url } = await setup(otters('none', 'warn'), 'An otter is a mammal.');
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'sk-made-up', maxRetries: 0 });
  const stream = async () => {
    let text = '';
    const messages = [{ role: 'user' as const, content: 'Which animal?' }];
    for await (const chunk of await client.chat.completions.create({ model: 'gpt-made-up', messages, stream: true })) {
      text += chunk.choices[0]?.delta.content ?? '';
    }
    return text;
  };
  await expect(stream()).rejects.toThrow('A person can release it');
  const warning = await vi.waitFor(async () => (await api.listApprovals())[0]!.exchangeId, { timeout: 15_000 });
  await api.releaseWarn({ exchangeId: warning });
  expect(await stream()).toBe('An otter is a mammal.');
});

test('a block beside it is nothing a person may release; beside a mask what is warned of is masked too', async () => {
  const rule = (onRequest: Behaviour) => ({ type: 'email', onRequest, onResponse: 'none' as const });
  const { api, ask, seen, upstream } = await setup(otters('approval', 'none', { rules: [rule('block')] }));
  expect(await ask(`${OTTERS} Write to fish@example.com`)).toContain('403');
  expect(await api.listApprovals()).toEqual([]);
  const masks = otters('warn', 'none', { rules: [rule('mask')] });
  await api.savePolicies({ policies: [masks], exceptions: [], revision: 1 });
  expect(await ask(`${OTTERS} Write to fish@example.com`)).toBe('answered');
  expect(seen()).toBe(0);
  expect(upstream.received.at(-1)?.body.toString()).toContain('Tell me about the [WORD_1]. Write to [EMAIL_1]');
});
