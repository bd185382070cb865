/** The window is a locked one: what a hostile body could reach, were it ever run as a page. */
import { spawn } from 'node:child_process';

import type { HostBridge } from '../../shared/rpc/host-bridge.ts';
import { ROOT } from '../../scripts/lib/node-version.mjs';
import { cleanEnvironment, expect, test } from '../fixtures.ts';

test('no Node, no network, no frames, five calls to the host', async ({ sluice, upstream }) => {
  const reach = await sluice.page.evaluate(async (address) => {
    const attempt = async (work: () => Promise<unknown>) =>
      work().then(
        () => 'reached',
        () => 'refused',
      );
    const image = new Image();
    const loaded = new Promise((resolve, reject) => {
      image.addEventListener('load', resolve);
      image.addEventListener('error', reject);
    });
    image.src = `${address}/pixel.png`;
    return {
      node: [
        typeof (globalThis as { process?: unknown }).process,
        typeof (globalThis as { require?: unknown }).require,
      ],
      fetch: await attempt(() => fetch(address)),
      file: await attempt(() => fetch('file:///etc/passwd')),
      image: await attempt(() => loaded),
      // eslint-disable-next-line no-eval
      eval: await attempt(async () => Promise.resolve((0, eval)('1'))),
      geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
      bridge: Object.keys((window as unknown as { sluice: HostBridge }).sluice).sort(),
    };
  }, upstream.url);
  expect(reach).toEqual({
    node: ['undefined', 'undefined'],
    fetch: 'refused',
    file: 'refused',
    image: 'refused',
    eval: 'refused',
    geolocation: 'denied',
    bridge: ['kind', 'onEnginePhase', 'onFrame', 'platform', 'post', 'restartEngine', 'useOtherPort'],
  });
  expect(upstream.received).toHaveLength(0);
});

test('it stays where it is: no navigation, no second window', async ({ sluice, upstream }) => {
  const { page, electron } = sluice;
  const opened = await page.evaluate((address) => {
    const other = window.open(address);
    window.location.href = address;
    return other;
  }, upstream.url);
  expect(opened).toBeNull();
  // Whatever was under way has ended once the page answers again.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  expect(page.url()).toBe('app://sluice/index.html');
  expect(electron?.windows()).toHaveLength(1);
  expect(upstream.received).toHaveLength(0);
});

test('its process is sandboxed and knows its preload only', async ({ sluice }) => {
  const preferences = await sluice.electron?.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    const { sandbox, contextIsolation, nodeIntegration, webviewTag } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webviewTag, smallest: window?.getMinimumSize() };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    smallest: [1080, 680],
  });
});

test('every answer of the page carries the policy, with a new nonce', async ({ sluice }) => {
  const policies: (string | undefined)[] = [];
  for (let load = 0; load < 2; load += 1) {
    const response = await sluice.page.reload();
    policies.push(response?.headers()['content-security-policy']);
  }
  expect(policies[0]).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(policies[0]).toContain("connect-src 'none'");
  expect(policies[0]).not.toBe(policies[1]);
  // The page is a new one for the engine, and works.
  await expect(sluice.page.getByRole('group', { name: 'Health' })).toContainText('ready');
});

test('its place is remembered', async ({ launch }) => {
  const place = { x: 40, y: 30, width: 1120, height: 700 };
  const first = await launch();
  await first.electron?.evaluate(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    place,
  );
  await first.quit();
  const second = await launch();
  const bounds = await second.electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(bounds).toMatchObject({ width: place.width, height: place.height });
});

test('a second start on the same data brings the first window forward and ends', async ({ sluice, runtime }) => {
  const { executable, switches } = runtime!;
  const child = spawn(executable, [...switches, ROOT], {
    env: cleanEnvironment({ SLUICE_DATA: sluice.dataFolder }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  try {
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    expect(said).toContain('already running');
  } finally {
    child.kill('SIGKILL');
  }
});
