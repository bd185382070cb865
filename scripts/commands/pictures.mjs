/** `npm run pictures`: the pictures of the documentation, taken from a real window, and the icons. */
import { ensureBuilt } from '../lib/build.mjs';
import { drawIcons } from '../lib/icons.mjs';
import { playwright } from '../lib/playwright.mjs';
import { runScript } from '../lib/run.mjs';
import { ensureRuntime } from '../lib/runtime.mjs';
import { requirePackages } from '../lib/system-packages.mjs';

await runScript(async () => {
  const { executable } = await ensureRuntime();
  await requirePackages({ electron: executable, tests: true });
  await ensureBuilt();
  await drawIcons();
  return await playwright(['pictures']);
});
