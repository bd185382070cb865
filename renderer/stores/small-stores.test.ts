import { afterEach, describe, expect, test, vi } from 'vitest';

import type { CollectionSummary, Violation } from '../../shared/domain/index.ts';
import { exchangeRow } from '../test-support/rows.ts';
import { sentence } from './announcements.ts';
import { useArrivals } from './arrivals.ts';
import { NO_VERDICTS, mergeCollections } from './collections.ts';
import { useNavigation } from './navigation.ts';
import { throttle } from './throttle.ts';
import { nextSelected } from './violations.ts';

const collection = (agent: string, exchanges: number): CollectionSummary => ({
  agent,
  agentSource: 'metadata',
  exchanges,
  verdicts: NO_VERDICTS,
  openViolations: 0,
  errors: 0,
  inputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
  priced: 0,
  firstSeenAt: 0,
  lastSeenAt: 0,
  modeOverride: null,
  perHour: [],
});

test('changed collections go over the known ones, busiest first, empty ones leave', () => {
  const known = [collection('a', 5), collection('b', 3)];
  const merged = mergeCollections(known, [collection('b', 9), collection('a', 0), collection('c', 9)]);
  expect(merged.map(({ agent }) => agent)).toEqual(['b', 'c']);
  expect(mergeCollections(known, [])).toBe(known);
});

test('many verdicts make one sentence', () => {
  const rows = ['a', 'b', 'c', 'd'].map((agent, seq) =>
    exchangeRow({ seq, agent, verdict: seq === 0 ? 'alert' : 'block' }),
  );
  expect(sentence(rows)).toBe('3 blocked, 1 alerted. Agents: a, b, c and others.');
  expect(sentence(rows.slice(0, 1))).toBe('1 alerted. Agent: a.');
  const logged = rows.map((row) => ({ ...row, mode: 'log' as const }));
  expect(sentence([...rows.slice(1, 2), ...logged])).toBe(
    '1 blocked, 1 alerted, 3 would have been blocked. Agents: b, a, c and others.',
  );
});

test('the first exchange since the wait began is followed to its end', () => {
  const { restart, receive } = useArrivals.getState();
  restart(1_000);
  receive([exchangeRow({ seq: 1, startedAt: 500 })]);
  expect(useArrivals.getState().row).toBeNull();
  receive([exchangeRow({ seq: 2, startedAt: 1_500, state: 'open' }), exchangeRow({ seq: 3, startedAt: 1_600 })]);
  receive([exchangeRow({ seq: 3, startedAt: 1_600 }), exchangeRow({ seq: 2, startedAt: 1_500 })]);
  expect(useArrivals.getState().row).toMatchObject({ seq: 2, state: 'complete' });
});

test('only a call by the door that is waited at counts, and none of Sluice’s own or that was refused', () => {
  const { restart, receive } = useArrivals.getState();
  restart(1_000, 'guardrail-api');
  const later = { startedAt: 1_500, ingress: 'guardrail-api' } as const;
  receive([
    exchangeRow({ seq: 1, ...later, ingress: 'gateway' }),
    exchangeRow({ seq: 2, ...later, agent: 'sluice-test' }),
    exchangeRow({ seq: 3, ...later, state: 'refused' }),
  ]);
  expect(useArrivals.getState().row).toBeNull();
  receive([exchangeRow({ seq: 4, ...later })]);
  expect(useArrivals.getState().row).toMatchObject({ seq: 4 });
  restart(0, null);
});

describe('the rail', () => {
  test('narrows what lists, opens a page elsewhere', () => {
    const { show, chooseAgent } = useNavigation.getState();
    show('traffic');
    chooseAgent('a');
    expect(useNavigation.getState()).toMatchObject({ view: 'traffic', agent: 'a' });
    show('settings');
    chooseAgent('b');
    expect(useNavigation.getState()).toMatchObject({ view: 'collections', agent: 'b' });
    chooseAgent(null);
    expect(useNavigation.getState()).toMatchObject({ view: 'traffic', agent: null });
  });
});

test('after triage the cursor goes to the next one that stays, at the end to the one before', () => {
  const list = [1, 2, 3].map((id) => ({ id }) as Violation);
  expect(nextSelected(list, [2], 2)).toBe(3);
  expect(nextSelected(list, [3], 3)).toBe(2);
  expect(nextSelected(list, [1, 2, 3], 2)).toBeNull();
  expect(nextSelected(list, [1], 2)).toBe(2);
});

describe('throttled work', () => {
  afterEach(() => vi.useRealTimers());
  test('runs at once, then seldom, and never loses the last call', () => {
    vi.useFakeTimers();
    const work = vi.fn();
    const throttled = throttle(100, work);
    throttled.run();
    throttled.run();
    throttled.run();
    expect(work).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(100);
    expect(work).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(500);
    expect(work).toHaveBeenCalledTimes(2);
  });
});
