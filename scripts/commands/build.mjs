/** Bundles the renderer, Electron's processes and the engine into dist/: `npm run build`. */
import { ensureBuilt } from '../lib/build.mjs';
import { runScript } from '../lib/run.mjs';

await runScript(async () => {
  await ensureBuilt({ force: true });
  return 0;
});
