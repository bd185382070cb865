/** A Python of our own with pinned packages, below .cache/. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { say } from '../lib/log.mjs';
import { ROOT } from '../lib/node-version.mjs';
import { Stop, capture, run } from '../lib/run.mjs';

/** LiteLLM 1.106 needs 3.10; these are tried in order, PYTHON before them. */
const CANDIDATES = ['python3.11', 'python3.12', 'python3.13', 'python3.10', 'python3', 'python'];
const VERSION = 'import sys; assert sys.version_info >= (3, 10); print(sys.version.split()[0])';

/**
 * @returns {Promise<{ command: string, version: string }>}
 * @throws {Stop} when there is none
 */
async function findPython() {
  const wanted = process.env['PYTHON'];
  for (const command of wanted === undefined ? CANDIDATES : [wanted]) {
    const { code, stdout } = await capture(command, ['-c', VERSION], { timeoutMs: 20_000 });
    if (code === 0) return { command, version: stdout.trim() };
  }
  throw new Stop(
    wanted === undefined
      ? 'The tests of the LiteLLM hook need Python 3.10 or newer with venv and pip (set PYTHON to choose one).'
      : `PYTHON=${wanted} is not a Python 3.10 or newer.`,
  );
}

/**
 * The venv for these pins, made when it is not there yet (about a minute; the packages come from the index that pip
 * is set up for).
 * @param {{ requirements: string, constraints: string }} files paths; `constraints` pins what the requirements bring along
 * @returns {Promise<{ python: string }>} its interpreter
 * @throws {Stop} without a fitting Python, or when pip fails
 */
export async function ensureVenv({ requirements, constraints }) {
  const { command, version } = await findPython();
  const pins = createHash('sha256').update(version);
  for (const file of [requirements, constraints]) pins.update(readFileSync(file));
  const folder = join(ROOT, '.cache', `litellm-${pins.digest('hex').slice(0, 12)}`);
  const python = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  // Written last: a venv that was interrupted is made anew.
  const ready = join(folder, 'ready');
  if (existsSync(ready)) return { python };

  say(`Making a Python ${version} with LiteLLM for the tests (.cache, about a minute) ...`);
  rmSync(folder, { recursive: true, force: true });
  if ((await run(command, ['-m', 'venv', folder])) !== 0) {
    throw new Stop(`"${command} -m venv" failed. On Debian it needs the package python3-venv.`);
  }
  const install = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '-r',
    requirements,
    '-c',
    constraints,
  ];
  if ((await run(python, install)) !== 0) {
    throw new Stop('pip could not install the pinned packages: is the Python package index reachable?');
  }
  writeFileSync(ready, '');
  return { python };
}
