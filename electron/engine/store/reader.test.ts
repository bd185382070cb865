import { expect, onTestFinished, test } from 'vitest';

import type { ExchangeRow } from '../../../shared/domain/index.ts';
import { readConversation } from '../dialects/index.ts';
import { aktoCollectionId } from './collection-detail.ts';
import { openForReading, openForWriting } from './database.ts';
import type { WriteRecord } from './protocol.ts';
import { Reader } from './reader.ts';
import { REDACTION_TOOLS } from './redaction-tools.ts';
import { createRedact } from './redaction.ts';
import type { CloseRecord, OpenRecord } from './store.ts';
import { temporaryFolder } from './test-support/folder.ts';
import { BLOCKED, T0, asking, closed, finding, opened } from './test-support/records.ts';
import { StoreWriter } from './writer.ts';

const redact = createRedact(REDACTION_TOOLS);
type Made = [id: string, open?: Partial<OpenRecord>, close?: Partial<CloseRecord> | null];

/** A store with these exchanges, in this order. `close` null: still open. */
function stored(exchanges: readonly Made[]) {
  const folder = temporaryFolder();
  const db = openForWriting(folder);
  const writer = new StoreWriter(db, redact);
  const records = exchanges.flatMap(([id, open, close]): WriteRecord[] => [
    { kind: 'open', record: opened(id, open), bytes: 1 },
    ...(close === null ? [] : [{ kind: 'close' as const, record: closed(id, close), bytes: 1 }]),
  ]);
  writer.commit(records);
  const readDb = openForReading(folder);
  onTestFinished(() => {
    readDb.close();
    db.close();
  });
  const reader = new Reader(readDb, readConversation);
  const find = (filter: string, agent?: string) =>
    reader
      .listExchanges({ filter, agent, limit: 100 })
      .rows.map(({ id }) => id)
      .join(' ');
  return { writer, reader, find };
}

const ids = (rows: readonly ExchangeRow[]) => rows.map(({ id }) => id);

test('pages walk in both directions without gaps or repeats, always ascending', () => {
  const { reader } = stored(Array.from({ length: 10 }, (_, index): Made => [`x${index}`]));
  const newest = reader.listExchanges({ filter: '', limit: 4 });
  expect([ids(newest.rows), newest.hasMore]).toEqual([['x6', 'x7', 'x8', 'x9'], true]);
  const older = reader.listExchanges({ filter: '', before: newest.rows[0]?.seq, limit: 4 });
  expect([ids(older.rows), older.hasMore]).toEqual([['x2', 'x3', 'x4', 'x5'], true]);
  const oldest = reader.listExchanges({ filter: '', before: older.rows[0]?.seq, limit: 4 });
  expect([ids(oldest.rows), oldest.hasMore]).toEqual([['x0', 'x1'], false]);
  const newer = reader.listExchanges({ filter: '', after: oldest.rows.at(-1)?.seq, limit: 3 });
  expect([ids(newer.rows), newer.hasMore]).toEqual([['x2', 'x3', 'x4'], true]);
  expect(reader.listExchanges({ filter: '', after: 10, limit: 3 })).toEqual({ rows: [], hasMore: false });
  expect(ids(reader.listExchanges({ filter: '', after: 2, before: 5, limit: 9 }).rows)).toEqual(['x2', 'x3']);
});

test('a page that is exactly full has no more behind it', () => {
  const { reader } = stored([['a'], ['b'], ['c']]);
  expect(reader.listExchanges({ filter: '', limit: 3 }).hasMore).toBe(false);
});

test('filters', () => {
  const { find, reader } = stored([
    ['ok', { agent: 'Search-Agent', path: '/v1/chat/completions?v=1', session: 's-1' }, { session: 's-1' }],
    [
      'slow',
      { agent: 'billing', model: 'claude' },
      { model: 'claude-opus', durationMs: 9_000, inputTokens: null, outputTokens: null },
    ],
    [
      'bad',
      { agent: 'billing', method: 'GET', path: '/100%_sure', model: null },
      { status: 500, state: 'upstream-error', model: null },
    ],
    [
      'stop',
      { agent: 'billing_2', mode: 'log' },
      {
        mode: 'log',
        state: 'blocked',
        status: 403,
        verdict: BLOCKED,
        findings: [
          finding({ type: 'secret.openai_api_key', rule: 'secrets.openai', policy: 'Secrets', action: 'block' }),
        ],
      },
    ],
    [
      'mail',
      { ingress: 'guardrail-api', dialect: 'anthropic-messages' },
      { findings: [finding()], inputTokens: 900, outputTokens: 200 },
    ],
    ['going', { startedAt: Date.now(), model: null }, null],
  ]);
  const cases: Record<string, string> = {
    '': 'ok slow bad stop mail going',
    // Without regard to case; * is anything, what LIKE would take for a wildcard is itself.
    'agent:search-agent': 'ok mail going',
    'agent:BILL*': 'slow bad stop',
    'agent:billing_2': 'stop',
    'path:*%_sure': 'bad',
    'path:*_v*': '',
    'agent:billing agent:search-agent': 'ok slow bad mail going',
    '-agent:billing -agent:search-agent': 'stop',
    'agent:billing method:get': 'bad',
    // A row without a value does not have the value.
    '-model:gpt*': 'slow bad going',
    'model:claude*': 'slow',
    'status:>=400': 'bad stop',
    '-status:>=400': 'ok slow mail going',
    'status:>=400 -status:>=500': 'stop',
    'status:403 status:500': 'bad stop',
    'state:open': 'going',
    'state:up*': 'bad',
    'verdict:block': 'stop',
    'verdict:BLOCK verdict:alert': 'stop',
    '-verdict:allow': 'stop going',
    'verdict:allow': 'ok slow bad mail',
    'mode:log': 'stop',
    'dialect:anthropic-messages': 'mail',
    'ingress:guardrail-api': 'mail',
    'session:s-1': 'ok',
    'policy:secrets': 'stop',
    'type:email': 'mail',
    'type:secret.*': 'stop',
    '-type:*': 'ok slow bad going',
    'rule:pii.* rule:secrets.*': 'stop mail',
    'id:bad': 'bad',
    'id:BAD': '',
    'id:*o*': 'ok slow stop going',
    'duration:>1000': 'slow',
    'tokens:>=1100': 'mail',
    'tokens:<20': 'ok bad stop',
    'last:1h': 'going',
    '-last:1h': 'ok slow bad stop mail',
    claude: 'slow',
    bill: 'slow bad stop',
    'CHAT billing': 'slow stop',
    '-chat -billing': '',
    '"100%"': 'bad',
    '"%"': 'bad',
    'nothing-like-it': '',
  };
  for (const [filter, expected] of Object.entries(cases)) {
    expect(find(filter), filter).toBe(expected);
    const { count, capped, total } = reader.countExchanges({ filter });
    expect({ count, capped, total }, filter).toEqual({
      count: expected.split(' ').filter(Boolean).length,
      capped: false,
      total: 6,
    });
  }
  expect(find('status:>=400', 'billing')).toBe('bad');
  expect(find('', 'nobody')).toBe('');
  expect(reader.countExchanges({ filter: '', agent: 'billing' })).toEqual({ count: 2, capped: false, total: 6 });
  expect(reader.countExchanges({ filter: '', agent: 'nobody' })).toEqual({ count: 0, capped: false, total: 6 });
});

test('hostile filter values are values', () => {
  const { find } = stored([
    ['a', { agent: `x'); DROP TABLE exchanges; --` }],
    ['b', { agent: 'back\\slash' }],
  ]);
  expect(find(`agent:"x'); DROP TABLE exchanges; --"`)).toBe('a');
  expect(find(`agent:"x');*"`)).toBe('a');
  expect(find('agent:back\\*')).toBe('b');
  expect(find('')).toBe('a b');
});

test('counting stops at ten thousand', { timeout: 60_000 }, () => {
  const { reader } = stored(Array.from({ length: 10_002 }, (_, index): Made => [`c${index}`, {}, null]));
  expect(reader.countExchanges({ filter: 'state:open' })).toEqual({ count: 10_000, capped: true, total: 10_002 });
  expect(reader.countExchanges({ filter: '' })).toEqual({ count: 10_002, capped: false, total: 10_002 });
});

test('an exchange is read whole, and a broken body is still shown', () => {
  const { reader } = stored([
    [
      'a',
      { dialect: 'openai-chat' },
      {
        verdict: BLOCKED,
        request: {
          headers: [
            ['B', '1'],
            ['a', '2'],
          ],
          body: '{"messages": [',
          bodyKind: 'json',
          sizeBytes: 14,
          truncated: true,
        },
        response: { headers: [], body: null, bodyKind: 'binary', sizeBytes: 9, truncated: false },
      },
    ],
    ['b', {}, { request: { headers: [], body: 'naïve\n😀\ntext', bodyKind: 'text', sizeBytes: 9, truncated: false } }],
  ]);
  expect(reader.getExchange('a')).toMatchObject({
    verdict: BLOCKED,
    request: {
      headers: [
        ['B', '1'],
        ['a', '2'],
      ],
      body: '{"messages": [',
      bodyKind: 'json',
      sizeBytes: 14,
      truncated: true,
    },
    response: { headers: [], body: null, bodyKind: 'binary', sizeBytes: 9, truncated: false },
  });
  expect(reader.getExchange('b')?.request.body).toBe('naïve\n😀\ntext');
  expect(reader.getExchange('b')?.response.body).toContain('hi there');
});

test('a collection in detail', () => {
  const now = Date.now();
  const { reader } = stored([
    ['a', { startedAt: now }, { firstByteMs: 10, findings: [finding(), finding({ rule: 'pii.phone' })] }],
    ['b', { startedAt: now }, { firstByteMs: 30 }],
    [
      'c',
      { startedAt: now, path: '/v1/chat/completions?x=1' },
      { firstByteMs: 20, model: 'mini', findings: [finding()] },
    ],
    [
      'd',
      { startedAt: now, method: 'GET', path: '/v1/models', ingress: 'forward-proxy', model: null },
      { firstByteMs: null, model: null },
    ],
    ['e', { startedAt: now - 2 * 3_600_000 }, null],
    ['f', { agent: 'other', startedAt: now }],
  ]);
  const detail = reader.getCollection('search-agent');
  expect(detail).toMatchObject({
    endpoints: [
      { method: 'POST', path: '/v1/chat/completions', exchanges: 4, medianFirstByteMs: 20 },
      { method: 'GET', path: '/v1/models', exchanges: 1, medianFirstByteMs: null },
    ],
    models: [
      { model: 'gpt-5', exchanges: 3, inputTokens: 24, outputTokens: 10 },
      { model: null, exchanges: 1 },
      { model: 'mini', exchanges: 1 },
    ],
    ingresses: [
      { ingress: 'gateway', exchanges: 4 },
      { ingress: 'forward-proxy', exchanges: 1 },
    ],
    topRules: [
      { rule: 'pii.email', findings: 2 },
      { rule: 'pii.phone', findings: 1 },
    ],
    summary: { exchanges: 5, openViolations: 3 },
  });
  expect(detail?.hours).toHaveLength(24);
  expect(detail?.hours.at(-1)?.verdicts.allow).toBe(4);
  expect(detail?.summary.perHour).toHaveLength(24);
  expect(detail?.summary.perHour.slice(-3)).toEqual([1, 0, 4]);
  expect(reader.getCollection('nobody')).toBeNull();
});

test('a collection has the id that Akto gives it', () => {
  // "abc".hashCode() and "Aa".hashCode() as in Java's own documentation of the formula.
  expect(aktoCollectionId('abc')).toBe(96_354);
  expect(aktoCollectionId('Aa')).toBe(2_112);
  expect(aktoCollectionId('my_agent')).toBe(aktoCollectionId('my-agent'));
  expect(aktoCollectionId('polygenelubricants')).toBe(-2_147_483_648);
});

test('collections come with the most recently seen first', () => {
  const { reader } = stored([
    ['a', { agent: 'early', startedAt: T0 }],
    ['b', { agent: 'late', startedAt: T0 + 5 }],
  ]);
  expect(reader.listCollections().collections.map(({ agent }) => agent)).toEqual(['late', 'early']);
});

test('violations in groups, by policy, rule and agent', () => {
  const secret = {
    type: 'secret.x',
    rule: 'secrets.x',
    policy: 'Secrets',
    severity: 'critical',
    action: 'block',
  } as const;
  const { reader, writer } = stored([
    ['a', { agent: 'one', startedAt: T0 }, { findings: [finding(), finding(secret)] }],
    ['b', { agent: 'two', startedAt: T0 + 5 }, { findings: [finding({ severity: 'low' })] }],
    ['c', { agent: 'two', startedAt: T0 + 9 }, { findings: [finding({ action: 'allow' })] }],
  ]);
  const list = (over: Partial<Parameters<Reader['listViolations']>[0]>) =>
    reader.listViolations({ status: 'open', groupBy: 'policy', limit: 10, ...over });
  const byPolicy = list({});
  expect(byPolicy.groups).toEqual([
    { key: 'Personal data', count: 2, action: 'alert', severity: 'medium', agents: 2, lastAt: T0 + 5 },
    { key: 'Secrets', count: 1, action: 'block', severity: 'critical', agents: 1, lastAt: T0 },
  ]);
  expect(byPolicy.violations.map(({ exchangeId, rule }) => [exchangeId, rule])).toEqual([
    ['b', 'pii.email'],
    ['a', 'secrets.x'],
    ['a', 'pii.email'],
  ]);
  expect(list({ group: 'Secrets' }).violations).toMatchObject([
    { id: 2, exchangeId: 'a', exchangeSeq: 1, agent: 'one', at: T0, policy: 'Secrets', status: 'open' },
  ]);
  expect(list({ group: 'Secrets' }).groups).toHaveLength(2);
  expect(list({ groupBy: 'rule' }).groups.map(({ key, count }) => [key, count])).toEqual([
    ['pii.email', 2],
    ['secrets.x', 1],
  ]);
  expect(list({ groupBy: 'agent' }).groups.map(({ key, count, severity }) => [key, count, severity])).toEqual([
    ['two', 1, 'low'],
    ['one', 2, 'critical'],
  ]);
  expect(list({ agent: 'one' }).counts).toEqual({ open: 2, reviewed: 0, 'false-positive': 0 });
  expect(list({ exchangeId: 'b' }).violations.map(({ exchangeId }) => exchangeId)).toEqual(['b']);
  expect(list({ limit: 1 }).violations).toHaveLength(1);

  writer.setViolationStatus([1], 'reviewed');
  expect(list({}).counts).toEqual({ open: 2, reviewed: 1, 'false-positive': 0 });
  expect(list({ status: 'reviewed' }).violations).toMatchObject([{ id: 1, status: 'reviewed' }]);
  expect(list({ groupBy: 'rule' }).groups.map(({ key, count }) => [key, count])).toEqual([
    ['pii.email', 1],
    ['secrets.x', 1],
  ]);
});

test('values are suggested, the latest first, each once', () => {
  const { reader } = stored([
    ['a', { agent: 'alpha', path: '/v1/a', startedAt: T0 }, { findings: [finding()] }],
    [
      'b',
      { agent: 'beta', path: '/v1/b', startedAt: T0 + 1 },
      { model: 'mini', findings: [finding({ rule: 'pii.iban', type: 'iban' })] },
    ],
    [
      'c',
      { agent: 'beta', path: '/v1/a', startedAt: T0 + 2 },
      { findings: [finding({ policy: null, action: 'allow' })] },
    ],
    ['d', { agent: 'a%c', path: '/x', model: null, startedAt: T0 + 3 }, { model: null }],
  ]);
  const suggest = (key: 'agent' | 'model' | 'path' | 'policy' | 'rule' | 'type', prefix: string) =>
    reader.suggestValues({ key, prefix });
  expect(suggest('path', '')).toEqual(['/x', '/v1/a', '/v1/b']);
  expect(suggest('path', '/V1')).toEqual(['/v1/a', '/v1/b']);
  expect(suggest('agent', '')).toEqual(['a%c', 'beta', 'alpha']);
  expect(suggest('agent', 'a%')).toEqual(['a%c']);
  expect(suggest('model', '')).toEqual(['gpt-5', 'mini']);
  expect(suggest('rule', 'pii')).toEqual(['pii.email', 'pii.iban']);
  expect(suggest('type', 'i')).toEqual(['iban']);
  expect(suggest('policy', '')).toEqual(['Personal data']);
});

test('an export reads everything that matches, oldest first, whatever is written meanwhile', () => {
  const { reader, writer } = stored(Array.from({ length: 450 }, (_, index): Made => [`e${index}`]));
  const read: string[] = [];
  for (const { row, request } of reader.exchanges('status:200')) {
    expect(request.body).toContain('hello');
    if (read.length === 100) {
      const late: WriteRecord[] = [
        { kind: 'open', record: opened('late'), bytes: 1 },
        { kind: 'close', record: closed('late'), bytes: 1 },
      ];
      writer.commit(late);
    }
    read.push(row.id);
  }
  expect(read).toEqual(Array.from({ length: 450 }, (_, index) => `e${index}`));
  expect([...reader.exchanges('status:500')]).toEqual([]);
});

test('an exchange is read whole or not at all, whatever retention takes meanwhile', () => {
  const { writer, reader, prunedBeforePack } = storedAndPruned();
  const first = reader.getExchange('a');
  expect(prunedBeforePack()).toBe(true);
  expect(first?.request.body).toBe(asked);
  expect(writer.pruneChunk(null)).toBeNull();
  expect(reader.getExchange('a')).toBeNull();
});

const asked = '{"model":"gpt-5","messages":[{"role":"user","content":"what is new?"}]}';

/** Retention comes between the row and its content. */
function storedAndPruned() {
  const folder = temporaryFolder();
  const db = openForWriting(folder);
  const writer = new StoreWriter(db, redact);
  writer.commit([
    { kind: 'open', record: opened('a'), bytes: 1 },
    { kind: 'close', record: closed('a', { request: asking('what is new?') }), bytes: 1 },
  ]);
  const readDb = openForReading(folder);
  onTestFinished(() => {
    readDb.close();
    db.close();
  });
  let pruned = false;
  const watched = new Proxy(readDb, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name !== 'prepare') return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      return (sql: string) => {
        if (sql.includes('FROM packs') && !pruned) pruned = writer.pruneChunk(null) !== null;
        return target.prepare(sql);
      };
    },
  });
  return { writer, reader: new Reader(watched, readConversation), prunedBeforePack: () => pruned };
}
