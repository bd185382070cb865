/** Calls of a window to a whole engine. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { testEngine } from '../test-support/engine.ts';
import { startOpenAiUpstream } from '../test-support/openai-upstream.ts';

async function withTwoAgents() {
  const upstream = await startOpenAiUpstream();
  const engine = await testEngine({ upstream: upstream.url });
  for (const agent of ['one', 'two']) {
    const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hello' }] });
    await fetch(`${engine.url}/v1/chat/completions`, { method: 'POST', headers: { 'x-agent-name': agent }, body });
  }
  await engine.settled(2);
  return engine;
}

test('modes of two collections chosen at the same time are both kept', async () => {
  const { api } = await withTwoAgents();
  await Promise.all([
    api.setCollectionMode({ agent: 'one', mode: 'log' }),
    api.setCollectionMode({ agent: 'two', mode: 'log' }),
  ]);
  const modes = async () =>
    (await api.listCollections()).collections.map(({ agent, modeOverride }) => [agent, modeOverride]).toSorted();
  expect(await modes()).toEqual([
    ['one', 'log'],
    ['two', 'log'],
  ]);
  await api.setCollectionMode({ agent: 'one', mode: null });
  expect(await modes()).toEqual([
    ['one', null],
    ['two', 'log'],
  ]);
});

test('a collection that is not there gets no mode', async () => {
  const { api } = await withTwoAgents();
  await expect(api.setCollectionMode({ agent: 'three', mode: 'log' })).rejects.toMatchObject({
    message: expect.stringContaining('no such collection') as string,
  });
  const modes = (await api.getSettings()).find(({ name }) => name === 'collectionModes');
  expect(modes?.value).toEqual({});
});

test('“Delete all” leaves no log behind', async () => {
  const { api, folder } = await withTwoAgents();
  mkdirSync(join(folder, 'logs'));
  writeFileSync(join(folder, 'logs', 'crash.log'), 'something that was worked on');
  await api.deleteAll();
  expect(existsSync(join(folder, 'logs'))).toBe(false);
  expect((await api.listCollections()).collections).toEqual([]);
});
