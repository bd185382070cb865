import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { afterEach, expect, test, vi } from 'vitest';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';

import type { EnginePhase } from '../../shared/domain/index.ts';
import { backOff, createBrowserBridge, takeToken } from './browser-bridge.ts';

const servers: WebSocketServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate();
    server.close();
  }
});

async function listen(port = 0): Promise<{ server: WebSocketServer; port: number; protocols: string[][] }> {
  const protocols: string[][] = [];
  const server = new WebSocketServer({
    port,
    host: '127.0.0.1',
    handleProtocols: (offered) => {
      protocols.push([...offered]);
      return 'sluice';
    },
  });
  servers.push(server);
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, protocols };
}

function memory(entries: Record<string, string> = {}) {
  const kept = new Map(Object.entries(entries));
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

test('the token comes from the fragment, is kept, and leaves the address bar', () => {
  const storage = memory();
  const replaceState = vi.fn();
  const location = { hash: '#token=made-up', pathname: '/', search: '?x=1' };
  expect(takeToken({ location, history: { replaceState }, storage })).toBe('made-up');
  expect(replaceState).toHaveBeenCalledWith(null, '', '/?x=1');
  expect(takeToken({ location: { ...location, hash: '' }, history: { replaceState }, storage })).toBe('made-up');
});

test('without a token there is none', () => {
  const places = {
    location: { hash: '', pathname: '/', search: '' },
    history: { replaceState: vi.fn() },
    storage: memory(),
  };
  expect(takeToken(places)).toBeNull();
});

test('waits grow and end at five seconds', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map(backOff)).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
});

test('frames go both ways, the token as sub-protocol', async () => {
  const { server, port, protocols } = await listen();
  server.on('connection', (socket: ServerSocket) =>
    socket.on('message', (data) => socket.send(data, { binary: false })),
  );
  const bridge = createBrowserBridge({ url: `ws://127.0.0.1:${port}/rpc`, token: 'made-up' });
  const frames: unknown[] = [];
  const phases: EnginePhase['phase'][] = [];
  bridge.onFrame((frame) => frames.push(frame));
  bridge.onEnginePhase(({ phase }) => phases.push(phase));
  await vi.waitFor(() => expect(phases).toEqual(['starting', 'running']));
  bridge.post({ t: 'q', a: [1] });
  await vi.waitFor(() => expect(frames).toEqual([{ t: 'q', a: [1] }]));
  expect(protocols).toEqual([['sluice', 'token.made-up']]);
});

test('a lost connection comes back by itself', async () => {
  const { server, port } = await listen();
  const bridge = createBrowserBridge({ url: `ws://127.0.0.1:${port}/rpc`, token: 'made-up' });
  const phases: EnginePhase[] = [];
  bridge.onEnginePhase((phase) => phases.push(phase));
  await vi.waitFor(() => expect(phases.at(-1)?.phase).toBe('running'));
  for (const client of server.clients) client.terminate();
  await vi.waitFor(() => expect(phases.at(-1)).toMatchObject({ phase: 'restarting', attempt: 1 }));
  await vi.waitFor(() => expect(phases.at(-1)?.phase).toBe('running'), { timeout: 5_000 });
});

test('without a token the page says where to find one, and does not try for ever', async () => {
  const { server, port } = await listen();
  server.options.verifyClient = () => false;
  const bridge = createBrowserBridge({ url: `ws://127.0.0.1:${port}/rpc`, token: null });
  const phases: EnginePhase[] = [];
  bridge.onEnginePhase((phase) => phases.push(phase));
  await vi.waitFor(() => expect(phases.at(-1)).toMatchObject({ phase: 'stopped', code: 'unauthorized' }));
});
