/** Electron's entry: the desktop application, or a command of the packaged one (`sluice serve`). */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { app } from 'electron';

import { commandOf, runCommand } from './command-line.ts';
import { chooseRuntime } from './engine-process.ts';

const bundleFolder = fileURLToPath(new URL('.', import.meta.url));

// A checkout has `npm run sluice`, which needs no Electron.
const command = app.isPackaged ? commandOf(process.argv.slice(1)) : null;

if (command === null) {
  await import('./desktop.ts');
} else {
  try {
    const runtime = chooseRuntime(process.env.APP_NODE, process.versions.node);
    // Waited for here, Electron goes no further: a command needs no display.
    app.exit(await runCommand(runtime, join(bundleFolder, '../engine/main.mjs'), command));
  } catch (error) {
    process.stderr.write(`sluice: ${error instanceof Error ? error.message : String(error)}\n`);
    app.exit(1);
  }
}
