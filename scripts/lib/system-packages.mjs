/** System packages: found missing by what is there, never by asking a package manager that may not exist. */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { say } from './log.mjs';
import { Stop, capture, run } from './run.mjs';

/** Debian's and Ubuntu's names for what Electron links against; `ldd` decides whether they are needed. */
const ELECTRON_LIBRARIES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libdrm2',
  'libcups2',
  'libatk-bridge2.0-0',
];

/** A machine without fonts draws blank text while tests of text pass. */
const hasFonts = () =>
  ['/usr/share/fonts', '/usr/local/share/fonts'].some(
    (folder) =>
      existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => /\.(ttf|otf)$/i.test(String(name))),
  );

/** @param {string} name @returns {string | null} */
export function findProgram(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder !== '' && existsSync(join(folder, name))) return join(folder, name);
  }
  return null;
}

/** Chromium for the browser tests: Debian's, or what CHROMIUM_PATH names. Null: Playwright's own, if installed. */
export function findChromium() {
  return (
    process.env.CHROMIUM_PATH ?? ['chromium', 'chromium-browser'].map(findProgram).find((path) => path !== null) ?? null
  );
}

/**
 * @typedef {object} Need
 * @property {string} [electron] path of an Electron that must start here
 * @property {boolean} [tests] a display of our own (where there is none) and a browser
 * @property {boolean} [python] a Python that can make virtual environments; PYTHON names one of the user's own
 */

/**
 * @param {Need} need
 * @returns {Promise<string[]>} Debian package names, none on other systems
 */
export async function missingPackages({ electron, tests = false, python = false }) {
  if (process.platform !== 'linux') return [];
  /** @type {string[]} */
  const missing = [];
  if (electron !== undefined) {
    const { stdout } = await capture('ldd', [electron]);
    if (stdout.includes('not found')) missing.push(...ELECTRON_LIBRARIES);
  }
  if (tests) {
    if (findProgram('xvfb-run') === null || findProgram('Xvfb') === null) missing.push('xvfb');
    if (findProgram('xauth') === null) missing.push('xauth');
    if (findChromium() === null) missing.push('chromium');
    if (!hasFonts()) missing.push('fonts-liberation');
  }
  if (python && process.env.PYTHON === undefined) {
    // Debian splits what makes a venv off the interpreter.
    const { code } = await capture('python3', ['-c', 'import venv, ensurepip'], { timeoutMs: 20_000 });
    if (code !== 0) missing.push('python3', 'python3-venv');
  }
  return missing;
}

/**
 * Sees to it that nothing is missing: installs as root where asked to (CI=true or --install-deps), else throws a Stop
 * with the line that would.
 * @param {Need} need
 */
export async function requirePackages(need) {
  const missing = await missingPackages(need);
  if (missing.length === 0) return;
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  const line = `apt-get update && apt-get ${install.join(' ')}`;
  const allowed = process.env.CI === 'true' || process.argv.includes('--install-deps');
  if (process.getuid?.() !== 0 || !allowed || findProgram('apt-get') === null) {
    throw new Stop(`System packages are missing. Install them with:\n\n  sudo sh -c '${line}'\n`);
  }
  say(`Installing system packages: ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Theirs is progress, not our result: stdout stays free.
  const quiet = { env, stdio: /** @type {const} */ (['ignore', 2, 2]) };
  const code = (await run('apt-get', ['update', '-q'], quiet)) || (await run('apt-get', install, quiet));
  const still = code === 0 ? await missingPackages(need) : missing;
  if (still.length > 0) throw new Stop(`Installing system packages failed (exit code ${code}): ${line}`);
}

/** Whether a window could be shown here. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}
