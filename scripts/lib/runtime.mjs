/** Electron's runtime: its own download, or where that cannot be had the one for tests. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  FALLBACK_ELECTRON,
  FALLBACK_SWITCHES,
  buildFallback,
  fallbackDir,
  fallbackPossible,
} from './fallback-runtime.mjs';
import { say } from './log.mjs';
import { ROOT, appNode } from './node-version.mjs';
import { Stop, capture } from './run.mjs';

const OWN = join(ROOT, 'node_modules', 'electron');
const FAILED_MARK = join(ROOT, '.cache', 'electron-download-failed');

/** With something to fall back on nobody waits longer; elsewhere a slow line may take its time. */
const DOWNLOAD_LIMIT_MS = fallbackPossible() ? 120_000 : 1_800_000;

/** @type {Partial<Record<NodeJS.Platform, string>>} */
const EXECUTABLES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/** A download that failed is tried again after a day, not at every start. */
const TRY_AGAIN_MS = 24 * 3_600_000;

/**
 * @typedef {object} Runtime
 * @property {string} dir the folder that holds the executable; what ELECTRON_OVERRIDE_DIST_PATH would name
 * @property {string} executable absolute path
 * @property {'own' | 'fallback'} kind `fallback`: for tests and offline machines, never to be shipped
 * @property {string} version of Electron
 * @property {readonly string[]} switches with which it is to be started, before the application
 */

/** Chromium refuses its sandbox to root, and reads this before any of our code runs. */
const AS_ROOT = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
/** @param {Runtime['kind']} kind */
const switchesOf = (kind) => [...AS_ROOT, ...(kind === 'fallback' ? FALLBACK_SWITCHES : [])];

/** @returns {Runtime | null} */
function ownRuntime() {
  const dir = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(OWN, 'dist');
  try {
    const version = readFileSync(join(dir, 'version'), 'utf8').trim().replace(/^v/, '');
    const executable = join(dir, EXECUTABLES[process.platform] ?? 'electron');
    const kind = version === FALLBACK_ELECTRON ? 'fallback' : 'own';
    return existsSync(executable) ? { dir, executable, kind, version, switches: switchesOf(kind) } : null;
  } catch {
    return null;
  }
}

/** @returns {Runtime | null} */
function cachedFallback() {
  const dir = fallbackDir();
  const executable = join(dir, 'electron');
  if (!existsSync(executable)) return null;
  return { dir, executable, kind: 'fallback', version: FALLBACK_ELECTRON, switches: switchesOf('fallback') };
}

function failedRecently() {
  try {
    return Date.now() - statSync(FAILED_MARK).mtimeMs < TRY_AGAIN_MS;
  } catch {
    return false;
  }
}

/**
 * The runtime to use, fetched when it is not here yet.
 * @returns {Promise<Runtime>}
 */
export async function ensureRuntime() {
  const own = ownRuntime();
  if (own !== null) return own;
  const cached = cachedFallback();
  if (cached !== null && failedRecently()) return cached;

  say("Downloading Electron's runtime (once) ...");
  const { stderr } = await capture(appNode(), [join(OWN, 'install.js')], { timeoutMs: DOWNLOAD_LIMIT_MS });
  const downloaded = ownRuntime();
  if (downloaded !== null) return downloaded;

  const reason = stderr.trim().split('\n')[0] ?? '';
  if (!fallbackPossible()) {
    throw new Stop(`Electron's runtime could not be downloaded from GitHub: ${reason || 'it took too long'}`);
  }
  say(
    `It could not be had (${reason || 'it took too long'}): using the runtime for tests, Electron ${FALLBACK_ELECTRON}.`,
  );
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  writeFileSync(FAILED_MARK, `${reason}\n`);
  if (cached !== null) return cached;
  await buildFallback();
  const built = cachedFallback();
  if (built === null) throw new Stop(`The runtime for tests is incomplete: delete ${fallbackDir()} and try again.`);
  return built;
}
