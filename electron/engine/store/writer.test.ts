import { expect, onTestFinished, test } from 'vitest';

import { readConversation } from '../dialects/index.ts';
import { openForWriting } from './database.ts';
import type { WriteRecord } from './protocol.ts';
import { Reader } from './reader.ts';
import { REDACTION_TOOLS } from './redaction-tools.ts';
import { createRedact } from './redaction.ts';
import type { AgentRecord, CloseRecord, OpenRecord } from './store.ts';
import { temporaryFolder } from './test-support/folder.ts';
import { BLOCKED, T0, asking, closed, finding, opened } from './test-support/records.ts';
import { recount } from './test-support/recount.ts';
import { StoreWriter, UNWATCHED } from './writer.ts';

const HOUR = 3_600_000;
const redact = createRedact(REDACTION_TOOLS);

function store() {
  const folder = temporaryFolder();
  const db = openForWriting(folder);
  onTestFinished(() => void db.close());
  const writer = new StoreWriter(db, redact);
  const reader = new Reader(db, readConversation);
  const commit = (...records: WriteRecord[]) => writer.commit(records);
  const consistent = () => {
    const { kept, recounted } = recount(db);
    expect(kept).toEqual(recounted);
  };
  const summary = (agent: string) => reader.getCollection(agent)?.summary;
  return { folder, db, writer, reader, commit, consistent, summary };
}

const open = (record: OpenRecord): WriteRecord => ({ kind: 'open', record, bytes: 1 });
const close = (record: CloseRecord): WriteRecord => ({ kind: 'close', record, bytes: 1 });
const agent = (record: AgentRecord): WriteRecord => ({ kind: 'agent', record, bytes: 1 });

test('with nobody watching everything is stored, and nothing is worked out to be told', () => {
  const { db, reader, consistent } = store();
  let watched = false;
  const writer = new StoreWriter(db, redact, { watched: () => watched });
  expect(writer.commit([open(opened('a')), close(closed('a', { findings: [finding()] }))])).toBe(UNWATCHED);
  expect(reader.getExchange('a')?.row).toMatchObject({ state: 'complete', findings: 1 });
  watched = true;
  const { rows, totals } = writer.commit([open(opened('b'))]);
  expect([rows.map(({ id }) => id), totals.exchanges]).toEqual([['b'], 2]);
  consistent();
});

test('an exchange is a row at once and has content when it ends', () => {
  const { reader, commit, consistent } = store();
  const event = commit(open(opened('a', { path: '/v1/chat/completions?api-version=1', session: 's-1' })));
  expect(event.rows).toMatchObject([{ seq: 1, id: 'a', state: 'open', verdict: null, status: null, session: 's-1' }]);
  expect(event.totals.exchanges).toBe(1);
  expect(reader.getExchange('a')).toMatchObject({ verdict: null, request: { body: null, sizeBytes: 40 } });
  consistent();

  const ended = commit(close(closed('a', { request: asking('what is new?') })));
  expect(ended.rows).toMatchObject([{ seq: 1, state: 'complete', verdict: 'allow', status: 200, durationMs: 120.5 }]);
  const detail = reader.getExchange('a');
  expect(detail?.request.body).toBe('{"model":"gpt-5","messages":[{"role":"user","content":"what is new?"}]}');
  expect(detail?.conversation?.request[0]?.blocks).toMatchObject([{ kind: 'text', text: 'what is new?' }]);
  expect(detail?.conversation?.answer[0]?.blocks).toMatchObject([{ kind: 'text', text: 'hi there' }]);
  expect(detail?.row).toEqual(ended.rows[0]);
  consistent();
});

test('mode and session are those of the end: whose exchange it is may be known late', () => {
  const { commit, consistent } = store();
  commit(open(opened('a', { mode: 'log', session: 'p-host' })));
  const { rows } = commit(close(closed('a', { mode: 'block', session: 'p-billing' })));
  expect(rows).toMatchObject([{ id: 'a', mode: 'block', session: 'p-billing' }]);
  consistent();
});

test('what was opened and closed in one batch is one row of the event', () => {
  const { commit, consistent } = store();
  const event = commit(open(opened('a')), close(closed('a')), open(opened('b')));
  expect(event.rows.map(({ seq, id, state }) => ({ seq, id, state }))).toEqual([
    { seq: 1, id: 'a', state: 'complete' },
    { seq: 2, id: 'b', state: 'open' },
  ]);
  expect(event.collections).toMatchObject([{ agent: 'search-agent', exchanges: 2, verdicts: { allow: 1 } }]);
  consistent();
});

test('violations are findings on which a policy acted', () => {
  const { reader, commit, consistent, summary, writer } = store();
  const findings = [
    finding({ action: 'block', policy: 'Secrets', rule: 'secrets.x', severity: 'critical' }),
    finding({ action: 'alert' }),
    finding({ action: 'allow', policy: null }),
  ];
  commit(open(opened('a')), close(closed('a', { state: 'blocked', status: 403, verdict: BLOCKED, findings })));
  expect(summary('search-agent')).toMatchObject({ openViolations: 2, errors: 0, verdicts: { block: 1 } });
  expect(reader.getExchange('a')?.row).toMatchObject({ findings: 3, severity: 'critical', policy: 'Secrets' });
  const page = reader.listViolations({ status: 'open', groupBy: 'policy', limit: 10 });
  expect(page.counts).toEqual({ open: 2, reviewed: 0, 'false-positive': 0 });
  consistent();

  const ids = page.violations.map(({ id }) => id);
  expect(writer.setViolationStatus([...ids, 3, 999], 'false-positive').changed).toBe(2);
  expect(writer.setViolationStatus(ids, 'false-positive').changed).toBe(0);
  expect(summary('search-agent')).toMatchObject({ openViolations: 0 });
  expect(writer.setViolationStatus(ids.slice(0, 1), 'open').changed).toBe(1);
  expect(reader.listViolations({ status: 'false-positive', groupBy: 'rule', limit: 10 }).counts).toEqual({
    open: 1,
    reviewed: 0,
    'false-positive': 1,
  });
  consistent();
});

test('an agent that becomes known takes its exchange along, counters and all', () => {
  const { commit, consistent, summary } = store();
  commit(open(opened('a', { agent: 'api.example.com', agentSource: 'host' })), open(opened('b')));
  const event = commit(agent({ id: 'a', agent: 'billing', agentSource: 'key-alias' }));
  expect(event.rows).toMatchObject([{ id: 'a', agent: 'billing', agentSource: 'key-alias' }]);
  // The collection that lost its only exchange is told with none, so that windows let it go.
  expect(event.collections.map((one) => [one.agent, one.exchanges])).toEqual([
    ['api.example.com', 0],
    ['billing', 1],
  ]);
  expect(summary('api.example.com')).toBeUndefined();
  consistent();
});

test('an agent can be repaired after the end, with its violations and tokens', () => {
  const { commit, consistent, summary } = store();
  commit(
    open(opened('a', { startedAt: T0 })),
    open(opened('b', { startedAt: T0 + HOUR })),
    close(closed('a', { findings: [finding()] })),
    close(closed('b')),
  );
  commit(agent({ id: 'a', agent: 'other', agentSource: 'team-alias' }));
  expect(summary('other')).toMatchObject({
    exchanges: 1,
    openViolations: 1,
    inputTokens: 12,
    outputTokens: 5,
    firstSeenAt: T0,
    lastSeenAt: T0,
    agentSource: 'team-alias',
  });
  expect(summary('search-agent')).toMatchObject({ exchanges: 1, openViolations: 0, firstSeenAt: T0 + HOUR });
  consistent();
});

test('errors are failed answers that were not our block', () => {
  const { commit, consistent, summary } = store();
  const ends: Partial<CloseRecord>[] = [
    { state: 'complete', status: 200 },
    { state: 'complete', status: 429 },
    { state: 'blocked', status: 403, verdict: BLOCKED },
    { state: 'upstream-error', status: null },
    { state: 'client-left', status: null },
    { state: 'refused', status: 508 },
  ];
  for (const [index, end] of ends.entries()) commit(open(opened(`e${index}`)), close(closed(`e${index}`, end)));
  expect(summary('search-agent')).toMatchObject({ exchanges: 6, errors: 3 });
  consistent();
});

test('records of unknown exchanges and second ends change nothing', () => {
  const { commit, consistent, reader } = store();
  expect(commit(close(closed('nobody'))).rows).toEqual([]);
  expect(commit(agent({ id: 'nobody', agent: 'x', agentSource: 'host' })).collections).toEqual([]);
  commit(open(opened('a')), close(closed('a')), close(closed('a', { status: 500 })));
  commit(close(closed('a', { status: 500 })));
  expect(reader.getExchange('a')?.row.status).toBe(200);
  consistent();
});

test('a batch that cannot be stored leaves nothing behind, and the next one finds everything as it was', () => {
  const { commit, consistent, reader } = store();
  commit(open(opened('a')), open(opened('old')), close(closed('old')));
  expect(() => commit(close(closed('a')), open(opened('b', { agent: 'new' })), open(opened('old')))).toThrow(/UNIQUE/);
  expect(reader.getExchange('a')?.row.state).toBe('open');
  expect(reader.getCollection('new')).toBeNull();
  consistent();
  const event = commit(open(opened('b', { agent: 'new' })), close(closed('a')));
  expect(event.rows.map(({ seq, id }) => [seq, id])).toEqual([
    [1, 'a'],
    [3, 'b'],
  ]);
  consistent();
});

test('pruning removes the old, keeps what is open, and never gives a seq twice', () => {
  const { db, commit, consistent, writer, reader } = store();
  commit(open(opened('going on', { startedAt: T0 - HOUR })));
  for (const id of ['a', 'b', 'c'])
    commit(open(opened(id, { agent: id })), close(closed(id, { findings: [finding()] })));
  commit(open(opened('new', { startedAt: T0 + HOUR })), close(closed('new')));
  const done = writer.pruneChunk(T0 + 1);
  expect(done?.removed).toBe(3);
  expect(done?.event.collections.map((one) => [one.agent, one.exchanges])).toEqual([
    ['a', 0],
    ['b', 0],
    ['c', 0],
  ]);
  expect(writer.pruneChunk(T0 + 1)).toBeNull();
  expect(reader.listExchanges({ filter: '', limit: 10 }).rows.map(({ id }) => id)).toEqual(['going on', 'new']);
  consistent();
  expect(writer.pruneChunk(null)?.removed).toBe(1);
  const next = new StoreWriter(db, redact).commit([open(opened('later'))]);
  expect(next.rows[0]?.seq).toBe(6);
  consistent();
});

test('exchanges of one batch share a pack, which goes when the last of them goes', () => {
  const { db, commit, consistent, writer, reader } = store();
  const packs = () => db.prepare('SELECT count(*) FROM packs').pluck().get();
  commit(
    open(opened('old', { startedAt: T0 - HOUR })),
    open(opened('new', { startedAt: T0 })),
    close(closed('old', { request: asking('first') })),
    close(closed('new', { request: asking('second') })),
  );
  expect(packs()).toBe(1);
  writer.pruneChunk(T0);
  expect(packs()).toBe(1);
  expect(reader.getExchange('new')?.request.body).toContain('second');
  consistent();
  writer.pruneChunk(T0 + 1);
  expect(packs()).toBe(0);
  consistent();
});

test('what was open when the engine died is interrupted at the next start', () => {
  const { db, commit, consistent, reader, summary } = store();
  commit(open(opened('a')), open(opened('b')), open(opened('c')), close(closed('b')));
  const next = new StoreWriter(db, redact);
  expect(next.interruptOpen()).toBe(2);
  expect(next.interruptOpen()).toBe(0);
  expect(reader.listExchanges({ filter: 'state:interrupted', limit: 10 }).rows.map(({ id }) => id)).toEqual(['a', 'c']);
  expect(summary('search-agent')).toMatchObject({ exchanges: 3, errors: 2, verdicts: { allow: 1 } });
  consistent();
  // Their end, should it come after all, changes nothing.
  next.commit([close(closed('a'))]);
  expect(reader.getExchange('a')?.row.state).toBe('interrupted');
});

test('a list row takes less than 300 bytes', () => {
  const { db, commit } = store();
  const records = Array.from({ length: 500 }, (_, index) => {
    const id = crypto.randomUUID();
    const session = crypto.randomUUID();
    return [
      open(opened(id, { agent: `agent-${index % 9}`, session, path: '/v1/chat/completions?v=1' })),
      close(closed(id, { session, verdict: BLOCKED, firstByteMs: 80.123, gateMs: 0.412 })),
    ];
  });
  commit(...records.flat());
  const bytes = db
    .prepare(`SELECT sum(pgsize - unused) FROM dbstat WHERE name = 'exchanges' AND pagetype = 'leaf'`)
    .pluck()
    .get() as number;
  expect(bytes / 500).toBeLessThan(300);
});

test('a pack’s number is never given again: a reader that holds one it has read must not take it for another', () => {
  const { folder, db, writer, reader, commit } = store();
  commit(open(opened('old')), close(closed('old', { request: asking('the first') })));
  expect(reader.getExchange('old')?.request.body).toContain('the first');
  writer.pruneChunk(null);
  commit(open(opened('new')), close(closed('new', { request: asking('the second, in its place') })));
  expect(reader.getExchange('new')?.request.body).toContain('the second, in its place');

  // Nor by the next engine.
  writer.pruneChunk(null);
  const next = new StoreWriter(openAgain(folder), redact);
  next.commit([open(opened('newer')), close(closed('newer', { request: asking('the third') }))]);
  expect(reader.getExchange('newer')?.request.body).toContain('the third');
  expect(db.prepare('SELECT id FROM packs').pluck().all()).toEqual([3]);
});

function openAgain(folder: string) {
  const db = openForWriting(folder);
  onTestFinished(() => void db.close());
  return db;
}
