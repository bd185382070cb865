import { expect, onTestFinished, test } from 'vitest';

import { testEngine } from '../test-support/engine.ts';
import { startOpenAiUpstream } from '../test-support/openai-upstream.ts';

async function setup() {
  const upstream = await startOpenAiUpstream();
  onTestFinished(() => upstream.close());
  return { upstream, ...(await testEngine({ upstream: upstream.url, saved: { mode: 'block' } })) };
}

test('a preset is in force once its policies are saved', async () => {
  const { api } = await setup();
  const presets = await api.listPresets();
  expect(presets.map(({ id }) => id)).toEqual(['pci-dss', 'gdpr', 'owasp-llm']);
  const { policies, revision } = await api.getPolicies();
  const saved = await api.savePolicies({ policies: [...policies, ...presets[0]!.policies], exceptions: [], revision });
  expect(saved.policies.map(({ id }) => id)).toContain('pci-cardholder-data');
});

test('a guardrails-sync file comes in, is saved, and goes out as it came', async () => {
  const { api } = await setup();
  const file = { policy: { name: 'From Akto', behaviour: 'block', piiTypes: [{ type: 'email' }], unknown: { a: 1 } } };
  const read = await api.importPolicies({ files: [{ name: 'a.json', text: JSON.stringify(file) }] });
  expect(read).toMatchObject({ errors: [], noEffect: [{ policy: 'From Akto', fields: [{ field: 'unknown' }] }] });
  const { policies, revision } = await api.getPolicies();
  const saved = await api.savePolicies({ policies: [...policies, ...read.policies], exceptions: [], revision });
  expect(saved.noEffect).toMatchObject([{ policyId: 'from-akto', fields: [{ field: 'unknown' }] }]);
  const { files } = await api.exportPolicies({ ids: ['from-akto'], format: 'akto' });
  expect(files.map(({ name, text }) => [name, JSON.parse(text) as unknown])).toEqual([['from-akto.json', file]]);
  await expect(api.exportPolicies({ ids: ['nobody'], format: 'akto' })).rejects.toMatchObject({ code: 'not_found' });
});
