import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';

import type { ExchangeDetail } from '../../../shared/domain/index.ts';
import { engineOfFile } from '../test-support/file-engine.ts';
import { namedUpstream } from '../test-support/named-upstream.ts';
import { exchangeBytes } from '../test-support/raw-client.ts';

/**
 * A realtime API on a socket. Events: https://platform.openai.com/docs/api-reference/realtime-client-events and
 * …/realtime-server-events
 */
let server: WebSocketServer;
const handshakes: Record<string, string | string[] | undefined>[] = [];

beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: true });
  server.on('connection', (socket, request) => {
    handshakes.push({ ...request.headers, url: request.url });
    socket.send('{"type":"session.created","session":{"model":"gpt-realtime"}}');
    socket.on('message', (data: Buffer, binary) => {
      if (binary) return socket.send(data);
      const { type } = JSON.parse(data.toString()) as { type: string };
      if (type === 'break') return socket.terminate();
      if (type === 'response.create') socket.send(JSON.stringify(DONE));
    });
  });
  await once(server, 'listening');
});

afterAll(() => server.close());

const DONE = {
  type: 'response.done',
  response: {
    output: [
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Card 4242 4242 4242 4242.' }] },
    ],
    usage: { input_tokens: 7, output_tokens: 9 },
  },
};

const upstreamUrl = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const engine = engineOfFile(() => ({ upstream: 'http://127.0.0.1:9', saved: { keyAliasLookup: false } }));

/** Connects as a realtime client; `messages` collects what it hears. */
async function connect(path: string, headers: Record<string, string> = {}) {
  await engine.api.saveSettings({ patch: { namedUpstreams: [namedUpstream('rt', upstreamUrl())] } });
  engine.expectMore(1);
  const socket = new WebSocket(engine.url.replace('http', 'ws') + path, 'realtime', { headers });
  const messages: string[] = [];
  const waiting: (() => void)[] = [];
  socket.on('message', (data: Buffer) => {
    messages.push(data.toString());
    for (const wake of waiting.splice(0)) wake();
  });
  const heard = async (count: number): Promise<readonly string[]> => {
    while (messages.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    return messages;
  };
  return { socket, heard };
}

test('a realtime talk passes as it is, and its record has what both sides said', async () => {
  const { socket, heard } = await connect('/via/rt/v1/realtime?model=gpt-realtime', { 'x-agent-name': 'speaker' });
  await heard(1);
  const item = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'My card?' }] };
  socket.send(JSON.stringify({ type: 'conversation.item.create', item }));
  socket.send('{"type":"response.create"}');
  expect((await heard(2))[1]).toBe(JSON.stringify(DONE));
  socket.close(1000);
  await once(socket, 'close');

  expect(handshakes.at(-1)).toMatchObject({
    url: '/v1/realtime?model=gpt-realtime',
    'sec-websocket-protocol': 'realtime',
    'x-agent-name': 'speaker',
  });
  expect(handshakes.at(-1)).not.toHaveProperty('sec-websocket-extensions');
  const [exchange] = await engine.recorded(1);
  expect(exchange?.row).toMatchObject({
    agent: 'speaker',
    dialect: 'realtime',
    state: 'complete',
    status: 101,
    mode: 'log',
    streamed: true,
    inputTokens: 7,
    outputTokens: 9,
  });
  expect(exchange?.findings.map(({ type, side }) => `${side} ${type}`)).toContain('response credit_card');
  const spoken = [...exchange!.conversation!.request, ...exchange!.conversation!.answer].map(
    ({ role, blocks }) => `${role}: ${blocks.map((block) => ('text' in block ? block.text : block.kind)).join(' ')}`,
  );
  expect(spoken[0]).toBe('user: My card?');
  expect(spoken.at(-1)).toMatch(/^assistant: Card /);
});

test('sound and long messages cut anywhere arrive whole; of sound the size and the hash are kept', async () => {
  const { socket, heard } = await connect('/via/rt/v1/realtime');
  await heard(1);
  const sound = Buffer.alloc(200_000, 7);
  socket.send(sound, { fin: false });
  socket.send(sound);
  expect((await heard(2))[1]).toBe(Buffer.concat([sound, sound]).toString());
  socket.close();
  await once(socket, 'close');
  const [exchange] = await engine.recorded(1);
  expect(JSON.parse(exchange?.request.body ?? '')).toEqual([
    { type: 'binary', sizeBytes: 400_000, sha256: expect.stringMatching(/^[\da-f]{64}$/) as string },
  ]);
});

test.each([
  ['the client', 'client-left'],
  ['the upstream', 'upstream-error'],
])('when %s breaks it, so does the other side', async (who, state) => {
  const { socket, heard } = await connect('/via/rt/v1/realtime');
  await heard(1);
  if (who === 'the client') socket.terminate();
  else socket.send('{"type":"break"}');
  await once(socket, 'close');
  expect((await engine.recorded(1))[0]?.row.state).toBe(state);
});

test('what is no WebSocket answers as it does; what is not there is a 502; what may not, may not', async () => {
  const refused = async (path: string, headers: Record<string, string> = {}) => {
    const { socket } = await connect(path, headers);
    const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
    socket.on('error', () => undefined);
    socket.terminate();
    return answer.statusCode;
  };
  // The engine's own answer to a GET of another upstream: no server listens on port 9.
  expect(await refused('/v1/realtime')).toBe(502);
  expect(await refused('/via/nobody/v1/realtime')).toBe(404);
  expect(await refused('/via/rt/v1/realtime', { origin: 'https://evil.example' })).toBe(403);
  const states = (await engine.recorded(3)).map(({ row }) => row.state);
  expect(states).toEqual(['upstream-error', 'refused', 'refused']);
});

test('an upgrade to anything else is an ordinary request: Java’s clients offer h2c on each', async () => {
  engine.expectMore(1);
  const answer = await exchangeBytes(
    Number(new URL(engine.url).port),
    'GET /via/nobody/x HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n',
  );
  expect(answer).toMatch(/^HTTP\/1.1 404 /);
  // A WebSocket's record would say Log.
  expect((await engine.recorded(1))[0]?.row).toMatchObject({ state: 'refused', mode: 'block' });
});

test('a message nested 100,000 levels deep is recorded as it came', async () => {
  const { socket, heard } = await connect('/via/rt/v1/realtime', { 'x-agent-name': 'deep' });
  await heard(1);
  const deep = `{"type":"deep","value":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  socket.send(deep);
  socket.send('{"type":"response.create"}');
  await heard(2);
  socket.close(1000);
  await once(socket, 'close');
  const [{ row, request }] = (await engine.recorded(1)) as [ExchangeDetail];
  expect(row).toMatchObject({ agent: 'deep', state: 'complete' });
  expect(request.body).toBe(`[${deep},{"type":"response.create"}]`);
});
