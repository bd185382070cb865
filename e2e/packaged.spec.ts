/**
 * The application as `npm run package` makes it. Its inspect fuse is off, so it is driven over the debugging port of
 * its pages instead of by Playwright's launcher.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium } from '@playwright/test';

import { packagedApp } from '../scripts/lib/package.mjs';
import { ensureRuntime } from '../scripts/lib/runtime.mjs';
import { cleanEnvironment, expect, openai, test } from './fixtures.ts';
import { freePort } from './support/free-port.ts';
import { endGroup, watchOutput } from './support/processes.ts';
import { trafficRow } from './support/window.ts';

const { kind } = await ensureRuntime();
const { name, folder } = packagedApp(kind);
const executable = join(folder, name);

test('its fuses leave no way in', async () => {
  const { version: _, ...wire } = await getCurrentFuseWire(executable);
  const states = Object.entries(wire).map(([fuse, state]) => [FuseV1Options[Number(fuse)], state === FuseState.ENABLE]);
  expect(Object.fromEntries(states)).toMatchObject({
    RunAsNode: false,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableCookieEncryption: true,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
  });
});

test('it carries what it needs and nothing else', () => {
  const resources = join(folder, 'resources');
  expect(readdirSync(resources).filter((file) => file.endsWith('.asar'))).toEqual(['app.asar']);
  const modules = join(resources, 'app.asar.unpacked', 'node_modules');
  expect(readdirSync(modules)).toEqual(['better-sqlite3']);
  expect(readdirSync(join(modules, 'better-sqlite3', 'prebuilds'))).toEqual([
    `${process.platform}-${process.arch}.node`,
  ]);
});

test('it starts, with its engine and SQLite', async ({ dataFolder, upstream }) => {
  const port = await freePort();
  const env = cleanEnvironment({ SLUICE_DATA: dataFolder, SLUICE_PORT: String(port), LITELLM_URL: upstream.url });
  // The runtime for tests is too old for SQLite; Electron's own is shipped without a Node beside it.
  if (kind === 'own') delete env.APP_NODE;
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(executable, [...asRoot, '--remote-debugging-port=0'], {
    env,
    cwd: dataFolder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const [, endpoint = ''] = await watchOutput(child).match(/DevTools listening on (ws:\S+)/);
    // Never closed: that would not come back. The process is ended instead.
    const browser = await chromium.connectOverCDP(endpoint);
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('the application has no window');
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    await expect(page).toHaveTitle('Sluice');
    await expect(page.getByRole('group', { name: 'Health' })).toContainText('ready');
    expect(page.url()).toBe('app://sluice/index.html');

    await openai({ address: `http://127.0.0.1:${port}` }).chat.completions.create({
      model: 'gpt-test',
      messages: [{ role: 'user', content: 'Hello.' }],
      metadata: { agent_name: 'packaged-agent' },
    });
    await expect(trafficRow(page, 'packaged-agent')).toHaveCount(1);
    await page.reload();
    await expect(trafficRow(page, 'packaged-agent')).toHaveCount(1);
    expect(existsSync(join(dataFolder, 'desktop'))).toBe(true);
  } finally {
    await endGroup(child);
  }
});
