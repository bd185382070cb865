import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { expect, test } from 'vitest';

import bundles from '../../rolldown.config.ts';
import { ROOT } from './node-version.mjs';

const outputs = bundles.flatMap(({ output }) => output ?? []).map(({ file = '' }) => file);

test('every bundle has a source', () => {
  const inputs = bundles.flatMap(({ input }) => (typeof input === 'string' ? [input] : []));
  expect(inputs).toHaveLength(bundles.length);
  expect(inputs.filter((input) => !existsSync(join(ROOT, input)))).toEqual([]);
});

/** A worker that is not bundled works from source and is missing where it counts. */
test('every worker that the engine names is bundled beside it', () => {
  const named = globSync('electron/engine/**/*.ts', { cwd: ROOT, exclude: ['**/*.test.ts'] }).flatMap((path) =>
    [...readFileSync(join(ROOT, path), 'utf8').matchAll(/'\.\/([\w-]+\.mjs)'/g)].map(([, file = '']) => file),
  );
  expect(named.length).toBeGreaterThan(2);
  const beside = outputs.filter((file) => file.startsWith('dist/engine/')).map((file) => basename(file));
  expect(named.filter((file) => !beside.includes(file))).toEqual([]);
});
