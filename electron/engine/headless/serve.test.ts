import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';

import type { ExchangePage } from '../../../shared/rpc/engine-api.ts';
import { findFreePort } from '../ingress/index.ts';
import { startServer } from '../test-support/http-server.ts';
import { startOpenAiUpstream } from '../test-support/openai-upstream.ts';
import { type Serving, runSluice, serveSluice } from '../test-support/process.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';

/** A process a poll: on a busy machine each takes its time. */
const SLOW = { timeout: 60_000, interval: 100 };
vi.setConfig({ testTimeout: 120_000 });

const tokenOf = (serving: Serving) => new URL(serving.windowUrl).hash.replace('#token=', '');
const originOf = (serving: Serving) => new URL(serving.windowUrl).origin;

/** Opens the window's socket as a page would; resolves with the status of a refusal, or null when it opened. */
function openSocket(
  serving: Serving,
  token: string,
  origin: string,
): Promise<{ socket: WebSocket; refused: number | null }> {
  const url = new URL('/rpc', serving.windowUrl.replace('http:', 'ws:'));
  url.hash = '';
  const socket = new WebSocket(url, ['sluice', `token.${token}`], { origin });
  onTestFinished(() => socket.terminate());
  return new Promise((resolve) => {
    socket.on('open', () => resolve({ socket, refused: null }));
    socket.on('unexpected-response', (_request, response) => resolve({ socket, refused: response.statusCode ?? 0 }));
    socket.on('error', () => undefined);
  });
}

test('SIGTERM lets a running answer finish, stores it, and ends with 0', async () => {
  let release: () => void = () => undefined;
  const upstream = await startServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"choices":[{"index":0,"delta":{"content":"slow "}}]}\n\n');
    release = () => response.end('data: {"choices":[{"index":0,"delta":{"content":"answer"}}]}\n\ndata: [DONE]\n\n');
  });
  onTestFinished(() => upstream.close());
  const data = await temporaryFolder();
  const serving = await serveSluice(['--data', data, '--upstream', upstream.url]);
  const answer = await fetch(`${serving.url}/v1/chat/completions`, {
    method: 'POST',
    body: '{"stream":true,"messages":[]}',
  });
  serving.child.kill('SIGTERM');
  await expect
    .poll(() =>
      fetch(`${serving.url}/v1/models`).then(
        () => 'served',
        () => 'refused',
      ),
    )
    .toBe('refused');
  release();
  expect(await answer.text()).toContain('answer');
  expect((await serving.finished()).code).toBe(0);
  const { stdout } = await runSluice(['export', '--data', data]);
  // Whoever asked while the engine was stopping was refused, and stands there, too.
  const exchanges = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { method: string });
  expect(exchanges.find(({ method }) => method === 'POST')).toMatchObject({
    state: 'complete',
    response: { body: { choices: [{ message: { content: 'slow answer' } }] } },
  });
});

test('kill -9 in the middle of a stream: what was stored is there, what was open is interrupted', async () => {
  const chat = await startOpenAiUpstream();
  const hanging = await startServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"choices":[{"index":0,"delta":{"content":"never ends"}}]}\n\n');
  });
  onTestFinished(async () => {
    await chat.close();
    await hanging.close();
  });
  const data = await temporaryFolder();
  const first = await serveSluice(['--data', data, '--upstream', chat.url]);
  for (let index = 0; index < 5; index += 1) {
    await fetch(`${first.url}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: `question ${index}` }] }),
    }).then((response) => response.text());
  }
  const exported = async () =>
    (await runSluice(['export', '--data', data])).stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { state: string }).state);
  await expect.poll(exported, SLOW).toEqual(Array.from({ length: 5 }, () => 'complete'));
  first.child.kill('SIGKILL');
  await first.finished();

  const second = await serveSluice(['--data', data, '--upstream', hanging.url]);
  const broken = await fetch(`${second.url}/v1/chat/completions`, {
    method: 'POST',
    body: '{"stream":true,"messages":[]}',
  });
  await expect.poll(exported, SLOW).toContain('open');
  second.child.kill('SIGKILL');
  await expect(broken.text()).rejects.toThrow();

  const third = await serveSluice(['--data', data, '--upstream', chat.url]);
  expect(await exported()).toEqual([...Array.from({ length: 5 }, () => 'complete'), 'interrupted']);
  third.child.kill('SIGTERM');
  expect((await third.finished()).code).toBe(0);
});

test('the window: public files to our own host only, the socket to the token and our own origin only', async () => {
  const data = await temporaryFolder();
  const serving = await serveSluice(['--data', data, '--upstream', 'http://127.0.0.1:1']);
  const page = await fetch(originOf(serving));
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).not.toContain(tokenOf(serving));
  expect((await fetch(`${originOf(serving)}/../../package.json`)).status).toBe(404);
  expect((await fetch(originOf(serving), { method: 'POST' })).status).toBe(405);

  const good = await openSocket(serving, tokenOf(serving), originOf(serving));
  expect(good.refused).toBeNull();
  good.socket.send(JSON.stringify({ t: 'q', i: '1', m: 'listExchanges', a: [{ filter: '', limit: 10 }] }));
  const answer = await new Promise<{ i: string; r: ExchangePage }>((resolve) => {
    good.socket.on('message', (message: Buffer) => {
      const frame = JSON.parse(message.toString()) as { t: string; i: string; r: ExchangePage };
      if (frame.t === 's') resolve(frame);
    });
  });
  expect(answer).toMatchObject({ i: '1', r: { rows: [], hasMore: false } });

  expect((await openSocket(serving, 'f'.repeat(64), originOf(serving))).refused).toBe(403);
  expect((await openSocket(serving, tokenOf(serving), 'https://evil.example')).refused).toBe(403);
});

test('the window’s own port is no upstream', async () => {
  const data = await temporaryFolder();
  const first = await serveSluice(['--data', data]);
  const uiPort = new URL(first.windowUrl).port;
  first.child.kill('SIGTERM');
  await first.finished();
  const looped = await serveSluice(['--data', data, '--upstream', `http://localhost:${uiPort}`, '--ui-port', uiPort]);
  const answer = await fetch(`${looped.url}/v1/models`);
  expect([answer.status, answer.headers.get('x-sluice-error')]).toEqual([508, 'loop']);
});

test('addresses of the environment that are Sluice itself: it starts, sync stays off and says loop, requests get 508', async () => {
  const port = await findFreePort(40_000);
  const own = `http://127.0.0.1:${port}`;
  const data = await temporaryFolder();
  const serving = await serveSluice(['--data', data, '--port', String(port), '--sync', 'on'], {
    LITELLM_URL: own,
    DATA_INGESTION_SERVICE_URL: own,
  });
  const answer = await fetch(`${own}/v1/chat/completions`, { method: 'POST', body: '{"messages":[]}' });
  expect([answer.status, answer.headers.get('x-sluice-error')]).toEqual([508, 'loop']);
  serving.child.kill('SIGTERM');
  const { code, stderr } = await serving.finished();
  expect(code).toBe(0);
  expect(stderr).toContain(`sluice: loop: ${own} is Sluice itself. Sync stays off.`);
});
