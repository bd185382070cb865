/** Import first: ends the process with a clear message where the scripts could not go on. */
import { existsSync } from 'node:fs';

import { ROOT, nodeProblem } from './node-version.mjs';

const problem =
  nodeProblem(process.versions.node, process.execPath, existsSync(`${ROOT}node_modules/.bin/node`)) ??
  (existsSync(`${ROOT}node_modules/electron/package.json`) ? null : 'Nothing is installed yet: run `npm ci` first.');
if (problem !== null) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
process.chdir(ROOT);
