import { expect, onTestFinished, test } from 'vitest';

import type { Policy, ReplayProgress } from '../../../shared/domain/index.ts';
import { sendJson, startServer } from '../test-support/http-server.ts';
import { testEngine, windowOf } from '../test-support/engine.ts';

/** Each starts an engine and a thread with all detectors. */
const SLOW = { timeout: 60_000 };

const base = { description: '', enabled: true, severity: 'high', agents: [], rules: [], advice: '' } as const;
const MASK_CARDS: Policy = {
  ...base,
  id: 'cards',
  name: 'Cards',
  rules: [{ type: 'credit_card', onRequest: 'mask', onResponse: 'none' }],
};
const NO_OTTERS: Policy = {
  ...base,
  id: 'otters',
  name: 'No otters',
  words: [{ name: 'Animals', words: ['otter'], onRequest: 'block', onResponse: 'none' }],
};
const NO_SECRETS: Policy = {
  ...base,
  id: 'secrets',
  name: 'No secrets',
  rules: [{ type: 'secret.*', onRequest: 'block', onResponse: 'none' }],
};
const CARD = '4111 1111 1111 1111';
/** Made up: the shape of a key, nobody's. */
const KEY = `sk-proj-${'aB3dE6gH9jK2mN5pQ8sT'.repeat(3)}`;

async function setup(policies: readonly Policy[] = [], mode: 'block' | 'log' = 'log') {
  const upstream = await startServer((_request, response) =>
    sendJson(response, 200, { choices: [{ index: 0, message: { role: 'assistant', content: 'Fine.' } }] }),
  );
  onTestFinished(() => upstream.close());
  const started = await testEngine({ upstream: upstream.url, saved: { mode }, policies });
  const say = async (content: string) => {
    const response = await fetch(`${started.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'gpt-made-up', messages: [{ role: 'user', content }] }),
    });
    await response.arrayBuffer();
    return response.status;
  };
  return { ...started, say };
}

type Started = Awaited<ReturnType<typeof setup>>;

/** Starts a replay in a window of its own and collects what it is told until the end. */
async function replay({ engine }: Started, policies: readonly Policy[], last = 1_000, agent?: string) {
  const told: ReplayProgress[] = [];
  const ended = Promise.withResolvers<ReplayProgress>();
  const api = windowOf(engine, {
    replay(progress) {
      told.push(progress);
      if (progress.finished !== false) ended.resolve(progress);
    },
  });
  const { id } = await api.startReplay({ policies, exceptions: [], last, agent });
  return { id, told, api, ended: ended.promise };
}

const text = (value: string) => ({
  kind: 'text' as const,
  text: value,
  role: 'user' as const,
  side: 'request' as const,
});

test('a pasted text: findings with their place, the verdict, what would be forwarded, how long it took', async () => {
  const { api } = await setup();
  const input = text(`My card is ${CARD}.`);
  const result = await api.tryPolicies({ input, policies: [MASK_CARDS, NO_OTTERS], exceptions: [] });
  expect(result).toMatchObject({
    verdict: { kind: 'mask', policyName: 'Cards' },
    parts: [{ text: input.text, masked: 'My card is [CARD_1].', views: [{ name: 'raw', text: input.text }] }],
    findings: [{ type: 'credit_card', start: 11, end: 30, policy: 'Cards', action: 'mask' }],
    decidedBy: 0,
    message: '',
    usesStoredFindings: false,
    partial: false,
  });
  expect(result.stages.map(({ name }) => name)).toEqual(['Readings', 'Detectors', 'Policies', 'Masking']);
  const blocked = await api.tryPolicies({
    input: text('b3R0ZXIgb3R0ZXIgb3R0ZXI='),
    policies: [NO_OTTERS],
    exceptions: [],
  });
  expect(blocked).toMatchObject({ verdict: { kind: 'block' }, parts: [{ masked: null }] });
  expect(blocked.message).toContain("policy 'No otters'");
  expect(blocked.parts[0]?.views.map(({ name }) => name)).toContain('decoded:base64');
});

test('without policies those in force are tried; broken ones are refused', async () => {
  const { api } = await setup([NO_OTTERS]);
  expect(await api.tryPolicies({ input: text('otter') })).toMatchObject({ verdict: { policyName: 'No otters' } });
  const broken = { ...NO_OTTERS, severity: 'terrible' } as unknown as Policy;
  await expect(api.tryPolicies({ input: text('x'), policies: [broken] })).rejects.toMatchObject({
    code: 'invalid_policy',
  });
  await expect(
    api.tryPolicies({ input: { kind: 'exchange', exchangeId: 'nobody', side: 'request' } }),
  ).rejects.toMatchObject({ code: 'not_found' });
});

test('a stored exchange: where a secret was redacted, the findings of the time are used', SLOW, async () => {
  const { api, say, settled } = await setup([NO_SECRETS], 'block');
  await say(`Use ${KEY} and the card ${CARD}`);
  const [exchange] = await settled(1);
  expect(JSON.stringify(exchange)).not.toContain(KEY);
  const result = await api.tryPolicies({
    input: { kind: 'exchange', exchangeId: exchange!.row.id, side: 'request' },
    policies: [NO_SECRETS, MASK_CARDS],
    exceptions: [],
  });
  expect(result).toMatchObject({ usesStoredFindings: true, verdict: { kind: 'block', policyName: 'No secrets' } });
  expect(result.findings.map(({ type }) => type)).toEqual(['secret.openai_api_key', 'credit_card']);
});

test(
  'a replay tells what an edit newly catches and newly misses, in steps, and of how many it used stored findings',
  SLOW,
  async () => {
    const started = await setup([NO_OTTERS, NO_SECRETS], 'block');
    for (const words of ['an otter', `card ${CARD}`, `key ${KEY}`, ...Array.from({ length: 30 }, () => 'plain')]) {
      await started.say(words);
    }
    await started.settled(33);
    const { ended, told, id } = await replay(started, [NO_SECRETS, MASK_CARDS]);
    expect(await ended).toMatchObject({
      id,
      done: 33,
      total: 33,
      newlyCaught: 1,
      newlyMissed: 1,
      finished: 'complete',
      usesStoredFindings: 1,
    });
    const rows = told.flatMap((progress) => progress.rows);
    expect(rows.map(({ change, before, after, policy }) => [change, before, after, policy])).toEqual([
      ['caught', 'allow', 'mask', 'Cards'],
      ['missed', 'block', 'allow', 'No otters'],
    ]);
    expect(told.filter(({ finished }) => finished !== false)).toHaveLength(1);
    const none = await replay(started, [NO_SECRETS, MASK_CARDS], 30);
    expect(await none.ended).toMatchObject({ done: 30, newlyCaught: 0, newlyMissed: 0 });
    const nobody = await replay(started, [], 1_000, 'nobody');
    expect(await nobody.ended).toMatchObject({ done: 0, total: 0, finished: 'complete' });
  },
);

test('a replay can be cancelled, and starting another cancels it', SLOW, async () => {
  const started = await setup([NO_OTTERS]);
  for (let count = 0; count < 30; count += 1) await started.say('an otter');
  await started.settled(30);
  const cancelled = await replay(started, []);
  await cancelled.api.cancelReplay({ id: cancelled.id });
  expect(await cancelled.ended).toMatchObject({ finished: 'cancelled' });

  const ends = new Map<string, unknown>();
  const both = Promise.withResolvers<void>();
  const api = windowOf(started.engine, {
    replay({ id, finished }) {
      if (finished !== false) ends.set(id, finished);
      if (ends.size === 2) both.resolve();
    },
  });
  const first = await api.startReplay({ policies: [], exceptions: [], last: 1_000 });
  const second = await api.startReplay({ policies: [], exceptions: [], last: 1_000 });
  await both.promise;
  expect(ends).toEqual(
    new Map([
      [first.id, 'cancelled'],
      [second.id, 'complete'],
    ]),
  );
});

test('Log mode says what Block would have stopped; the filter lists the same', async () => {
  const started = await setup([NO_OTTERS]);
  for (const words of ['an otter', 'plain', 'two otters: otter', 'plain']) await started.say(words);
  await started.settled(4);
  await started.engine.setMode('block');
  expect(await started.say('an otter')).toBe(403);
  await started.settled(5);
  const { stopped, total, filter } = await started.api.wouldHaveStopped({ sinceMs: 7 * 86_400_000 });
  expect({ stopped, total, filter }).toEqual({
    stopped: 2,
    total: 4,
    filter: 'mode:log verdict:block verdict:warn last:7d',
  });
  const listed = await started.api.listExchanges({ filter, limit: 10 });
  expect(listed.rows).toHaveLength(2);
});

test(
  'an exception from a finding: words as a phrase, personal data by its hash, a rule for one agent',
  SLOW,
  async () => {
    const block: Policy = { ...MASK_CARDS, rules: [{ type: 'credit_card', onRequest: 'block', onResponse: 'none' }] };
    const started = await setup([block, NO_OTTERS, NO_SECRETS], 'block');
    const { api, say } = started;
    for (const words of [`card ${CARD}`, 'an otter', `key ${KEY}`]) expect(await say(words)).toBe(403);
    const [card, otter, key] = await started.settled(3);
    const allow = (exchange: typeof card, how: 'phrase' | 'rule', onlyAgent = false) =>
      api.addException({
        exchangeId: exchange!.row.id,
        findingId: exchange!.findings[0]!.id,
        allow: how,
        onlyAgent,
      });
    const after = await allow(card, 'phrase');
    expect(after.exceptions).toMatchObject([{ kind: 'value', type: 'credit_card' }]);
    expect(JSON.stringify(after.exceptions)).not.toContain('1111');
    await allow(otter, 'phrase');
    await expect(allow(key, 'phrase')).rejects.toMatchObject({ code: 'not_supported' });
    const { exceptions } = await allow(key, 'rule', true);
    expect(exceptions).toMatchObject([
      { kind: 'value' },
      { kind: 'phrase', phrase: 'otter' },
      { kind: 'rule', rule: key!.findings[0]!.rule, agents: [key!.row.agent] },
    ]);
    for (const words of [`card ${CARD}`, 'an otter', `key ${KEY}`]) expect(await say(words)).toBe(200);
    expect(await say('card 5500 0000 0000 0004')).toBe(403);
    await expect(
      api.addException({ exchangeId: card!.row.id, findingId: 999_999, allow: 'rule', onlyAgent: false }),
    ).rejects.toMatchObject({ code: 'not_found' });
  },
);
