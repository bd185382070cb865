/** Bundles into dist/, and knows whether what is there is what the sources say. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { say } from './log.mjs';
import { ROOT } from './node-version.mjs';
import { Stop } from './run.mjs';

const STAMP = join(ROOT, 'dist', 'sources.sha256');
const LOCK = join(ROOT, '.cache', 'build.lock');

/** What the bundles are made of; tests and tools are not. */
const SOURCES = [
  'electron/**/*',
  'renderer/**/*',
  'shared/**/*',
  'package-lock.json',
  '*.config.ts',
  'scripts/lib/build.mjs',
  'scripts/lib/leave-out-proofs.ts',
];
const NOT_SOURCES = /\.test\.tsx?$|\/fixtures\/|\/test-support\//;

/** @returns {string} a hash of names and contents */
function fingerprint() {
  const hash = createHash('sha256');
  for (const entry of globSync(SOURCES, { cwd: ROOT, withFileTypes: true }).sort((a, b) =>
    join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1,
  )) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || NOT_SOURCES.test(path.replaceAll('\\', '/'))) continue;
    hash
      .update(`${path.slice(ROOT.length)}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  return hash.digest('hex');
}

function isFresh(/** @type {string} */ wanted) {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * One build at a time: two commands that find the bundles stale must not write them both.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withLock(work) {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  for (;;) {
    try {
      const file = openSync(LOCK, 'wx');
      writeFileSync(file, String(process.pid));
      closeSync(file);
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      const owner = Number(existsSync(LOCK) ? readFileSync(LOCK, 'utf8') : Number.NaN);
      if (owner > 0 && !isAlive(owner)) rmSync(LOCK, { force: true });
      else await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

/** @param {string} wanted */
async function bundle(wanted) {
  // Without its stamp a build that is cut short counts as stale.
  rmSync(STAMP, { force: true });
  const [{ build: viteBuild }, { build: rolldownBuild }, { default: nodeBundles }] = await Promise.all([
    import('vite'),
    import('rolldown'),
    import('../../rolldown.config.ts'),
  ]);
  const started = performance.now();
  // A .ts file that a build tool reads must be read by Node itself, so the configuration is given, not looked for.
  await viteBuild({ configFile: join(ROOT, 'vite.config.ts'), configLoader: 'native', logLevel: 'warn' });
  await rolldownBuild(nodeBundles);
  writeFileSync(STAMP, wanted);
  say(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

/**
 * Bundles when the sources have changed.
 * @param {{ force?: boolean }} [options] `force`: in any case
 */
export async function ensureBuilt({ force = false } = {}) {
  if (!force && isFresh(fingerprint())) return;
  await withLock(async () => {
    const wanted = fingerprint();
    if (!force && isFresh(wanted)) return;
    try {
      await bundle(wanted);
    } catch (error) {
      throw new Stop(`The build failed:\n${error instanceof Error ? error.message : String(error)}`);
    }
  });
}
