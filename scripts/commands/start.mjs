/** `npm start`: the window, or where there is no display the headless host. */
import { ensureBuilt } from '../lib/build.mjs';
import { callersFolder, runEngine } from '../lib/engine.mjs';
import { say } from '../lib/log.mjs';
import { ROOT, appNode } from '../lib/node-version.mjs';
import { run, runScript } from '../lib/run.mjs';
import { ensureRuntime } from '../lib/runtime.mjs';
import { hasDisplay, requirePackages } from '../lib/system-packages.mjs';

const args = process.argv.slice(2).filter((arg) => arg !== '--install-deps');

await runScript(async () => {
  if (!hasDisplay()) {
    await ensureBuilt();
    say('There is no display here: Sluice starts without a window of its own. Open the address below in a browser.');
    return await runEngine(['serve', ...args], { cwd: callersFolder() });
  }
  const runtime = await ensureRuntime();
  await requirePackages({ electron: runtime.executable });
  await ensureBuilt();
  return await run(runtime.executable, [...runtime.switches, ROOT, ...args], {
    cwd: callersFolder(),
    env: { ...process.env, APP_NODE: appNode() },
  });
});
