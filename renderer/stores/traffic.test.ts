import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { ExchangeRow, Totals } from '../../shared/domain/index.ts';
import type { EngineApi } from '../../shared/rpc/engine-api.ts';
import { createEngineClient } from '../rpc/client.ts';
import { attachEngine } from '../rpc/engine.ts';
import { fakeEngine } from '../test-support/fake-engine.ts';
import { exchangeRow } from '../test-support/rows.ts';
import { useTraffic } from './traffic.ts';

const initial = useTraffic.getInitialState();
const totals: Totals = {
  exchanges: 9,
  verdicts: { allow: 9, alert: 0, warn: 0, mask: 0, block: 0 },
  openViolations: 0,
  hours: [],
};
const state = () => useTraffic.getState();
const seqs = () => state().window.rows.map(({ seq }) => seq);
const push = (...rows: ExchangeRow[]) => state().receive({ rows, collections: [], totals });
let stored: ExchangeRow[] = [];
let dispose: () => void = () => undefined;

/** Pages like the engine's over `stored`; a filter `verdict:block` is understood. */
const api: Partial<EngineApi> = {
  listExchanges({ filter, agent, before, after, limit }) {
    const all = stored.filter(
      (row) => (agent === undefined || row.agent === agent) && (filter === '' || row.verdict === 'block'),
    );
    if (before !== undefined) {
      const older = all.filter((row) => row.seq < before);
      return Promise.resolve({ rows: older.slice(-limit), hasMore: older.length > limit });
    }
    if (after !== undefined) {
      const newer = all.filter((row) => row.seq > after);
      return Promise.resolve({ rows: newer.slice(0, limit), hasMore: newer.length > limit });
    }
    return Promise.resolve({ rows: all.slice(-limit), hasMore: all.length > limit });
  },
  countExchanges: () => Promise.resolve({ count: stored.length, capped: false, total: stored.length }),
};

function connect(calls: Partial<EngineApi> = api) {
  const engine = fakeEngine(calls);
  const client = createEngineClient(engine.bridge, {
    stored: vi.fn(),
    sync: vi.fn(),
    status: vi.fn(),
    settings: vi.fn(),
    live: vi.fn(),
    progress: vi.fn(),
    policies: vi.fn(),
    approvals: vi.fn(),
    replay: vi.fn(),
  });
  attachEngine(client);
  dispose = () => client.dispose();
  return engine;
}

beforeEach(() => {
  useTraffic.setState(initial, true);
  stored = [1, 2, 3].map((seq) => exchangeRow({ seq }));
});
afterEach(() => {
  attachEngine(null);
  dispose();
});

test('the newest page comes first, older ones on demand', async () => {
  stored = Array.from({ length: 900 }, (_, index) => exchangeRow({ seq: index + 1 }));
  connect();
  await state().reload();
  expect([seqs()[0], seqs().at(-1), state().window.hasOlder]).toEqual([501, 900, true]);
  await state().loadOlder();
  expect([seqs()[0], seqs().at(-1)]).toEqual([101, 900]);
});

test('a new filter and a new collection are counted at once, however soon they follow', async () => {
  const asked: string[] = [];
  const countExchanges: EngineApi['countExchanges'] = ({ filter, agent }) => {
    asked.push(`${agent ?? 'all'} ${filter}`.trim());
    return Promise.resolve({ count: 0, capped: false, total: stored.length });
  };
  connect({ ...api, countExchanges });
  const settled = () => vi.waitFor(() => expect(state().loading).toBeNull());
  state().setFilter('verdict:block');
  await settled();
  state().setFilter('');
  await settled();
  state().setAgent('search-agent');
  await settled();
  expect(asked).toEqual(['all verdict:block', 'all', 'search-agent']);
});

test('rows pushed while the first page is on its way are not lost', async () => {
  connect();
  const loading = state().reload();
  push(exchangeRow({ seq: 4 }));
  await loading;
  expect(seqs()).toEqual([1, 2, 3, 4]);
});

test('at the end the list follows, further up it counts what is new', async () => {
  connect();
  await state().reload();
  push(exchangeRow({ seq: 4 }));
  expect(state().unseen).toBe(0);
  state().setFollowing(false);
  push(exchangeRow({ seq: 5 }), exchangeRow({ seq: 6 }));
  expect(state().unseen).toBe(2);
  await state().toTail();
  expect(state()).toMatchObject({ following: true, unseen: 0 });
});

test('paused, nothing moves and arrivals are counted; resumed, everything is there', async () => {
  connect();
  await state().reload();
  state().setPaused(true);
  stored.push(exchangeRow({ seq: 4 }));
  push(exchangeRow({ seq: 4 }));
  push(exchangeRow({ seq: 4, verdict: 'block' }));
  expect(seqs()).toEqual([1, 2, 3]);
  expect(state().arrived).toBe(1);
  state().setPaused(false);
  await vi.waitFor(() => expect(seqs()).toEqual([1, 2, 3, 4]));
});

test('a row that moves to another agent leaves this one’s list', async () => {
  connect();
  useTraffic.setState({ agent: 'search-agent' });
  await state().reload();
  push(exchangeRow({ seq: 2, agent: 'billing-bot' }));
  expect(seqs()).toEqual([1, 3]);
});

test('what an open exchange learns changes its row where it is shown, and adds none', async () => {
  connect();
  await state().reload();
  state().receiveProgress([exchangeRow({ seq: 2, verdict: 'mask' }), exchangeRow({ seq: 9 })]);
  expect(seqs()).toEqual([1, 2, 3]);
  expect(state().window.rows[1]?.verdict).toBe('mask');
  state().setPaused(true);
  state().receiveProgress([exchangeRow({ seq: 2, verdict: 'block' })]);
  expect(state().window.rows[1]?.verdict).toBe('mask');
});

describe('with a filter', () => {
  test('only the engine says what matches, also later', async () => {
    connect();
    state().setFilter('verdict:block');
    await vi.waitFor(() => expect(state().loading).toBeNull());
    expect(seqs()).toEqual([]);
    stored[1] = exchangeRow({ seq: 2, verdict: 'block' });
    push(exchangeRow({ seq: 2, verdict: 'block' }));
    await vi.waitFor(() => expect(seqs()).toEqual([2]));
  });

  test('one that does not parse changes nothing but says why', async () => {
    const engine = connect();
    await state().reload();
    const before = engine.calls.length;
    state().setFilter('status:high');
    expect(state().problem?.message).toContain('takes a number');
    expect(state().filter).toBe('');
    expect(engine.calls).toHaveLength(before);
  });

  test('the answer to an older one is thrown away', async () => {
    let answerFirst: (page: { rows: ExchangeRow[]; hasMore: boolean }) => void = () => undefined;
    connect({
      ...api,
      listExchanges: ({ filter }) =>
        filter === ''
          ? new Promise((resolve) => {
              answerFirst = resolve;
            })
          : Promise.resolve({ rows: [exchangeRow({ seq: 7, verdict: 'block' })], hasMore: false }),
    });
    const first = state().reload();
    await vi.waitFor(() => expect(answerFirst.name).not.toBe('answerFirst'));
    state().setFilter('verdict:block');
    await vi.waitFor(() => expect(seqs()).toEqual([7]));
    answerFirst({ rows: [exchangeRow({ seq: 1 })], hasMore: false });
    await first;
    expect(seqs()).toEqual([7]);
  });
});

test('when the engine is down the list says so and keeps what it has', async () => {
  const engine = connect();
  await state().reload();
  engine.enter({ phase: 'restarting', attempt: 1, nextTryAt: 0, reason: 'killed' });
  await state().reload();
  expect(state().error).toContain('not running');
  expect(seqs()).toEqual([1, 2, 3]);
});
