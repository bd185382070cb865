/** Node checks that must run, and be understood, on a Node that is too old for everything else. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** undici 8 needs 22.19; better-sqlite3 13 needs 22.14 and ends in a segmentation fault below it. */
const NEEDED = [22, 19, 0];

/**
 * @param {string} version as in `process.versions.node`
 * @param {string} execPath
 * @param {boolean} ownNode whether `npm ci` brought a Node of its own (Linux x64)
 * @returns {string | null} what is wrong and what to do about it; null when this Node will do
 */
export function nodeProblem(version, execPath, ownNode) {
  const parts = version.split('.').map(Number);
  const difference = NEEDED.map((needed, index) => (parts[index] ?? 0) - needed).find((delta) => delta !== 0) ?? 0;
  if (difference >= 0) return null;
  const advice = ownNode
    ? 'The project has its own Node: use its npm commands (npm start, npm test, npm run ...), they find it first.'
    : 'On Linux x64 `npm ci` brings one along; elsewhere install a newer Node from https://nodejs.org.';
  return `Sluice needs Node ${NEEDED.join('.')} or newer; this is ${version} (${execPath}).\n${advice}`;
}

/** Node as npm scripts find it: the project's own where there is one. The engine runs on it. */
export function appNode() {
  const own = `${ROOT}node_modules/.bin/node`;
  return existsSync(own) ? own : process.execPath;
}
