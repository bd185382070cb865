import { describe, expect, test } from 'vitest';

import { testEngine } from '../test-support/engine.ts';

/** Nobody listens there. */
const NOBODY = 'http://127.0.0.1:1';

describe('a test request', () => {
  test('of a violation is denied at either door, and recorded as the agent sluice-test', async () => {
    const { api, settled } = await testEngine({ upstream: NOBODY, saved: { mode: 'block' } });
    const gateway = await api.sendTest({ door: 'gateway', violation: true });
    const hook = await api.sendTest({ door: 'guardrail-api', violation: true });
    expect(gateway).toMatchObject({ status: 403, denied: true, message: expect.stringContaining('card') as string });
    expect(hook).toMatchObject({ status: 200, denied: true, message: expect.stringContaining('card') as string });
    const rows = (await settled(2)).map(({ row }) => [row.agent, row.ingress, row.state, row.verdict]);
    expect(rows).toEqual([
      ['sluice-test', 'gateway', 'blocked', 'block'],
      ['sluice-test', 'guardrail-api', 'blocked', 'block'],
    ]);
  });

  test('that is harmless passes, and says what the upstream said', async () => {
    const { api, settled } = await testEngine({ upstream: NOBODY, saved: { mode: 'block' } });
    expect(await api.sendTest({ door: 'guardrail-api', violation: false })).toMatchObject({
      status: 200,
      denied: false,
      message: 'Sluice allows it.',
    });
    expect(await api.sendTest({ door: 'gateway', violation: false })).toMatchObject({ status: 502, denied: false });
    await settled(2);
  });

  test('shows the token that everybody has to show', async () => {
    const { api, settled } = await testEngine({ upstream: NOBODY, environment: { SLUICE_TOKEN: 'made-up-token' } });
    expect(await api.sendTest({ door: 'guardrail-api', violation: true })).toMatchObject({ denied: true });
    expect(await api.sendTest({ door: 'gateway', violation: true })).toMatchObject({ denied: true });
    await settled(2);
  });
});
