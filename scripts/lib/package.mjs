/** The packaged application, made by electron-builder from dist/. */
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { say } from './log.mjs';
import { ROOT } from './node-version.mjs';
import { Stop } from './run.mjs';
import { ensureRuntime } from './runtime.mjs';

const PLATFORMS = { linux: 'linux', darwin: 'mac', win32: 'win' };

/**
 * Where `npm run package` puts the unpacked application, and its executable's name.
 * @param {'own' | 'fallback'} kind of the runtime; what is made with the one for tests says so in its name
 */
export function packagedApp(kind) {
  const name = kind === 'own' ? 'sluice' : 'sluice-test';
  return { name, folder: join(ROOT, 'release', `${name}-${process.platform}-${process.arch}`) };
}

/**
 * @param {{ installers?: boolean }} [options]
 * @returns {Promise<string>} the folder of the unpacked application
 */
export async function packageApp({ installers = false } = {}) {
  const { dir, kind } = await ensureRuntime();
  if (installers && kind === 'fallback') {
    throw new Stop("Installers are made with Electron's own runtime only, and it could not be downloaded here.");
  }
  const { name, folder } = packagedApp(kind);
  const { build, Platform } = await import('electron-builder');
  const platform = Platform.fromString(PLATFORMS[/** @type {keyof typeof PLATFORMS} */ (process.platform)] ?? 'linux');
  const naming = kind === 'own' ? {} : { productName: 'Sluice-test', linux: { executableName: name } };
  rmSync(folder, { recursive: true, force: true });
  const output = join(ROOT, 'release');
  await build({
    targets: platform.createTarget(installers ? null : 'dir'),
    config: {
      extends: 'electron-builder.yml',
      directories: { output },
      ...(kind === 'own' ? {} : { electronDist: dir }),
      ...naming,
    },
    publish: 'never',
  });
  if (installers) return output;
  const made = {
    linux: 'linux-unpacked',
    darwin: process.arch === 'arm64' ? 'mac-arm64' : 'mac',
    win32: 'win-unpacked',
  };
  // What makes `electron PATH` work has no place in an application.
  rmSync(join(output, 'linux-unpacked', 'resources', 'default_app.asar'), { force: true });
  renameSync(join(output, made[/** @type {keyof typeof made} */ (process.platform)]), folder);
  say(kind === 'own' ? '' : 'Made with the runtime for tests: not to be shipped.');
  return folder;
}
