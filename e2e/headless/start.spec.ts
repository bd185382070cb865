/** The two commands on a machine without a display. */
import { spawn } from 'node:child_process';

import { ROOT } from '../../scripts/lib/node-version.mjs';
import { cleanEnvironment, expect, test } from '../fixtures.ts';
import { freePort } from '../support/free-port.ts';
import { descendants, endGroup, isRunning, watchOutput } from '../support/processes.ts';

test('npm start says that there is no display, prints its address, and a signal to npm ends all of it', async ({
  dataFolder,
  upstream,
  page,
}) => {
  const [port, uiPort] = [await freePort(), await freePort()];
  const {
    DISPLAY: _x,
    WAYLAND_DISPLAY: _wayland,
    ...env
  } = cleanEnvironment({
    SLUICE_DATA: dataFolder,
    SLUICE_PORT: String(port),
    SLUICE_UI_PORT: String(uiPort),
    LITELLM_URL: upstream.url,
  });
  const child = spawn('npm', ['start'], { cwd: ROOT, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const output = watchOutput(child);
    await output.match(/There is no display here/);
    const [address] = await output.match(/http:\/\/\S+#\S+/);
    expect(new URL(address).port).toBe(String(uiPort));
    expect(output.text()).toContain(`:${port}`);
    await page.goto(address);
    await expect(page).toHaveTitle('Sluice');
    const [engine = Number.NaN] = descendants(child.pid ?? Number.NaN, 'engine/main.mjs');
    expect(isRunning(engine)).toBe(true);

    child.kill('SIGTERM');
    await expect.poll(() => isRunning(engine)).toBe(false);
  } finally {
    await endGroup(child);
  }
});

test('a data folder that is in use: a clear message, exit code 3', async ({ sluice }) => {
  const [port, uiPort] = [await freePort(), await freePort()];
  const args = ['run', '--silent', 'sluice', '--', 'serve', '--port', String(port), '--ui-port', String(uiPort)];
  const child = spawn('npm', [...args, '--data', sluice.dataFolder], {
    cwd: ROOT,
    env: cleanEnvironment({}),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const output = watchOutput(child);
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(output.text()).toContain('data_in_use');
    expect(code).toBe(3);
  } finally {
    await endGroup(child);
  }
});
