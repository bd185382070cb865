import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';

import type { EngineToHost } from '../../shared/rpc/host-bridge.ts';
import { chooseRuntime, isEngineMessage, lastLineKeeper, startUnderNode, unpackedPath } from './engine-process.ts';
import type { EngineExit } from './engine-supervisor.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-engine-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('what runs the engine', () => {
  test('a Node that was named, always', () => {
    expect(chooseRuntime('/opt/node', '20.18.1')).toEqual({ kind: 'node', path: '/opt/node' });
    expect(chooseRuntime('/opt/node', '24.9.0')).toEqual({ kind: 'node', path: '/opt/node' });
  });
  test('else Electron itself, when its Node can load SQLite', () => {
    for (const version of ['22.14.0', '22.20.1', '24.0.0'])
      expect(chooseRuntime('', version)).toEqual({ kind: 'electron' });
  });
  test('else nothing, and it says what to do', () => {
    for (const version of ['20.18.1', '22.13.9'])
      expect(() => chooseRuntime(undefined, version)).toThrow(/Set APP_NODE/);
  });
});

test('a path inside the archive is turned into the one beside it', () => {
  expect(unpackedPath('/x/resources/app.asar/dist/engine/main.mjs')).toBe(
    '/x/resources/app.asar.unpacked/dist/engine/main.mjs',
  );
  expect(unpackedPath('C:\\x\\app.asar\\dist\\main.mjs')).toBe('C:\\x\\app.asar.unpacked\\dist\\main.mjs');
  expect(unpackedPath('/home/app.asarium/dist/main.mjs')).toBe('/home/app.asarium/dist/main.mjs');
});

test('only messages of the contract count', () => {
  expect(isEngineMessage({ type: 'ready', addresses: [] })).toBe(true);
  for (const value of [null, 'ready', {}, { type: 'stop' }, { type: 7 }]) expect(isEngineMessage(value)).toBe(false);
});

test('the last line of a stream is kept, however it is cut', () => {
  const last = lastLineKeeper();
  expect(last.line).toBe('');
  last.push('one\ntw');
  expect(last.line).toBe('tw');
  last.push('o\n\n  \n');
  expect(last.line).toBe('two');
});

describe('a process under Node', () => {
  function start(source: string) {
    const entry = join(folder, `engine-${Math.random().toString(36).slice(2)}.mjs`);
    writeFileSync(entry, source);
    const child = startUnderNode(process.execPath, {
      entry,
      args: ['--data=x'],
      env: { PATH: process.env.PATH, SHOWN: 'yes' },
    });
    const messages: EngineToHost[] = [];
    child.onMessage((message) => messages.push(message));
    const exit = new Promise<EngineExit>((resolve) => child.onExit(resolve));
    return { child, messages, exit };
  }

  test('speaks and is spoken to, with values as they are', async () => {
    const { child, messages, exit } = start(`
      process.on('message', (message) => {
        if (message.type === 'stop') process.disconnect();
        else process.send({ type: 'frame', window: message.window, frame: message.frame });
      });
      process.send({ type: 'nonsense' });
      process.send({ type: 'ready', addresses: [process.env.SHOWN, ...process.argv.slice(2)] });
    `);
    await vi.waitFor(() => expect(messages).toHaveLength(1));
    child.send({ type: 'frame', window: 3, frame: { text: 'ä', nothing: undefined, map: new Map([[1, 2]]) } });
    await vi.waitFor(() => expect(messages).toHaveLength(2));
    expect(messages).toEqual([
      { type: 'ready', addresses: ['yes', '--data=x'] },
      { type: 'frame', window: 3, frame: { text: 'ä', nothing: undefined, map: new Map([[1, 2]]) } },
    ]);
    child.send({ type: 'stop' });
    expect(await exit).toEqual({ code: 0, signal: null, lastLine: '' });
    child.send({ type: 'stop' });
  });

  test('tells how it ended', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { exit } = start(`process.stderr.write('first\\nlast words\\n'); process.exitCode = 7;`);
    expect(await exit).toEqual({ code: 7, signal: null, lastLine: 'last words' });
    stderr.mockRestore();
  });

  test('is ended at once when it must be', async () => {
    const { child, messages, exit } = start(
      `setInterval(() => {}, 1e6); process.send({ type: 'ready', addresses: [] });`,
    );
    await vi.waitFor(() => expect(messages).toHaveLength(1));
    child.kill();
    expect(await exit).toEqual({ code: null, signal: 'SIGKILL', lastLine: '' });
  });

  test('that cannot be started is one that ended', async () => {
    const child = startUnderNode(join(folder, 'no-such-node'), { entry: 'x.mjs', args: [], env: {} });
    const exit = await new Promise<EngineExit>((resolve) => child.onExit(resolve));
    expect(exit.lastLine).toContain('ENOENT');
  });
});
