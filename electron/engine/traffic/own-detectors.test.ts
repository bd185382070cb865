import OpenAI from 'openai';
import { expect, onTestFinished, test } from 'vitest';

import type { CustomDetector, Policy } from '../../../shared/domain/index.ts';
import { launchEngine, testEngine } from '../test-support/engine.ts';
import { startOpenAiUpstream } from '../test-support/openai-upstream.ts';

const TICKETS: CustomDetector = {
  id: 'ticket',
  description: 'Numbers of tickets',
  enabled: true,
  severity: 'high',
  kind: 'pattern',
  pattern: 'TCK-\\d{4}',
};
const NO_TICKETS: Policy = {
  id: 'no-tickets',
  name: 'No tickets',
  description: '',
  enabled: true,
  severity: 'high',
  agents: [],
  rules: [{ type: 'custom.ticket', onRequest: 'block', onResponse: 'alert' }],
  advice: 'Say what it is about.',
};

async function setup() {
  const upstream = await startOpenAiUpstream();
  onTestFinished(() => upstream.close());
  const engine = await testEngine({ upstream: upstream.url, saved: { mode: 'block' }, policies: [NO_TICKETS] });
  const ask = (content: string) =>
    new OpenAI({ baseURL: `${engine.url}/v1`, apiKey: 'sk-made-up' }).chat.completions
      .create({ model: 'gpt-made-up', messages: [{ role: 'user', content }] })
      .then(() => 'answered')
      .catch((error: Error) => error.message);
  return { ...engine, upstream, ask };
}

test('a saved detector counts from the next request on, on this thread and in the worker', async () => {
  const { api, ask } = await setup();
  const long = `${'Nothing to see here. '.repeat(8_000)} TCK-1234`;
  expect([await ask('About TCK-1234'), await ask(long)]).toEqual(['answered', 'answered']);
  const saved = await api.saveDetectors({ detectors: [TICKETS], revision: 0 });
  expect(saved).toEqual({ detectors: [TICKETS], revision: 1, notice: null });
  expect(await ask('About TCK-1234')).toContain("policy 'No tickets' (custom.ticket)");
  expect(await ask(long)).toContain("policy 'No tickets' (custom.ticket)");
  await api.saveDetectors({ detectors: [{ ...TICKETS, enabled: false }], revision: 1 });
  expect(await ask('About TCK-1234')).toBe('answered');
});

test('detectors are there after the next start', async () => {
  const { api, engine, folder, upstream } = await setup();
  await api.saveDetectors({ detectors: [TICKETS], revision: 0 });
  await engine.stop(100);
  const again = await launchEngine({ upstream: upstream.url }, folder);
  onTestFinished(() => again.engine.stop(100));
  expect(await again.api.getDetectors()).toEqual({ detectors: [TICKETS], revision: 1, notice: null });
});

test('a broken or a stale list is refused with its code, and where it is broken; nothing is saved', async () => {
  const { api } = await setup();
  const broken = { ...TICKETS, pattern: 'TCK-(\\d' };
  await expect(api.saveDetectors({ detectors: [broken], revision: 0 })).rejects.toMatchObject({
    code: 'invalid_detector',
    message: 'ticket: pattern, character 5: missing closing )',
  });
  expect(await api.tryDetector({ detector: broken, sample: '' })).toEqual({
    ok: false,
    issues: [{ id: 'ticket', field: 'pattern', offset: 4, message: 'missing closing )' }],
  });
  await expect(api.saveDetectors({ detectors: [], revision: 7 })).rejects.toMatchObject({ code: 'conflict' });
  expect(await api.getDetectors()).toMatchObject({ detectors: [], revision: 0 });
});

test('tried on a sample before it is saved', async () => {
  const { api } = await setup();
  const sample = 'TCK-1234, then ＴＣＫ-9999';
  const trial = await api.tryDetector({ detector: { ...TICKETS, enabled: false }, sample });
  expect(trial).toMatchObject({ ok: true, capped: false });
  expect(trial.ok && trial.matches.map(({ start, end }) => sample.slice(start, end))).toEqual([
    'TCK-1234',
    'ＴＣＫ-9999',
  ]);
});

test('a costly pattern is found in traffic as any other, off the thread that serves it', async () => {
  const { api, ask } = await setup();
  const costly = { ...TICKETS, pattern: 'TCK.{0,300}\\d{4}' };
  expect(await api.tryDetector({ detector: costly, sample: 'TCK-1234' })).toMatchObject({ ok: true, tooSlow: false });
  await api.saveDetectors({ detectors: [costly], revision: 0 });
  expect(await ask('About TCK-1234')).toContain("policy 'No tickets' (custom.ticket)");
});

test('names of people and test values follow their settings', async () => {
  const { api, ask, settled } = await setup();
  const text = 'My name is Margaret Hamilton, pay with 4242 4242 4242 4242.';
  await ask(text);
  await api.saveSettings({ patch: { personNames: true, spareTestValues: true } });
  await ask(text);
  const types = (await settled(2)).map(({ findings }) =>
    findings.filter(({ side }) => side === 'request').map(({ type }) => type),
  );
  expect(types).toEqual([['credit_card'], ['person']]);
});
