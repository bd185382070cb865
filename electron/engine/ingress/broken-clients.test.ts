/** Whoever resets a connection that is being refused must not take the engine along. */
import { connect } from 'node:net';

import { expect, test } from 'vitest';

import { serveSluice } from '../test-support/process.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';

/** Sends a head and resets at once. */
function hitAndRun(port: number, head: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(head, () => socket.resetAndDestroy());
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}

test('tunnels and windows that are refused and reset', async () => {
  const data = await temporaryFolder();
  const serving = await serveSluice(['--data', data, '--upstream', 'http://127.0.0.1:1']);
  let ended = '';
  void serving.finished().then(({ stderr }) => (ended = stderr || 'ended'));
  const port = Number(new URL(serving.url).port);
  const windowPort = Number(new URL(serving.windowUrl).port);
  for (let round = 0; round < 50; round += 1) {
    await Promise.all([
      hitAndRun(port, 'CONNECT example.invalid:443 HTTP/1.1\r\nHost: example.invalid:443\r\n\r\n'),
      hitAndRun(
        windowPort,
        `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${windowPort}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
      ),
    ]);
  }
  const health = await fetch(`${serving.url}/healthCheck`).catch(() => null);
  expect([health?.status, ended]).toEqual([200, '']);
});
