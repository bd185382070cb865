import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

import { commandOf, runCommand } from './command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  [['version'], ['version']],
  [
    ['--no-sandbox', 'serve', '--port', '4141'],
    ['serve', '--port', '4141'],
  ],
  [['--help'], ['--help']],
  [[], null],
  [['--no-sandbox'], null],
  [['--remote-debugging-port=0', 'serve'], null],
  [['https://example.test/'], null],
])('%j is the command %j', (args, expected) => {
  expect(commandOf(args)).toEqual(expected);
});

test('a command runs under the Node that was named; its end is ours', async () => {
  const entry = join(folder, 'engine.mjs');
  writeFileSync(entry, `process.exit(process.argv.slice(2).join(' ') === 'detect --x' ? 3 : 1)`);
  const runtime = { kind: 'node', path: process.execPath } as const;
  expect(await runCommand(runtime, entry, ['detect', '--x'])).toBe(3);
  writeFileSync(entry, `process.kill(process.pid, 'SIGKILL')`);
  expect(await runCommand(runtime, entry, [])).toBe(128 + 9);
  await expect(runCommand({ kind: 'node', path: '/no/such/node' }, entry, [])).rejects.toThrow('ENOENT');
});
