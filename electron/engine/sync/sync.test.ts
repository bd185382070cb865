/** The switch, the rule and the address: a whole engine, an agent that asks it, and Akto on a socket. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import type { SyncStatus } from '../../../shared/domain/index.ts';
import { type TestEngine, testEngine } from '../test-support/engine.ts';
import { startOpenAiUpstream } from '../test-support/openai-upstream.ts';
import { type AktoServer, aktoServer, exchangeOf, textOf } from './test-support/akto-server.ts';

vi.setConfig({ testTimeout: 60_000 });
const SOON = { timeout: 30_000, interval: 20 };

async function start(akto: AktoServer | null, environment: Record<string, string> = {}): Promise<TestEngine> {
  const upstream = await startOpenAiUpstream();
  return testEngine({
    upstream: upstream.url,
    saved: { mode: 'log' },
    environment: { ...(akto === null ? {} : { DATA_INGESTION_SERVICE_URL: akto.url }), ...environment },
  });
}

async function ask(engine: TestEngine, content: string, agent = 'search-agent'): Promise<void> {
  const answer = await fetch(`${engine.url}/v1/chat/completions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-agent-name': agent,
      authorization: 'Bearer sk-made-up-for-tests',
    },
    body: JSON.stringify({ model: 'gpt-made-up', messages: [{ role: 'user', content }] }),
  });
  expect(answer.status).toBe(200);
  await answer.text();
}

const counts = async (engine: TestEngine): Promise<SyncStatus['outbox']['counts']> =>
  (await engine.api.getSync()).outbox.counts;
const allDelivered = (engine: TestEngine, many: number) =>
  expect.poll(() => counts(engine), SOON).toMatchObject({ delivered: many, queued: 0, sending: 0 });

test('whatever the environment says, nothing leaves before sync is switched on, and nothing of before then', async () => {
  const akto = await aktoServer();
  const engine = await start(akto, { AKTO_API_TOKEN: 'made-up-token', SYNC_MODE: 'true' });
  await ask(engine, 'before');
  await engine.settled(1);
  const before = await engine.api.getSync();
  expect(before).toMatchObject({ settings: { on: false }, url: akto.url, urlSource: 'environment', obstacle: null });
  expect(before.outbox.counts).toMatchObject({ queued: 0, 'left-out': 0 });

  await engine.api.saveSync({ patch: { on: true } });
  await ask(engine, 'after');
  await allDelivered(engine, 1);
  const [, after] = await engine.settled(2);
  expect(akto.records.map(exchangeOf)).toEqual([after?.row.id]);
  expect(akto.calls[0]).toMatchObject({ path: '/api/ingestData', authorization: 'made-up-token' });
  expect(JSON.stringify(akto.records)).not.toContain('sk-made-up-for-tests');
  await expect.poll(() => akto.heartbeats.length, SOON).toBeGreaterThan(0);

  await engine.api.saveSync({ patch: { on: false } });
  await ask(engine, 'off again');
  await engine.settled(3);
  expect(akto.records).toHaveLength(1);
});

test('what is stored already goes on request', async () => {
  const akto = await aktoServer();
  const engine = await start(akto);
  await ask(engine, 'one');
  await ask(engine, 'two', 'other');
  await engine.settled(2);
  await engine.api.saveSync({ patch: { on: true, scope: 'collections', collections: ['other'] }, from: 'stored' });
  await allDelivered(engine, 1);
  expect(akto.records.map((record) => JSON.parse(textOf(record, 'requestHeaders')) as object)).toMatchObject([
    { host: 'other' },
  ]);
});

test('the token of the window is used, and is in no answer and no file', async () => {
  const akto = await aktoServer();
  akto.token = 'made-up-window-token';
  const engine = await start(akto);
  const told = await engine.api.setAktoToken({ token: akto.token });
  expect(told.token).toEqual({ source: 'window', kept: 'memory' });
  await engine.api.saveSync({ patch: { on: true } });
  await ask(engine, 'hello');
  await allDelivered(engine, 1);
  const said = JSON.stringify([
    await engine.api.getSync(),
    await engine.api.getSettings(),
    await engine.api.getStatus(),
  ]);
  expect(said).not.toContain(akto.token);
  expect(await readFile(join(engine.folder, 'settings.json'), 'utf8')).not.toContain(akto.token);
});

test('a host that keeps secrets gives the token back, and is told of another', async () => {
  const akto = await aktoServer();
  const engine = await start(akto);
  expect((await engine.api.getSync()).token).toEqual({ source: null, kept: 'memory' });
  const keep = vi.fn();
  await engine.engine.keepSecrets({ aktoToken: 'made-up-kept', durable: true, keep });
  expect((await engine.api.getSync()).token).toEqual({ source: 'window', kept: 'keychain' });
  await engine.api.saveSync({ patch: { on: true } });
  await ask(engine, 'with the kept one');
  await allDelivered(engine, 1);
  expect(akto.calls[0]?.authorization).toBe('made-up-kept');
  await engine.api.setAktoToken({ token: null });
  expect(keep.mock.calls).toEqual([[null]]);
});

test('an address that is Sluice itself is refused when it is saved, and so is switching on without one', async () => {
  const engine = await start(null);
  const loop = await engine.api.saveSync({ patch: { url: engine.url } }).catch((error: unknown) => error);
  expect(loop).toMatchObject({ code: 'loop' });
  const nowhere = await engine.api.saveSync({ patch: { on: true } }).catch((error: unknown) => error);
  expect(nowhere).toMatchObject({ code: 'invalid_setting' });
  expect((await engine.api.getSync()).settings).toMatchObject({ on: false, url: '' });
});

test('the preview is what is sent', async () => {
  const akto = await aktoServer();
  const engine = await start(akto);
  await engine.api.saveSync({ patch: { on: true } });
  await ask(engine, 'hello');
  await allDelivered(engine, 1);
  const preview = await engine.api.previewRecord({});
  expect(JSON.parse(preview.body ?? '')).toEqual({ batchData: akto.records });
  await expect(engine.api.previewRecord({ id: 'unknown' }).catch((error: unknown) => error)).resolves.toMatchObject({
    code: 'not_found',
  });
});
