/** The command line in a checkout: `npm run --silent sluice -- COMMAND`. Its stdout is the command's alone. */
import { ensureBuilt } from '../lib/build.mjs';
import { callersFolder, runEngine } from '../lib/engine.mjs';
import { runScript } from '../lib/run.mjs';

await runScript(async () => {
  await ensureBuilt();
  return await runEngine(process.argv.slice(2), { cwd: callersFolder() });
});
