import { type IncomingMessage, request as httpRequest } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { gzipSync } from 'node:zlib';

import { expect, onTestFinished, test } from 'vitest';

import { testEngine } from '../test-support/engine.ts';
import { type TestServer, sendJson, startServer } from '../test-support/http-server.ts';
import { exchangeBytes } from '../test-support/raw-client.ts';

const SHORT_TIMEOUTS = { connectMs: 300, firstByteMs: 300, idleMs: 300 };

async function upstream(answer: Parameters<typeof startServer>[0]): Promise<TestServer> {
  const server = await startServer(answer);
  onTestFinished(() => server.close());
  return server;
}

function echo(): Promise<TestServer> {
  return upstream((_request, response, body) => response.writeHead(200, { 'content-type': 'text/plain' }).end(body));
}

test.each([
  '{"model":"m","messages":[{"role":"user","content":"hi"}]}',
  '{ "a" : 1.0e400,\n\t"big": 12345678901234567890, "e": "\\u00e9\\/", "a": 2 }',
  '{"messages":[{"role":"user","content":"not closed',
  'plain text, not JSON',
  '[]',
  '"',
])('a body arrives at the upstream byte for byte: %s', async (body) => {
  const server = await echo();
  const { url, settled } = await testEngine({ upstream: server.url, saved: { mode: 'block' } });
  const answer = await fetch(`${url}/v1/chat/completions?b=2&a=1&a=%2F`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(await answer.text()).toBe(body);
  expect(server.received[0]?.body.toString()).toBe(body);
  expect(server.received[0]?.url).toBe('/v1/chat/completions?b=2&a=1&a=%2F');
  const [exchange] = await settled(1);
  expect(exchange?.row).toMatchObject({ state: 'complete', status: 200, verdict: 'allow', requestBytes: body.length });
});

test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is passed on', async (method) => {
  const server = await echo();
  const { url, settled } = await testEngine({ upstream: `${server.url}/base/` });
  const answer = await fetch(`${url}/v1/models`, { method });
  expect(answer.status).toBe(200);
  expect(server.received[0]).toMatchObject({ method, url: '/base/v1/models' });
  expect((await settled(1))[0]?.row).toMatchObject({ method, path: '/v1/models', dialect: 'none' });
});

test('header order, case and repetition survive in both directions; hop-by-hop fields do not', async () => {
  const server = await upstream((_request, response) => {
    response.sendDate = false;
    response.writeHead(201, 'Made Up', [
      'X-Zeta',
      '1',
      'x-alpha',
      '2',
      'Set-Cookie',
      'a=1',
      'Set-Cookie',
      'b=2',
      'Content-Length',
      '2',
    ]);
    response.end('ok');
  });
  const { engine } = await testEngine({ upstream: server.url, saved: { upstreamIsLiteLLM: false } });
  const answer = await exchangeBytes(
    engine.port,
    'GET /x HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Zeta: 1\r\nx-alpha: 2\r\nX-Zeta: 3\r\nTE: trailers\r\nX-Hop: 1\r\n' +
      'Connection: close, X-Hop\r\n\r\n',
  );
  const sent = server.received[0]!.rawHeaders.filter(
    (_name, index, all) => !/^(host|connection)$/i.test(all[index - (index % 2)]!),
  );
  expect(sent).toEqual(['X-Zeta', '1', 'x-alpha', '2', 'X-Zeta', '3']);
  const [head] = answer.split('\r\n\r\n');
  expect(head!.split('\r\n').filter((line) => !/^(connection|keep-alive):/i.test(line))).toEqual([
    'HTTP/1.1 201 Made Up',
    'X-Zeta: 1',
    'x-alpha: 2',
    'Set-Cookie: a=1',
    'Set-Cookie: b=2',
    'Content-Length: 2',
  ]);
});

test('x-litellm-call-id is added on LiteLLM routes only, and never over the client’s own', async () => {
  const server = await echo();
  const { url, api, settled } = await testEngine({ upstream: server.url });
  await fetch(`${url}/a`);
  await fetch(`${url}/b`, { headers: { 'x-litellm-call-id': 'mine' } });
  await api.saveSettings({ patch: { upstreamIsLiteLLM: false } });
  await fetch(`${url}/c`);
  const [first] = await settled(3);
  const ids = server.received.map(({ rawHeaders }) => rawHeaders[rawHeaders.indexOf('x-litellm-call-id') + 1]);
  expect(ids[0]).toBe(first?.row.id);
  expect(ids[1]).toBe('mine');
  expect(server.received[2]?.rawHeaders).not.toContain('x-litellm-call-id');
});

test('compressed bodies pass as they are and are recorded readable', async () => {
  const packed = gzipSync('{"model":"gpt-made-up","messages":[{"role":"user","content":"packed"}]}');
  const server = await upstream((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync('{"choices":[{"message":{"role":"assistant","content":"unpacked"}}]}'));
  });
  const { url, settled } = await testEngine({ upstream: server.url });
  const answer = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: packed,
  });
  expect(await answer.json()).toMatchObject({ choices: [{ message: { content: 'unpacked' } }] });
  expect(server.received[0]?.body.equals(packed)).toBe(true);
  const [exchange] = await settled(1);
  expect(exchange?.row.model).toBe('gpt-made-up');
  expect(exchange?.request.body).toContain('packed');
  expect(exchange?.response.body).toContain('unpacked');
});

test('a chunk reaches the client while the upstream is still writing', async () => {
  let release: () => void = () => undefined;
  const server = await upstream((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"one "}}]}\n\n');
    release = () => response.end('data: {"choices":[{"index":0,"delta":{"content":"two"}}]}\n\ndata: [DONE]\n\n');
  });
  const { url, settled } = await testEngine({ upstream: server.url });
  const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: '{"stream":true,"messages":[]}' });
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const first = await reader.read();
  expect(new TextDecoder().decode(first.value)).toContain('one ');
  release();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    rest += new TextDecoder().decode(value);
  }
  expect(rest).toContain('[DONE]');
  const [exchange] = await settled(1);
  expect(exchange?.row).toMatchObject({ streamed: true, state: 'complete' });
  expect(exchange?.conversation?.answer[0]?.blocks[0]).toMatchObject({ kind: 'text', text: 'one two' });
});

test('of an answer whose length is known, too, what has come goes on at once', async () => {
  const { promise: seen, resolve: tell } = Promise.withResolvers<void>();
  const server = await upstream((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '10' });
    response.write('{"a":');
    void seen.then(() => response.end('1234}'));
  });
  const { url, settled } = await testEngine({ upstream: server.url });
  const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: '{}' });
  const reader = answer.body!.getReader();
  expect(Buffer.from((await reader.read()).value).toString()).toBe('{"a":');
  tell();
  expect(Buffer.from((await reader.read()).value).toString()).toBe('1234}');
  expect((await reader.read()).done).toBe(true);
  expect((await settled(1))[0]?.response).toMatchObject({ body: '{"a":1234}', sizeBytes: 10 });
});

test('a client that leaves takes its upstream call with it', async () => {
  let upstreamClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    upstreamClosed = resolve;
  });
  const server = await upstream((_request, response) => {
    response.on('close', () => upstreamClosed());
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {}\n\n');
  });
  const { url, settled } = await testEngine({ upstream: server.url });
  const abort = new AbortController();
  const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: '{}', signal: abort.signal });
  await answer.body!.getReader().read();
  abort.abort();
  await closed;
  expect((await settled(1))[0]?.row).toMatchObject({ state: 'client-left', status: 200 });
});

test('a client that leaves before its request is complete is recorded, the upstream never called', async () => {
  const server = await echo();
  const { engine, settled } = await testEngine({ upstream: server.url });
  const request = httpRequest({
    port: engine.port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/v1/x',
    headers: { 'content-length': 100 },
  });
  request.on('error', () => undefined);
  request.write('{"half":', () => request.destroy());
  expect((await settled(1))[0]?.row).toMatchObject({ state: 'client-left', status: null });
  expect(server.received).toEqual([]);
});

test('an upstream that is not there: 502 in the dialect’s shape', async () => {
  const { url, settled, api } = await testEngine({ upstream: 'http://127.0.0.1:1' });
  const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: '{"messages":[]}' });
  expect(answer.status).toBe(502);
  expect(answer.headers.get('x-sluice-error')).toBe('upstream_unreachable');
  expect(answer.headers.get('x-sluice-exchange')).toMatch(/^[0-9a-f-]{36}$/);
  expect(await answer.json()).toMatchObject({ error: { code: 'upstream_unreachable' } });
  expect((await settled(1))[0]?.row).toMatchObject({ state: 'upstream-error', status: 502, upstreamStatus: null });
  expect((await api.getStatus()).upstream.health).toBe('failing');
});

test('an upstream that does not answer in time: 504', async () => {
  const server = await upstream(() => undefined);
  const { url, settled } = await testEngine({ upstream: server.url, timeouts: SHORT_TIMEOUTS });
  const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: '{"messages":[]}' });
  expect(answer.status).toBe(504);
  expect(answer.headers.get('x-sluice-error')).toBe('upstream_timeout');
  expect((await settled(1))[0]?.row).toMatchObject({ state: 'upstream-error', status: 504 });
});

test('an answer that breaks in the middle breaks at the client too', async () => {
  const server = await upstream((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"choices":[{"index":0,"delta":{"content":"half"}}]}\n\n', () => response.destroy());
  });
  const { url, settled } = await testEngine({ upstream: server.url });
  const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: '{"stream":true,"messages":[]}' });
  await expect(answer.text()).rejects.toThrow('terminated');
  const [exchange] = await settled(1);
  expect(exchange?.row).toMatchObject({ state: 'upstream-error', status: 200 });
  expect(exchange?.response.body).toContain('half');
});

test('a client that reads slowly slows the upstream down instead of filling memory', async () => {
  const chunk = Buffer.alloc(256 * 1024, 'x');
  let written = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n');
      const pump = (): void => {
        while (written < 4_000) {
          written += 1;
          if (!socket.write(chunk)) return void socket.once('drain', pump);
        }
      };
      pump();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { engine } = await testEngine({ upstream: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  onTestFinished(() => void server.close());
  const request = httpRequest({ port: engine.port, host: '127.0.0.1', path: '/v1/x' });
  request.end();
  const response = await new Promise<IncomingMessage>((resolve) => request.once('response', resolve));
  response.pause();
  // Wait until the writer stands still for a while: the sockets between us are full.
  let last = -1;
  while (written !== last) {
    last = written;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  // A gigabyte was on offer; what passed is what socket buffers hold.
  expect(written * chunk.length).toBeLessThan(64 * 1024 * 1024);
  request.destroy();
});

test('an upstream that is Sluice itself: refused when saved, 508 when it came from the environment', async () => {
  const server = await echo();
  const { url, api, engine } = await testEngine({ upstream: server.url });
  await expect(api.saveSettings({ patch: { upstream: `http://localhost:${engine.port}` } })).rejects.toMatchObject({
    code: 'loop',
  });
  expect((await fetch(`${url}/still-works`)).status).toBe(200);
});

test('more than 100 MB is refused with 413 before it is read', async () => {
  const server = await echo();
  const { engine, settled } = await testEngine({ upstream: server.url });
  const answer = await exchangeBytes(
    engine.port,
    `POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${101 * 1024 * 1024}\r\n\r\n{`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toContain('x-sluice-error: body_too_large');
  expect(server.received).toEqual([]);
  expect((await settled(1))[0]?.row).toMatchObject({ state: 'refused', status: 413 });
});

test.each([
  [
    'both lengths',
    'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['a folded header', 'GET / HTTP/1.1\r\nHost: localhost\r\nX-A: 1\r\n folded\r\n\r\n'],
  ['bad chunking', 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ['no HTTP', 'hello\r\n\r\n'],
])('the strict parser refuses %s', async (_name, bytes) => {
  const server = await echo();
  const { engine } = await testEngine({ upstream: server.url });
  expect(await exchangeBytes(engine.port, bytes)).toMatch(/^HTTP\/1\.1 400 /);
  expect(server.received).toEqual([]);
});

test.each<[string, string]>([
  ['Host: evil.example\r\n', 'DNS rebinding'],
  ['Host: localhost\r\nOrigin: https://evil.example\r\n', 'a web page'],
  ['Host: localhost\r\nSec-Fetch-Site: cross-site\r\n', 'a cross-site request'],
])('%j is refused: %s', async (lines) => {
  const server = await echo();
  const { engine, settled } = await testEngine({ upstream: server.url });
  const answer = await exchangeBytes(engine.port, `GET /v1/models HTTP/1.1\r\n${lines}\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  expect(answer).toContain('x-sluice-error: forbidden_host');
  expect(server.received).toEqual([]);
  expect((await settled(1))[0]?.row).toMatchObject({ state: 'refused', status: 403 });
});

test('with SLUICE_TOKEN set a request needs it, and it is not forwarded', async () => {
  const server = await echo();
  const { url } = await testEngine({ upstream: server.url, environment: { SLUICE_TOKEN: 'made-up-token' } });
  expect((await fetch(`${url}/v1/models`)).status).toBe(401);
  expect((await fetch(`${url}/v1/models`, { headers: { 'x-sluice-token': 'wrong' } })).status).toBe(401);
  expect((await fetch(`${url}/v1/models`, { headers: { 'x-sluice-token': 'made-up-token' } })).status).toBe(200);
  expect(server.received[0]?.rawHeaders.join(' ')).not.toContain('made-up-token');
});

test('the health check is answered by us and is no exchange', async () => {
  const server = await upstream((_request, response) => sendJson(response, 200, {}));
  const { url, settled } = await testEngine({ upstream: server.url });
  const answer = await fetch(`${url}/healthCheck`);
  expect([answer.status, await answer.text()]).toEqual([200, '{"success":true}']);
  await settled(0);
  expect(server.received).toEqual([]);
});

test('recording off: traffic goes on, nothing is stored, it is counted', async () => {
  const server = await echo();
  const { url, api, settled } = await testEngine({ upstream: server.url });
  await api.setRecording({ recording: false });
  expect((await fetch(`${url}/v1/models`)).status).toBe(200);
  await settled(0);
  expect((await api.getStatus()).unrecorded).toBe(1);
});
