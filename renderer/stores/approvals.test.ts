import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Approval } from '../../shared/domain/index.ts';
import type { EngineApi } from '../../shared/rpc/engine-api.ts';
import { sayLeft } from '../features/approvals/countdown.tsx';
import { createEngineClient } from '../rpc/client.ts';
import { attachEngine } from '../rpc/engine.ts';
import { fakeEngine } from '../test-support/fake-engine.ts';
import { currentOf, endOf, useApprovals } from './approvals.ts';

const initial = useApprovals.getInitialState();
const state = () => useApprovals.getState();
let dispose = (): void => undefined;

const waiting = (id: string, more: Partial<Approval> = {}): Approval => ({
  id,
  kind: 'approval',
  exchangeId: `x-${id}`,
  agent: 'billing-bot',
  model: null,
  policy: 'Payments',
  policyId: 'payments',
  rule: 'words.refund',
  severity: 'high',
  reason: 'A banned word.',
  since: 1_000,
  deadline: 301_000,
  held: 1,
  heldUntil: 61_000,
  ...more,
});
const warned = (id: string) => waiting(id, { kind: 'warn', held: 0, heldUntil: null });

// What crosses the wire is no Error.
// oxlint-disable-next-line typescript/prefer-promise-reject-errors
const fail = (code: string) => Promise.reject<void>({ code, message: code });

function connect(calls: Partial<EngineApi>) {
  const engine = fakeEngine(calls);
  const none = {
    stored: vi.fn(),
    status: vi.fn(),
    settings: vi.fn(),
    live: vi.fn(),
    progress: vi.fn(),
    policies: vi.fn(),
    replay: vi.fn(),
    sync: vi.fn(),
  };
  const client = createEngineClient(engine.bridge, { ...none, approvals: (list) => state().receive(list) });
  attachEngine(client);
  dispose = () => client.dispose();
  return engine;
}

beforeEach(() => useApprovals.setState(initial, true));
afterEach(() => {
  attachEngine(null);
  dispose();
});

test('what needs a person asks by itself, a warning waits to be looked at', () => {
  state().receive([warned('w')]);
  expect(state().open).toBe(false);
  state().receive([warned('w'), waiting('a')]);
  expect(state().open).toBe(true);
  expect(currentOf(state())?.id).toBe('a');
});

test('put off, it does not come up again for the same question', () => {
  state().receive([waiting('a')]);
  state().setOpen(false);
  state().receive([waiting('a', { held: 2 })]);
  expect(state().open).toBe(false);
  state().receive([waiting('a'), waiting('b')]);
  expect(state().open).toBe(true);
});

test('the queue has two ends, and what leaves it gives way to the next', () => {
  state().receive([waiting('a'), waiting('b'), waiting('c')]);
  state().step(1);
  expect(currentOf(state())?.id).toBe('b');
  state().step(1);
  state().step(1);
  expect(currentOf(state())?.id).toBe('c');
  state().receive([waiting('a'), waiting('b')]);
  expect(currentOf(state())?.id).toBe('a');
  state().receive([]);
  expect(state()).toMatchObject({ open: false });
  expect(currentOf(state())).toBeNull();
});

test('an answer goes to the engine once, however often it is pressed', async () => {
  const answerApproval = vi.fn(() => Promise.resolve());
  const engine = connect({ answerApproval });
  const one = waiting('a');
  state().receive([one, waiting('b')]);
  await Promise.all([state().answer(one, 'approve', { count: 10 }), state().answer(one, 'approve', { count: 10 })]);
  expect(engine.calls).toEqual([
    { method: 'answerApproval', args: { id: 'a', decision: 'approve', scope: { count: 10 } } },
  ]);
  expect(state().waiting.map(({ id }) => id)).toEqual(['b']);
  expect(state().answering.size).toBe(0);
});

test('too late is said, and leaves the queue; any other failure keeps the question', async () => {
  connect({ answerApproval: () => fail('not_found') });
  state().receive([waiting('a')]);
  await state().answer(waiting('a'), 'deny');
  expect(state().waiting).toEqual([]);
  dispose();
  connect({ answerApproval: () => fail('internal') });
  state().receive([waiting('b')]);
  await state().answer(waiting('b'), 'deny');
  expect(state().waiting.map(({ id }) => id)).toEqual(['b']);
  expect(state().answering.size).toBe(0);
});

test('a held request ends before its question does', () => {
  expect(endOf(waiting('a'))).toBe(61_000);
  expect(endOf(warned('w'))).toBe(301_000);
  expect([sayLeft(61_000), sayLeft(900), sayLeft(-5)]).toEqual(['1:01', '0:01', '0:00']);
});
