import { beforeEach, expect, test, vi } from 'vitest';

import type { OutboxMark } from '../../shared/domain/index.ts';
import { useOutboxMarks } from './outbox-marks.ts';

const asked = vi.hoisted(() => vi.fn<(name: string, args: { seqs: number[] }) => Promise<readonly OutboxMark[]>>());
vi.mock('../rpc/engine.ts', () => ({ callEngine: asked }));
vi.useFakeTimers();

const { want, receive, forget } = useOutboxMarks.getState();
const stateOf = (seq: number) => useOutboxMarks.getState().states.get(seq);

beforeEach(() => {
  vi.runAllTimers();
  asked.mockReset().mockResolvedValue([]);
  forget();
});

test('rows that are shown are asked about together, and once', async () => {
  asked.mockResolvedValue([[2, 'delivered']]);
  for (const seq of [1, 2, 3, 2]) want(seq);
  await vi.runAllTimersAsync();
  expect(asked.mock.calls.flatMap(([, { seqs }]) => seqs)).toEqual([1, 2, 3]);
  expect(asked.mock.calls.length).toBeLessThanOrEqual(2);
  expect([stateOf(1), stateOf(2)]).toEqual([undefined, 'delivered']);
  want(2);
  await vi.runAllTimersAsync();
  expect(asked.mock.calls.flatMap(([, { seqs }]) => seqs)).toEqual([1, 2, 3]);
});

test('what the engine tells counts, also of one that was not on its way when it was asked about', async () => {
  want(1);
  await vi.runAllTimersAsync();
  receive([[1, 'queued']]);
  receive([[1, 'delivered']]);
  expect(stateOf(1)).toBe('delivered');
});

test('after the engine was away everything is asked for anew', async () => {
  want(1);
  await vi.runAllTimersAsync();
  forget();
  want(1);
  await vi.runAllTimersAsync();
  expect(asked).toHaveBeenCalledTimes(2);
});

test('memory is bounded: those told first go first, and may be asked about again', async () => {
  want(1);
  await vi.runAllTimersAsync();
  receive(Array.from({ length: 5_001 }, (_, index): OutboxMark => [index + 1, 'queued']));
  expect(useOutboxMarks.getState().states.size).toBe(5_000);
  expect(stateOf(1)).toBeUndefined();
  want(1);
  await vi.runAllTimersAsync();
  expect(asked).toHaveBeenCalledTimes(2);
});
