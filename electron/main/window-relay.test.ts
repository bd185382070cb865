import { expect, test } from 'vitest';

import type { HostToEngine } from '../../shared/rpc/host-bridge.ts';
import { WindowRelay } from './window-relay.ts';

function setUp() {
  const toEngine: HostToEngine[] = [];
  const toWindow: [number, string, unknown][] = [];
  const relay = new WindowRelay((message) => toEngine.push(message), { phase: 'starting', attempt: 1 });
  const window = (id: number) => ({
    id,
    send: (channel: string, value: unknown) => void toWindow.push([id, channel, value]),
  });
  return { relay, window, toEngine, toWindow };
}

test('a page that loads is told the phase, and the engine is told of it', () => {
  const { relay, window, toEngine, toWindow } = setUp();
  relay.pageLoaded(window(1));
  expect(toEngine).toEqual([{ type: 'window-opened', window: 1 }]);
  expect(toWindow).toEqual([[1, 'sluice:phase', { phase: 'starting', attempt: 1 }]]);
});

test('a page that is loaded again is a new one for the engine', () => {
  const { relay, window, toEngine } = setUp();
  relay.pageLoaded(window(1));
  relay.pageLoaded(window(1));
  expect(toEngine.map(({ type }) => type)).toEqual(['window-opened', 'window-closed', 'window-opened']);
});

test('frames pass both ways as they are, each to its own window', () => {
  const { relay, window, toEngine, toWindow } = setUp();
  relay.pageLoaded(window(1));
  relay.pageLoaded(window(2));
  toEngine.length = 0;
  toWindow.length = 0;
  const frame = { deep: [1, { any: 'thing' }] };
  relay.fromWindow(2, frame);
  relay.fromEngine({ type: 'frame', window: 1, frame });
  expect(toEngine).toEqual([{ type: 'frame', window: 2, frame }]);
  expect(toWindow).toEqual([[1, 'sluice:frame', frame]]);
});

test('windows that are not there neither speak nor hear', () => {
  const { relay, window, toEngine, toWindow } = setUp();
  relay.fromWindow(7, 'x');
  relay.pageLoaded(window(1));
  relay.windowClosed(1);
  relay.windowClosed(1);
  toEngine.length = 0;
  toWindow.length = 0;
  relay.fromWindow(1, 'x');
  relay.fromEngine({ type: 'frame', window: 1, frame: 'x' });
  relay.enterPhase({ phase: 'running' });
  expect(toEngine).toEqual([]);
  expect(toWindow).toEqual([]);
});

test('an engine that runs again hears of every window before the windows hear that it runs', () => {
  const order: string[] = [];
  const relay = new WindowRelay(({ type }) => order.push(type), { phase: 'starting', attempt: 1 });
  relay.pageLoaded({ id: 1, send: (_channel, value) => void order.push((value as { phase: string }).phase) });
  order.length = 0;
  relay.enterPhase({ phase: 'restarting', attempt: 1, nextTryAt: 5, reason: 'killed' });
  relay.enterPhase({ phase: 'running' });
  expect(order).toEqual(['restarting', 'window-opened', 'running']);
});
