import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { expect, onTestFinished, test, vi } from 'vitest';

import { ROOT } from './node-version.mjs';
import { Stop, capture, run, runScript } from './run.mjs';

const node = (source: string) => ['-e', source];

test('the end of a command is ours', async () => {
  expect(await run(process.execPath, node('process.exit(7)'))).toBe(7);
  expect(await run(process.execPath, node('process.kill(process.pid, "SIGKILL")'))).toBe(128 + 9);
  await expect(run('/no/such/program', [])).rejects.toThrow('ENOENT');
});

test('quietly: what it said, also when it could not be started or took too long', async () => {
  const spoken = await capture(process.execPath, node('console.log("out"); console.error("err"); process.exit(3)'));
  expect(spoken).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
  expect(await capture('/no/such/program', [])).toMatchObject({
    code: null,
    stderr: expect.stringContaining('ENOENT') as string,
  });
  const endless = await capture(process.execPath, node('console.log("begun"); setInterval(() => {}, 1e6)'), {
    timeoutMs: 300,
  });
  expect(endless.code).toBeNull();
});

test('a signal is sent on, and the command decides what it means', async () => {
  const child = `process.on('SIGTERM', () => process.exit(5)); setInterval(() => {}, 1e6); console.log('ready ' + process.pid)`;
  const source = `
    import { run } from ${JSON.stringify(join(ROOT, 'scripts/lib/run.mjs'))};
    process.exitCode = await run(process.execPath, ['-e', ${JSON.stringify(child)}]);
  `;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void parent.kill('SIGKILL'));
  await once(parent.stdout, 'data');
  parent.kill('SIGTERM');
  const [code] = (await once(parent, 'exit')) as [number | null];
  expect(code).toBe(5);
});

/** npm does not send signals on: its scripts must notice that it is gone. */
test.skipIf(process.platform === 'win32')('a command ends when whoever started the script is gone', async () => {
  const child = `setInterval(() => {}, 1e6); console.log('ready ' + process.pid)`;
  const script = `
    import { run } from ${JSON.stringify(join(ROOT, 'scripts/lib/run.mjs'))};
    await run(process.execPath, ['-e', ${JSON.stringify(child)}]);
  `;
  const starter = `
    require('node:child_process').spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(script)}], { stdio: 'inherit' });
    setInterval(() => {}, 1e6);
  `;
  const parent = spawn(process.execPath, ['-e', starter], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(String(line).split(' ')[1]);
  onTestFinished(() => {
    if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  });
  parent.kill('SIGKILL');
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 10_000 });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a reason to stop is printed without a stack, anything else with one', async () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });
  await runScript(() => Promise.reject(new Stop('Install this first.')));
  expect(process.exitCode).toBe(1);
  await runScript(() => Promise.reject(new TypeError('a mistake')));
  expect(stderr.mock.calls.map(([text]) => text)).toEqual([
    'Install this first.\n',
    expect.stringMatching(/^TypeError: a mistake\n\s+at /),
  ]);
  await runScript(() => Promise.resolve(0));
  expect(process.exitCode).toBe(0);
});
