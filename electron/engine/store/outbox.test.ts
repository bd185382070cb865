import { expect, onTestFinished, test } from 'vitest';

import type { OutboxState, SyncRule } from '../../../shared/domain/index.ts';
import { openForWriting } from './database.ts';
import { type OutboxOrder, openOutbox } from './index.ts';
import { DISCARDED, LANES } from './outbox.ts';
import { readOutbox, readOutboxEntry, readOutboxMarks, readOutboxTotals } from './outbox-views.ts';
import type { WriteRecord } from './protocol.ts';
import { REDACTION_TOOLS } from './redaction-tools.ts';
import { createRedact } from './redaction.ts';
import { temporaryFolder } from './test-support/folder.ts';
import { BLOCKED, T0, closed, opened } from './test-support/records.ts';
import { recount } from './test-support/recount.ts';
import { StoreWriter, isUnwatched } from './writer.ts';

const ALL: SyncRule = { scope: 'all', collections: [], since: T0 };

function store(rule: SyncRule | null = ALL) {
  const folder = temporaryFolder();
  const db = openForWriting(folder);
  onTestFinished(() => void db.close());
  const redact = createRedact(REDACTION_TOOLS);
  let writer = new StoreWriter(db, redact, { syncRule: rule });
  const perform = (order: OutboxOrder) => writer.performOutbox(order);
  return {
    folder,
    db,
    get writer() {
      return writer;
    },
    /** As the next engine finds what this one left. */
    restart: (next: SyncRule | null) => {
      writer = new StoreWriter(db, redact, { syncRule: next });
      writer.recoverOutbox();
      writer.interruptOpen();
    },
    commit: (...records: WriteRecord[]) => writer.commit(records),
    /** Opened and ended in one batch. */
    exchange: (id: string, agent = 'search-agent', startedAt = T0) =>
      writer.commit([
        { kind: 'open', record: opened(id, { agent, startedAt }), bytes: 1 },
        { kind: 'close', record: closed(id), bytes: 1 },
      ]),
    perform,
    claim: (...seqs: number[]) => perform({ kind: 'claim', entries: seqs.map((seq) => ({ seq, sizeBytes: 100 })) }),
    delivered: (...seqs: number[]) => perform({ kind: 'settle', delivered: seqs, rejected: [], again: [] }),
    again: (unsure: boolean, ...seqs: number[]) =>
      perform({
        kind: 'settle',
        delivered: [],
        rejected: [],
        again: seqs.map((seq) => ({ seq, reason: 'broke off', unsure, accepted: [] })),
      }),
    stateOf: (seq: number) => readOutboxEntry(db, seq)?.state ?? null,
    marks: (...seqs: number[]) => readOutboxMarks(db, seqs),
    entry: (seq: number) => readOutboxEntry(db, seq),
    totals: () => readOutboxTotals(db),
    consistent: () => {
      const { kept, recounted } = recount(db);
      expect(kept).toEqual(recounted);
    },
  };
}

test('an exchange enters in the transaction that ends it, and nothing does while no rule is set', () => {
  const { commit, perform, entry, marks, stateOf, exchange, consistent } = store(null);
  exchange('before');
  perform({ kind: 'rule', rule: ALL });
  const open = commit({ kind: 'open', record: opened('a'), bytes: 1 });
  expect(open.outbox).toBeUndefined();
  const ended = commit({ kind: 'close', record: closed('a'), bytes: 1 });
  expect(ended.outbox).toEqual([[2, 'queued']]);
  expect(entry(2)).toMatchObject({ id: 'a', agent: 'search-agent', state: 'queued', tries: 0, repeats: 0 });
  expect(stateOf(1)).toBeNull();
  expect(marks(1, 2, 3)).toEqual([[2, 'queued']]);
  consistent();
});

test('what changed in the outbox is told even where nobody listens to commits', () => {
  const db = openForWriting(temporaryFolder());
  onTestFinished(() => void db.close());
  const writer = new StoreWriter(db, createRedact(REDACTION_TOOLS), { syncRule: ALL, watched: () => false });
  const opening = writer.commit([{ kind: 'open', record: opened('a'), bytes: 1 }]);
  const ending = writer.commit([{ kind: 'close', record: closed('a'), bytes: 1 }]);
  expect([opening, ending].map((event) => ({ told: !isUnwatched(event), outbox: event.outbox }))).toEqual([
    { told: false, outbox: undefined },
    { told: false, outbox: [[1, 'queued']] },
  ]);
});

test('a batch that cannot be committed leaves nothing in the outbox either', () => {
  const { commit, totals, exchange } = store();
  exchange('a');
  expect(() =>
    commit(
      { kind: 'open', record: opened('b'), bytes: 1 },
      { kind: 'close', record: closed('b'), bytes: 1 },
      { kind: 'open', record: opened('a'), bytes: 1 },
    ),
  ).toThrow(/UNIQUE/);
  expect(totals().counts.queued).toBe(1);
  expect(exchange('c').outbox).toEqual([[2, 'queued']]);
});

test.each<[SyncRule, Record<string, OutboxState | null>]>([
  [ALL, { old: null, chosen: 'queued', other: 'queued', blocked: 'queued' }],
  [
    { ...ALL, scope: 'collections', collections: ['chosen'] },
    { old: null, chosen: 'queued', other: 'left-out', blocked: 'left-out' },
  ],
  [
    { ...ALL, scope: 'violations' },
    { old: null, chosen: 'left-out', other: 'left-out', blocked: 'queued' },
  ],
])('the rule %j decides what goes', (rule, expected) => {
  const { commit, exchange, stateOf, consistent } = store(rule);
  exchange('old', 'chosen', T0 - 1);
  exchange('chosen', 'chosen');
  exchange('other', 'other');
  commit(
    { kind: 'open', record: opened('blocked', { agent: 'other' }), bytes: 1 },
    { kind: 'close', record: closed('blocked', { state: 'blocked', status: 403, verdict: BLOCKED }), bytes: 1 },
  );
  const states = Object.fromEntries(Object.keys(expected).map((id, index) => [id, stateOf(index + 1)]));
  expect(states).toEqual(expected);
  consistent();
});

test('what is claimed is sending, once; what is acknowledged is delivered, for good', () => {
  const { exchange, claim, delivered, entry, totals, consistent } = store();
  for (const id of ['a', 'b', 'c']) exchange(id);
  expect(claim(1, 2).answer.claimed).toEqual([
    { seq: 1, accepted: [] },
    { seq: 2, accepted: [] },
  ]);
  expect(claim(1, 2, 3).answer.claimed).toEqual([{ seq: 3, accepted: [] }]);
  expect(delivered(1, 2).event.outbox).toEqual([
    [1, 'delivered'],
    [2, 'delivered'],
  ]);
  expect(claim(1).answer.claimed).toEqual([]);
  expect(entry(1)).toMatchObject({ state: 'delivered', tries: 1, repeats: 0, sizeBytes: 100 });
  expect(totals()).toMatchObject({ counts: { sending: 1, delivered: 2, queued: 0 }, deliveredEver: 2, repeats: 0 });
  expect(totals().lastDeliveredAt).toBeGreaterThan(T0);
  consistent();
});

test('a sending after one whose end nobody knows is a repeat, marked and counted; after a plain failure it is none', () => {
  const { exchange, claim, again, entry, totals } = store();
  exchange('a');
  exchange('b');
  claim(1, 2);
  again(true, 1);
  again(false, 2);
  expect(entry(1)).toMatchObject({ state: 'queued', reason: 'broke off', repeats: 0 });
  claim(1, 2);
  expect(entry(1)).toMatchObject({ state: 'sending', tries: 2, repeats: 1 });
  expect(entry(2)).toMatchObject({ state: 'sending', tries: 2, repeats: 0 });
  expect(totals().repeats).toBe(1);
});

test('what was being sent when the engine died goes again and is a repeat; what was open goes as interrupted', () => {
  const { commit, exchange, claim, restart, stateOf, entry, totals, consistent } = store();
  exchange('sending');
  exchange('queued');
  commit({ kind: 'open', record: opened('open'), bytes: 1 });
  claim(1);
  restart(ALL);
  expect([1, 2, 3].map((seq) => stateOf(seq))).toEqual(['queued', 'queued', 'queued']);
  claim(1, 2, 3);
  expect([1, 2, 3].map((seq) => entry(seq)?.repeats)).toEqual([1, 0, 0]);
  expect(totals().repeats).toBe(1);
  consistent();
});

test('without sync what waits is paused and what was open does not enter; it goes on when sync is on again', () => {
  const { commit, exchange, claim, restart, stateOf, perform, again, consistent } = store();
  exchange('sending');
  exchange('queued');
  commit({ kind: 'open', record: opened('open'), bytes: 1 });
  claim(1);
  restart(null);
  expect([1, 2, 3].map((seq) => stateOf(seq))).toEqual(['paused', 'paused', null]);
  perform({ kind: 'rule', rule: ALL });
  expect([1, 2].map((seq) => stateOf(seq))).toEqual(['queued', 'queued']);
  claim(2);
  perform({ kind: 'rule', rule: { ...ALL, scope: 'collections', collections: ['other'] } });
  expect([1, 2].map((seq) => stateOf(seq))).toEqual(['paused', 'sending']);
  again(false, 2);
  expect(stateOf(2)).toBe('paused');
  consistent();
});

test('an exchange that turns out to be another agent’s moves with its place in the outbox', () => {
  const { commit, exchange, totals, consistent } = store();
  exchange('a', 'host');
  commit({ kind: 'agent', record: { id: 'a', agent: 'alias', agentSource: 'key-alias' }, bytes: 1 });
  expect(Object.keys(totals().byAgent)).toEqual(['alias']);
  consistent();
});

test('rejected ones say why, come back on request with what was accepted of them, or are taken out', () => {
  const { exchange, claim, perform, entry, stateOf, consistent } = store();
  for (const id of ['a', 'b', 'c']) exchange(id);
  claim(1, 2, 3);
  perform({
    kind: 'settle',
    delivered: [],
    rejected: [1, 2, 3].map((seq) => ({ seq, reason: '422', accepted: seq === 1 ? [0] : [] })),
    again: [],
  });
  expect(entry(1)).toMatchObject({ state: 'rejected', reason: '422' });
  expect(perform({ kind: 'retry', seqs: [1] }).answer.changed).toBe(1);
  expect(claim(1).answer.claimed).toEqual([{ seq: 1, accepted: [0] }]);
  expect(perform({ kind: 'discard', view: 'rejected', seqs: [2] }).answer.changed).toBe(1);
  expect(entry(2)).toMatchObject({ state: 'left-out', reason: DISCARDED });
  expect(perform({ kind: 'retry', seqs: null }).answer.changed).toBe(1);
  expect([1, 2, 3].map((seq) => stateOf(seq))).toEqual(['sending', 'left-out', 'queued']);
  consistent();
});

test('what was stored before enters on request, as the rule says', () => {
  const { exchange, perform, stateOf, consistent } = store(null);
  exchange('old', 'a', T0 - 1);
  exchange('a', 'a');
  exchange('b', 'b');
  perform({ kind: 'rule', rule: { ...ALL, scope: 'collections', collections: ['a'] } });
  const first = perform({ kind: 'backfill', after: 0 }).answer;
  expect(first).toMatchObject({ changed: 1, next: 3 });
  expect(perform({ kind: 'backfill', after: first.next ?? 0 }).answer).toMatchObject({ changed: 0, next: null });
  expect([1, 2, 3].map((seq) => stateOf(seq))).toEqual([null, 'queued', null]);
  consistent();
});

test('retention leaves what waits and takes what was delivered with its place', () => {
  const { writer, exchange, claim, delivered, stateOf, totals, consistent } = store();
  for (const id of ['waits', 'sending', 'delivered']) exchange(id);
  claim(2, 3);
  delivered(3);
  expect(writer.pruneChunk(T0 + 1)?.removed).toBe(1);
  expect(writer.pruneChunk(null)).toBeNull();
  expect([1, 2, 3].map((seq) => stateOf(seq))).toEqual(['queued', 'sending', null]);
  expect(totals()).toMatchObject({ counts: { delivered: 0 }, deliveredEver: 1 });
  consistent();
});

test('a lane has whole collections, in the order of their exchanges; pages follow one another', () => {
  const { folder, db, exchange } = store();
  for (let index = 0; index < 40; index += 1) exchange(`x${index}`, `agent-${index % 7}`);
  const source = openOutbox(folder);
  onTestFinished(() => source.close());
  const lanes = Array.from({ length: LANES }, (_, lane) => [...source.queued(lane, 100)].map(({ row }) => row));
  expect(lanes.flat()).toHaveLength(40);
  for (const lane of lanes) {
    expect(lane.map(({ seq }) => seq)).toEqual(lane.map(({ seq }) => seq).toSorted((a, b) => a - b));
    expect(source.waiting(lanes.indexOf(lane), 100).count).toBe(lane.length);
  }
  const agents = lanes.map((lane) => new Set(lane.map(({ agent }) => agent)));
  expect(agents.reduce((sum, { size }) => sum + size, 0)).toBe(7);

  const first = readOutbox(db, { view: 'waiting', limit: 30 });
  const rest = readOutbox(db, { view: 'waiting', after: first.entries.at(-1)?.seq, limit: 30 });
  expect([first.hasMore, rest.hasMore]).toEqual([true, false]);
  expect([...first.entries, ...rest.entries].map(({ seq }) => seq)).toEqual(
    Array.from({ length: 40 }, (_, at) => at + 1),
  );
});
