import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { ROOT, nodeProblem } from './node-version.mjs';

test.each(['22.19.0', '22.20.1', '23.0.0', '24.21.0', '26.0.0'])('Node %s will do', (version) => {
  expect(nodeProblem(version, '/usr/bin/node', false)).toBeNull();
});

test.each(['18.20.4', '20.20.2', '22.14.0', '22.18.9'])(
  'Node %s is too old, and the message says what to do',
  (version) => {
    const message = nodeProblem(version, '/usr/bin/node', false);
    expect(message).toContain(`needs Node 22.19.0 or newer; this is ${version} (/usr/bin/node)`);
    expect(message).toContain('nodejs.org');
    expect(nodeProblem(version, '/usr/bin/node', true)).toContain('npm start');
  },
);

/** What Node 18 cannot parse or does not know would fail before the check could speak. */
test.each(['check-node.mjs', 'node-version.mjs'])('%s needs nothing that is newer than the message', (name) => {
  const source = readFileSync(join(ROOT, 'scripts', 'lib', name), 'utf8');
  const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, specifier]) => specifier);
  expect(
    imported.filter((specifier) => !['node:fs', 'node:url', './node-version.mjs'].includes(specifier ?? '')),
  ).toEqual([]);
});

/** A name that an older Node's own modules lack would fail while linking, before any line has run. */
test.each(['start', 'build', 'test', 'sluice', 'package', 'pictures'])(
  'npm run %s links nothing before the check',
  (name) => {
    const source = readFileSync(join(ROOT, 'scripts', `${name}.mjs`), 'utf8');
    expect(source.match(/^import .*$/gm)).toEqual(["import './lib/check-node.mjs';"]);
  },
);

test('an old Node is told, on stderr, with exit code 1', () => {
  const source = `
    Object.defineProperty(process.versions, 'node', { value: '20.20.2' });
    await import(${JSON.stringify(join(ROOT, 'scripts', 'lib', 'check-node.mjs'))});
    console.log('went on');
  `;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('needs Node 22.19.0');
});
