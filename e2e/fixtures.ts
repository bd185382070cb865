/**
 * Sluice as a person starts it, in either host, with a data folder, ports and an upstream of its own. Everything a
 * fixture started has ended when the test has, also when it failed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Browser, type ElectronApplication, type Page, _electron, test as base, expect } from '@playwright/test';
import OpenAI from 'openai';

import { ROOT, appNode } from '../scripts/lib/node-version.mjs';
import { type Runtime, ensureRuntime } from '../scripts/lib/runtime.mjs';
import { freePort } from './support/free-port.ts';
import { OpenAiUpstream } from './support/openai-upstream.ts';
import { descendants, endGroup, enginePid, isRunning, watchOutput } from './support/processes.ts';

export { expect };

/** One start of Sluice. */
export interface Sluice {
  readonly page: Page;
  readonly dataFolder: string;
  /** Where agents connect to, `http://127.0.0.1:PORT`. */
  readonly address: string;
  /** Pid of the engine as it is now. */
  enginePid(): Promise<number>;
  /** Only in the desktop host. */
  readonly electron: ElectronApplication | null;
  /** Ends it as a person would: the window is closed, or the terminal's Ctrl-C. */
  quit(): Promise<void>;
}

export interface LaunchOptions {
  /** Variables for this start, e.g. SYNC_MODE. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: a free one. */
  readonly port?: number;
  /** False: do not wait for the engine, which is expected not to start. */
  readonly ready?: boolean;
}

interface Fixtures {
  readonly upstream: OpenAiUpstream;
  readonly dataFolder: string;
  /** Starts Sluice on the test's data folder; a test that wants another start quits the first one before. */
  readonly launch: (options?: LaunchOptions) => Promise<Sluice>;
  /** Sluice started with defaults. */
  readonly sluice: Sluice;
}

interface WorkerFixtures {
  readonly hostKind: 'electron' | 'headless';
  /** Null for the headless host. */
  readonly runtime: Runtime | null;
}

/** What the person who runs the tests has set for their own Sluice must not leak into these. */
const OWN_VARIABLES = /^(SLUICE_|AKTO_|LITELLM_|SYNC_MODE$|DATA_INGESTION_|TIMEOUT$|ELECTRON_|NODE_OPTIONS$)/;

export function cleanEnvironment(extra: Readonly<Record<string, string>>): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !OWN_VARIABLES.test(name),
  );
  return { ...(Object.fromEntries(inherited) as Record<string, string>), APP_NODE: appNode(), ...extra };
}

/** Whether the engine takes requests. */
async function isHealthy(address: string): Promise<boolean> {
  return fetch(`${address}/healthCheck`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** The official SDK, talking through Sluice. */
export function openai(sluice: Pick<Sluice, 'address'>, key = 'sk-made-up'): OpenAI {
  return new OpenAI({ baseURL: `${sluice.address}/v1`, apiKey: key, maxRetries: 0 });
}

/** A start takes two seconds; one that hangs never ends. */
const START_MS = 15_000;
const STARTS = 3;

/** A safety net: a start that hangs before the window answers is ended and begun anew. */
async function launchElectron({ executable: executablePath, switches }: Runtime, env: Record<string, string>) {
  const args = [...switches, ROOT];
  for (let start = 1; ; start += 1) {
    // What hangs before that far is ended by Playwright itself.
    const electron = await _electron
      .launch({ executablePath, args, cwd: ROOT, env, timeout: START_MS })
      .catch((error: unknown) => {
        if (start === STARTS) throw error;
        return null;
      });
    if (electron === null) continue;
    // Playwright forgets it once the application is closed.
    const child = electron.process();
    const { pid = Number.NaN } = child;
    const kill = () => endProcess(child);
    try {
      const page = await within(START_MS, firstPage(electron));
      return { page, electron, enginePid: () => enginePid(pid), quit: () => electron.close(), kill };
    } catch (error) {
      const engines = descendants(pid, 'engine/main.mjs');
      await kill();
      if (start === STARTS) throw error;
      await expect.poll(() => engines.some(isRunning)).toBe(false);
    }
  }
}

async function firstPage(electron: ElectronApplication): Promise<Page> {
  const page = await electron.firstWindow();
  await page.setViewportSize({ width: 1280, height: 800 });
  return page;
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`the window did not answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // Given up: its own failure, when the application is ended, is nobody's.
    work.catch(() => undefined);
  }
}

/** An engine ends with its parent, also when that is killed. */
async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  await gone;
}

async function launchHeadless(browser: Browser, env: Record<string, string>, port: number, dataFolder: string) {
  const uiPort = await freePort();
  const args = ['serve', '--port', String(port), '--ui-port', String(uiPort), '--data', dataFolder];
  // In a group of its own, so that all of it can be ended.
  const child = spawn(appNode(), [join(ROOT, 'dist', 'engine', 'main.mjs'), ...args], {
    cwd: dataFolder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => endGroup(child);
  try {
    const output = watchOutput(child);
    const [windowAddress] = await output.match(/http:\/\/\S+#\S+/);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(windowAddress);
    const quit = async () => {
      await context.close();
      const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      expect(await gone).toBe(0);
    };
    return { page, electron: null, enginePid: () => Promise.resolve(child.pid ?? Number.NaN), quit, kill };
  } catch (error) {
    await kill();
    throw error;
  }
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  hostKind: ['electron', { option: true, scope: 'worker' }],

  runtime: [
    async ({ hostKind }, use) => {
      await use(hostKind === 'electron' ? await ensureRuntime() : null);
    },
    { scope: 'worker', timeout: 900_000 },
  ],

  // eslint-disable-next-line no-empty-pattern
  upstream: async ({}, use) => {
    const upstream = await OpenAiUpstream.start();
    await use(upstream);
    await upstream.close();
  },

  // eslint-disable-next-line no-empty-pattern
  dataFolder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },

  launch: async ({ runtime, upstream, dataFolder, playwright, launchOptions }, use) => {
    const started: { kill: () => Promise<void> }[] = [];
    let browser: Browser | null = null;
    await use(async ({ env: extra = {}, port: wanted, ready = true } = {}) => {
      const port = wanted ?? (await freePort());
      const common = { SLUICE_DATA: dataFolder, SLUICE_PORT: String(port), LITELLM_URL: upstream.url };
      const env = cleanEnvironment({ ...common, ...extra });
      const host =
        runtime === null
          ? await launchHeadless((browser ??= await playwright.chromium.launch(launchOptions)), env, port, dataFolder)
          : await launchElectron(runtime, env);
      started.push(host);
      const address = `http://127.0.0.1:${port}`;
      if (ready) await expect.poll(() => isHealthy(address)).toBe(true);
      return { ...host, dataFolder, address };
    });
    for (const host of started) await host.kill();
    await (browser as Browser | null)?.close();
  },

  sluice: async ({ launch }, use) => {
    await use(await launch());
  },
});
