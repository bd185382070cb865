import { fileURLToPath } from 'node:url';

import { SluiceError } from '../../../shared/errors.ts';
import { startEngine } from '../engine.ts';
import { loadSettings } from '../settings/index.ts';
import type { Flags } from '../settings/index.ts';
import { serveWindow } from './window-server.ts';

/** The built window lies beside the engine's bundle, or in dist when the sources run. */
function windowFolder(): string {
  const here = import.meta.url;
  return fileURLToPath(new URL(here.endsWith('.ts') ? '../../../dist/renderer/' : '../renderer/', here));
}

/**
 * `serve`: the headless host. Resolves when it was told to stop and has drained. Throws what startEngine and
 * serveWindow throw.
 */
export async function serve(flags: Flags, version: string, print: (line: string) => void): Promise<void> {
  const settings = await loadSettings({ flags, environment: process.env });
  if (settings.given('sync') === true && settings.aktoUrl === null) {
    throw new SluiceError(
      'usage',
      '--sync on needs an address: DATA_INGESTION_SERVICE_URL, or one saved in the window.',
    );
  }
  const window = await serveWindow(settings.uiPort, windowFolder());
  let engine;
  try {
    engine = await startEngine({ settings, version, ownPorts: [window.port] });
  } catch (error) {
    await window.dispose();
    throw error;
  }
  window.attach(engine);
  print(
    `Sluice listens on ${engine.addresses[0]} (mode: ${settings.current.mode}, upstream: ${settings.current.upstream})`,
  );
  print(`Window: ${window.url}`);
  if ((await engine.syncObstacle()) === 'loop') {
    process.stderr.write(`sluice: loop: ${settings.aktoUrl?.url} is Sluice itself. Sync stays off.\n`);
  }
  await stopRequested();
  await window.dispose();
  await engine.stop();
}

/** SIGTERM, Ctrl-C, or the end of the parent that started us with an IPC channel. */
function stopRequested(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
    process.once('disconnect', () => resolve());
  });
}
