import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Of what was measured and what it was measured with. */
export function versions(): Record<string, unknown> {
  const told = spawnSync(process.execPath, ['dist/engine/main.mjs', 'version'], { encoding: 'utf8' }).stdout;
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const { undici, autocannon } = devDependencies;
  return { ...(JSON.parse(told) as Record<string, unknown>), undici, autocannon };
}
