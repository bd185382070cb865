import { expect, test, vi } from 'vitest';

import type { EngineEvents } from '../../shared/rpc/engine-api.ts';
import { fakeEngine } from '../test-support/fake-engine.ts';
import { createEngineClient, toSluiceError } from './client.ts';

const noEvents = () =>
  ({
    stored: vi.fn(),
    sync: vi.fn(),
    status: vi.fn(),
    settings: vi.fn(),
    live: vi.fn(),
    progress: vi.fn(),
    policies: vi.fn(),
    approvals: vi.fn(),
    replay: vi.fn(),
  }) satisfies Record<keyof EngineEvents, unknown>;

test('a call is answered', async () => {
  const engine = fakeEngine({ suggestValues: ({ prefix }) => Promise.resolve([`${prefix}-agent`]) });
  const client = createEngineClient(engine.bridge, noEvents());
  await expect(client.call('suggestValues', { key: 'agent', prefix: 'search' })).resolves.toEqual(['search-agent']);
  client.dispose();
});

test('a refused call rejects with the engine’s own code', async () => {
  const refusal = Object.assign(new Error('That is us.'), { code: 'loop' });
  const engine = fakeEngine({ saveSettings: () => Promise.reject({ code: refusal.code, message: refusal.message }) });
  const client = createEngineClient(engine.bridge, noEvents());
  await expect(client.call('saveSettings', { patch: { upstream: 'http://127.0.0.1:4141' } })).rejects.toMatchObject({
    code: 'loop',
    message: 'That is us.',
  });
  client.dispose();
});

test('calls that wait when the engine goes down fail at once, and so do later ones', async () => {
  const engine = fakeEngine({ getSettings: () => new Promise(() => undefined) });
  const client = createEngineClient(engine.bridge, noEvents());
  const waiting = client.call('getSettings');
  engine.enter({ phase: 'restarting', attempt: 1, nextTryAt: 0, reason: 'killed' });
  await expect(waiting).rejects.toMatchObject({ code: 'engine_stopping' });
  await expect(client.call('getSettings')).rejects.toMatchObject({ code: 'engine_stopping' });
  client.dispose();
});

test('events arrive as they were pushed', async () => {
  const engine = fakeEngine({});
  const events = noEvents();
  const client = createEngineClient(engine.bridge, events);
  engine.events.live({ id: 'e-1', messages: [] });
  await vi.waitFor(() => expect(events.live).toHaveBeenCalledWith({ id: 'e-1', messages: [] }));
  client.dispose();
});

test.each([
  [new Error('lost its code'), 'internal', 'lost its code'],
  [{ code: 'not_found', message: 'Gone.' }, 'not_found', 'Gone.'],
  ['nonsense', 'internal', 'no message'],
])('whatever a call fails with becomes an error with a code: %s', (thrown, code, message) => {
  const error = toSluiceError(thrown);
  expect(error.code).toBe(code);
  expect(error.message).toContain(message);
});
