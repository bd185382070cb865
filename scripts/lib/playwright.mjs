/** Playwright's projects, on a screen of their own where there is none. */
import { join } from 'node:path';

import { ROOT, appNode } from './node-version.mjs';
import { run } from './run.mjs';
import { hasDisplay } from './system-packages.mjs';

/** Larger than any window that is looked at. */
const SCREEN = ['xvfb-run', '-a', '-s', '-screen 0 1920x1080x24'];

/**
 * @param {readonly string[]} projects as playwright.config.ts names them
 * @returns {Promise<number>} its exit code
 */
export function playwright(projects) {
  const bin = join(ROOT, 'node_modules', '.bin', 'playwright');
  const command = [bin, 'test', ...projects.map((name) => `--project=${name}`)];
  const [program = '', ...args] = hasDisplay() ? command : [...SCREEN, ...command];
  return run(program, args, { env: { ...process.env, APP_NODE: appNode() }, shell: process.platform === 'win32' });
}
