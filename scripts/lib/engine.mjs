/** The engine's bundle as a command. */
import { join } from 'node:path';

import { ROOT, appNode } from './node-version.mjs';
import { run } from './run.mjs';

/** Where the person stands: npm changes to the project's folder, and paths on the command line are theirs. */
export function callersFolder() {
  return process.env.INIT_CWD ?? ROOT;
}

/**
 * @param {readonly string[]} args
 * @param {{ cwd?: string }} [options]
 * @returns {Promise<number>} its exit code
 */
export function runEngine(args, { cwd = ROOT } = {}) {
  // Without `--` Node takes --env-file for itself, wherever it stands.
  return run(appNode(), ['--', join(ROOT, 'dist', 'engine', 'main.mjs'), ...args], { cwd });
}
