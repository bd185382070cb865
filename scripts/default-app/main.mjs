/** What `electron PATH` needs from a runtime: make PATH the application and run it. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { app } from 'electron';

const args = process.argv.slice(1);
if (args.includes('--version')) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
}
const appPath = resolve(args.find((arg) => !arg.startsWith('-')) ?? '.');
const { name, productName, version, main } = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8'));
app.setName(productName ?? name);
app.setVersion(version);
app.setAppPath(appPath);
await import(pathToFileURL(join(appPath, main)).href);
