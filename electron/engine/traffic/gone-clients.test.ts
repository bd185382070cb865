/** Clients that leave at the worst moment: nothing may wait for them for ever. */
import { EventEmitter } from 'node:events';
import { type IncomingMessage, createServer as createHttpServer } from 'node:http';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { PassThrough } from 'node:stream';

import { expect, onTestFinished, test } from 'vitest';

import { policy } from '../policy/test-support/make.ts';
import { testEngine } from '../test-support/engine.ts';
import { startServer } from '../test-support/http-server.ts';
import { type BodyResult, readBody } from './body.ts';
import { WebSocketPipeline, type WebSocketParts } from './websocket-pipeline.ts';

test('a body whose client left before anybody read it is over', async () => {
  const read = Promise.withResolvers<BodyResult>();
  const server = createHttpServer((request) => {
    // As while a request waits for room in the store.
    request.once('close', () => void readBody(request, 100).then(read.resolve));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1', () => {
    client.write('POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf', () => client.destroy());
  });
  expect(await read.promise).toMatchObject({ kind: 'client-left' });
});

/** An upstream that takes any WebSocket and then pours, whatever it hears, until its peer has gone. */
async function pouring(): Promise<string> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
      const pour = (): void => {
        while (!socket.destroyed && socket.write(Buffer.alloc(64 * 1024)));
      };
      socket.on('drain', pour);
      pour();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const HANDSHAKE =
  'GET /v1/realtime HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n';

function open(port: number, bytes: string): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('error', () => undefined);
    socket.once('data', () => resolve(socket));
  });
}

test('a WebSocket whose client vanishes while the upstream pours is over', async () => {
  const { engine, settled } = await testEngine({ upstream: await pouring(), saved: { keyAliasLookup: false } });
  const socket = await open(engine.port, HANDSHAKE);
  socket.resetAndDestroy();
  expect((await settled(1))[0]?.row).toMatchObject({ state: 'client-left' });
});

test('a WebSocket whose client left while it waited for room is over, and no upstream is asked', async () => {
  const room = Promise.withResolvers<void>();
  const closed: string[] = [];
  let sent = 0;
  const parts = {
    upstreams: { send: () => ((sent += 1), () => undefined) },
    identifier: { identify: () => ({ pending: null }) },
    recorder: { open: () => undefined, close: (_exchange: unknown, state: string) => closed.push(state) },
    statistics: { countExchange: () => undefined },
    open: { add: () => undefined, remove: () => undefined },
    whenRoom: () => room.promise,
  } as unknown as WebSocketParts;
  const client = new PassThrough();
  const request = Object.assign(new EventEmitter(), { method: 'GET', headers: {}, rawHeaders: [] });
  const route = { host: 'h', prefix: '', origin: 'http://h', basePath: '', dialect: null, headers: [] };
  const handled = new WebSocketPipeline(parts).handle(
    request as unknown as IncomingMessage,
    client,
    Buffer.alloc(0),
    { ...route, name: null, isLiteLLM: false, dropAgentMetadata: false, timeouts: {}, detectorFailure: null },
    '/v1/realtime',
  );
  client.destroy();
  await new Promise((resolve) => client.once('close', resolve));
  room.resolve();
  await handled;
  expect([closed, sent]).toEqual([['client-left'], 0]);
});

test('where there is no WebSocket, a client that does not read the answer slows its upstream', async () => {
  const limit = 128 * 1024 * 1024;
  let written = 0;
  const stalled = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${limit}\r\n\r\n`);
      let timer = setTimeout(stalled.resolve, 1_000);
      const pour = (): void => {
        clearTimeout(timer);
        timer = setTimeout(stalled.resolve, 1_000);
        while (written < limit) {
          written += 65_536;
          if (!socket.write(Buffer.alloc(65_536))) return;
        }
      };
      socket.on('drain', pour);
      pour();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { engine } = await testEngine({ upstream, saved: { keyAliasLookup: false } });
  const client = await open(engine.port, HANDSHAKE);
  client.pause();
  await stalled.promise;
  expect(written).toBeLessThan(limit / 2);
  client.destroy();
});

/** More than two sockets hold on their way. */
const LONG = 'a word '.repeat(3_000_000);

/** An engine before an upstream with a long answer: passed on as it comes, or held back for its verdict. */
async function longAnswers(held: boolean) {
  const server = await startServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': LONG.length });
    response.end(LONG);
  });
  onTestFinished(() => server.close());
  const words = [{ name: 'Animals', words: ['otter'], onRequest: 'none', onResponse: 'block' }] as const;
  const policies = held ? [policy('otters', { words })] : [];
  const started = await testEngine({ upstream: server.url, saved: { mode: held ? 'block' : 'log' }, policies });
  return { ...started, socket: await open(started.engine.port, 'GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n') };
}

test.each([
  ['held back', true],
  ['passed on', false],
])('a client that leaves in the middle of an answer that was %s has left', async (_, held) => {
  const { socket, settled } = await longAnswers(held);
  socket.resetAndDestroy();
  expect((await settled(1))[0]?.row).toMatchObject({ state: 'client-left', status: 200 });
});

test.each([
  ['held back', true],
  ['passed on', false],
])('an answer that was %s arrives whole though the engine stops meanwhile', async (_, held) => {
  const { socket, engine } = await longAnswers(held);
  socket.pause();
  const stopped = engine.stop();
  let bytes = 0;
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.on('data', (chunk) => (bytes += chunk.length));
  socket.resume();
  await Promise.all([stopped, closed]);
  // Without its head and what was read before.
  expect(bytes).toBeGreaterThan(LONG.length - 128 * 1024);
});
