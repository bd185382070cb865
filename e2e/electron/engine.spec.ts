/** Electron main owns the engine: starts it, brings it back, says what is wrong. */
import type { EnginePhase } from '../../shared/domain/index.ts';
import type { HostBridge } from '../../shared/rpc/host-bridge.ts';
import { expect, openai, test } from '../fixtures.ts';
import { takePort } from '../support/free-port.ts';
import { isRunning } from '../support/processes.ts';
import { trafficRow } from '../support/window.ts';

const HELLO = { model: 'gpt-test', messages: [{ role: 'user' as const, content: 'Hello.' }] };

test('the window opens and the engine runs', async ({ sluice }) => {
  await expect(sluice.page).toHaveTitle('Sluice');
  await expect(sluice.page.getByRole('group', { name: 'Health' })).toContainText('ready');
  const answer = await fetch(`${sluice.address}/healthCheck`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ success: true });
});

test('an engine that is killed comes back by itself, and nothing stored is lost', async ({ sluice }) => {
  await openai(sluice).chat.completions.create({ ...HELLO, metadata: { agent_name: 'before' } });
  await expect(trafficRow(sluice.page, 'before')).toHaveCount(1);
  await sluice.page.evaluate(() => {
    const seen: EnginePhase['phase'][] = [];
    const host = window as unknown as { sluice: HostBridge; seen: typeof seen };
    host.seen = seen;
    host.sluice.onEnginePhase(({ phase }) => seen.push(phase));
  });

  const killed = await sluice.enginePid();
  process.kill(killed, 'SIGKILL');
  await expect
    .poll(() => sluice.page.evaluate(() => (window as unknown as { seen: string[] }).seen))
    .toEqual(['running', 'restarting', 'starting', 'running']);
  expect(await sluice.enginePid()).not.toBe(killed);

  await openai(sluice).chat.completions.create({ ...HELLO, metadata: { agent_name: 'after' } });
  await expect(trafficRow(sluice.page, 'after')).toHaveCount(1);
  await expect(trafficRow(sluice.page, 'before')).toHaveCount(1);
});

test('killed in the middle of a stream, the open exchange becomes interrupted', async ({ sluice, upstream }) => {
  upstream.answer({ kind: 'stream' });
  const stream = await openai(sluice).chat.completions.create({
    ...HELLO,
    metadata: { agent_name: 'cut' },
    stream: true,
  });
  const source = await upstream.nextStream();
  await source.send('Half');
  await expect(trafficRow(sluice.page, 'cut')).toHaveCount(1);
  process.kill(await sluice.enginePid(), 'SIGKILL');
  await expect(async () => {
    for await (const _ of stream);
  }).rejects.toThrow();
  await expect(trafficRow(sluice.page, 'cut').getByTitle('The engine ended while this was open')).toBeVisible();
});

test('a port that is taken is said, and the window offers another', async ({ launch }) => {
  const { port, giveBack } = await takePort();
  try {
    const sluice = await launch({ port, ready: false });
    await expect(sluice.page.getByRole('alert')).toContainText('The port is taken.');
    const offer = sluice.page.getByRole('button', { name: /^Use port \d+$/ });
    const other = Number(/\d+/.exec((await offer.textContent()) ?? '')?.[0]);
    await offer.click();
    await expect(sluice.page.getByRole('group', { name: 'Health' })).toContainText('ready');
    await openai({ address: `http://127.0.0.1:${other}` }).chat.completions.create(HELLO);
    await expect(trafficRow(sluice.page, '/v1/chat/completions')).toHaveCount(1);
  } finally {
    await giveBack();
  }
});

test('once the port is free again, a person starts the engine anew', async ({ launch }) => {
  const { port, giveBack } = await takePort();
  let taken = true;
  try {
    const sluice = await launch({ port, ready: false });
    await expect(sluice.page.getByRole('alert')).toContainText('The port is taken.');
    await giveBack();
    taken = false;
    await sluice.page.getByRole('alert').getByRole('button', { name: 'Restart now' }).click();
    await expect(sluice.page.getByRole('group', { name: 'Health' })).toContainText('ready');
  } finally {
    if (taken) await giveBack();
  }
});

test('closing the window ends everything; killing the application ends the engine too', async ({ launch }) => {
  const first = await launch();
  await expect(first.page.getByRole('group', { name: 'Health' })).toContainText('ready');
  const drained = await first.enginePid();
  await first.quit();
  expect(isRunning(drained)).toBe(false);

  const second = await launch();
  await expect(second.page.getByRole('group', { name: 'Health' })).toContainText('ready');
  const orphan = await second.enginePid();
  second.electron?.process().kill('SIGKILL');
  await expect.poll(() => isRunning(orphan)).toBe(false);
});
