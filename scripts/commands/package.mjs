/**
 * `npm run package`: the application, unpacked, in release/. With `-- --installers` also what electron-builder.yml
 * names for this system (needs internet, and Electron's own runtime).
 */
import { ensureBuilt } from '../lib/build.mjs';
import { say } from '../lib/log.mjs';
import { packageApp } from '../lib/package.mjs';
import { runScript } from '../lib/run.mjs';

await runScript(async () => {
  await ensureBuilt();
  say(`Made ${await packageApp({ installers: process.argv.includes('--installers') })}`);
  return 0;
});
