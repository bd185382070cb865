import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { ReplayProgress, ReplayRow } from '../../shared/domain/index.ts';
import { createEngineClient } from '../rpc/client.ts';
import { attachEngine } from '../rpc/engine.ts';
import { fakeEngine } from '../test-support/fake-engine.ts';
import { policy, policyBook } from '../test-support/policy-book.ts';
import { usePolicies } from './policies.ts';
import { useReplay } from './replay.ts';

const state = () => useReplay.getState();
const started = vi.fn(() => Promise.resolve({ id: 'r1' }));
const cancelled = vi.fn(() => Promise.resolve());
let dispose: () => void;

beforeEach(async () => {
  useReplay.setState(useReplay.getInitialState(), true);
  usePolicies.setState(usePolicies.getInitialState(), true);
  started.mockClear();
  cancelled.mockClear();
  const engine = fakeEngine({
    ...policyBook([policy()]).api,
    startReplay: started,
    cancelReplay: cancelled,
  });
  const events = {
    stored: vi.fn(),
    sync: vi.fn(),
    status: vi.fn(),
    settings: vi.fn(),
    live: vi.fn(),
    progress: vi.fn(),
    policies: vi.fn(),
    approvals: vi.fn(),
    replay: vi.fn(),
  };
  const client = createEngineClient(engine.bridge, events);
  attachEngine(client);
  dispose = () => client.dispose();
  await usePolicies.getState().load();
});
afterEach(() => {
  attachEngine(null);
  dispose();
});

const row = (change: ReplayRow['change'], exchangeId: string): ReplayRow => ({
  exchangeId,
  seq: 1,
  startedAt: 0,
  agent: 'a',
  model: null,
  before: 'allow',
  after: 'block',
  change,
  policy: 'P',
  rule: 'r',
  reason: '',
});
const progress = (over: Partial<ReplayProgress>): ReplayProgress => ({
  id: 'r1',
  done: 25,
  total: 100,
  newlyCaught: 0,
  newlyMissed: 0,
  rows: [],
  finished: false,
  usesStoredFindings: 0,
  ...over,
});

test('what it finds is gathered while it runs; of another replay nothing counts', async () => {
  await state().start();
  state().receive(progress({ newlyCaught: 1, rows: [row('caught', 'x')] }));
  state().receive(progress({ id: 'r0', done: 99, rows: [row('caught', 'old')] }));
  state().receive(progress({ done: 100, newlyCaught: 2, rows: [row('caught', 'y')], finished: 'complete' }));
  expect(state().rows.map(({ exchangeId }) => exchangeId)).toEqual(['x', 'y']);
  expect(state().progress).toMatchObject({ done: 100, finished: 'complete' });
  expect(state().tookMs).not.toBeNull();
});

test('cancelled, it keeps what it found, and a second cancel asks for nothing', async () => {
  await state().start();
  state().receive(progress({ newlyMissed: 1, rows: [row('missed', 'x')] }));
  await state().cancel();
  expect(cancelled).toHaveBeenCalledTimes(1);
  state().receive(progress({ newlyMissed: 1, finished: 'cancelled' }));
  expect(state()).toMatchObject({ shown: 'missed', progress: { finished: 'cancelled', newlyMissed: 1 } });
  expect(state().rows).toHaveLength(1);
  await state().cancel();
  expect(cancelled).toHaveBeenCalledTimes(1);
});

test('cancelled before it has a name, it is cancelled as soon as it has one', async () => {
  const starting = state().start();
  await state().cancel();
  expect(cancelled).not.toHaveBeenCalled();
  await starting;
  expect(cancelled).toHaveBeenCalledTimes(1);
});

test('an edit makes what is shown stale; an engine that is gone ends it', async () => {
  await state().start();
  state().markStale();
  expect(state().stale).toBe(true);
  state().lose();
  expect(state().progress).toBeNull();
});
