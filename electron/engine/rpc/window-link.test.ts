import { createBirpc } from 'birpc';
import { expect, test } from 'vitest';

import { SluiceError } from '../../../shared/errors.ts';
import type { EngineApi, EngineEvents } from '../../../shared/rpc/engine-api.ts';
import { linkWindow } from './window-link.ts';

/** An engine that says which call reached it, and a window joined to it by frames that went through JSON. */
function connect(api: Partial<EngineApi>, events: Partial<EngineEvents> = {}) {
  let toEngine: (frame: unknown) => void = () => undefined;
  let toWindow: (frame: unknown) => void = () => undefined;
  const link = linkWindow(api as EngineApi, {
    post: (frame) => queueMicrotask(() => toWindow(JSON.parse(JSON.stringify(frame)))),
    onFrame: (listener) => {
      toEngine = listener;
    },
  });
  const window = createBirpc<Record<string, (...args: unknown[]) => Promise<unknown>>, Partial<EngineEvents>>(events, {
    post: (frame: unknown) => queueMicrotask(() => toEngine(JSON.parse(JSON.stringify(frame)))),
    on: (listener: (frame: unknown) => void) => {
      toWindow = listener;
    },
  });
  const call = (name: string, ...args: unknown[]): Promise<unknown> =>
    window.$call(name, ...args).then(
      (value: unknown) => value,
      (reason: unknown) => reason,
    );
  return { link, call, raw: (frame: unknown) => toEngine(frame) };
}

test('a call with good arguments reaches its handler and brings the answer back', async () => {
  const { call } = connect({ suggestValues: ({ key, prefix }) => Promise.resolve([`${key}:${prefix}`]) });
  expect(await call('suggestValues', { key: 'agent', prefix: 'se' })).toEqual(['agent:se']);
});

test.each([
  ['listExchanges', [{ filter: '', limit: 0 }], 'limit'],
  ['listExchanges', [{ filter: '', limit: 10, extra: 1 }], 'extra'],
  ['setMode', [{ mode: 'off' }], 'mode'],
  ['setMode', [], 'arguments'],
  ['setMode', [{ mode: 'log' }, 1], 'too many'],
  ['saveSettings', [{ patch: { upstream: 'javascript:alert(1)' } }], 'upstream'],
  ['constructor', [], 'no such call'],
  ['__proto__', [], 'no such call'],
  ['toString', [], 'no such call'],
])('%s(%j) is refused with invalid_call and no handler runs', async (name, args, why) => {
  const { call } = connect({});
  const answer = await call(name, ...args);
  expect(answer).toMatchObject({ code: 'invalid_call' });
  expect((answer as { message: string }).message).toContain(why);
});

test('a SluiceError arrives as code and message, anything else as internal without its text', async () => {
  const { call } = connect({
    getExchange: () => Promise.reject(new SluiceError('not_found', 'There is no such exchange.')),
    getSettings: () => Promise.reject(new Error('a secret detail')),
  });
  expect(await call('getExchange', { id: 'x' })).toEqual({ code: 'not_found', message: 'There is no such exchange.' });
  expect(await call('getSettings')).toEqual({ code: 'internal', message: 'The engine failed on this call.' });
});

test('frames that are not RPC are dropped', async () => {
  const { call, raw } = connect({ deleteAll: () => Promise.resolve() });
  for (const frame of [null, 1, 'text', [], {}, { t: 'q' }, { t: 'x', m: 'deleteAll', a: [] }]) raw(frame);
  expect(await call('deleteAll')).toBeUndefined();
});

test('events reach the window, and none after it was closed', async () => {
  const seen: string[] = [];
  const { link, call } = connect({ deleteAll: () => Promise.resolve() }, { live: ({ id }) => void seen.push(id) });
  link.events.live({ id: 'first', messages: [] });
  await call('deleteAll');
  expect(seen).toEqual(['first']);
  link.close();
  link.events.live({ id: 'too late', messages: [] });
  await Promise.resolve();
  expect(seen).toEqual(['first']);
});
