/** The invariant above counters.ts, over whatever can happen to exchanges in whatever order. */
import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { FindingRecord } from './store.ts';
import type { Verdict } from '../../../shared/domain/index.ts';
import { INGRESSES, VERDICTS, VIOLATION_STATUSES } from '../../../shared/domain/index.ts';
import { endpointOf, isError } from './counters.ts';
import { openForWriting } from './database.ts';
import type { WriteRecord } from './protocol.ts';
import { REDACTION_TOOLS } from './redaction-tools.ts';
import { createRedact } from './redaction.ts';
import { temporaryFolder } from './test-support/folder.ts';
import { T0, closed, finding, opened } from './test-support/records.ts';
import { recount } from './test-support/recount.ts';
import { StoreWriter } from './writer.ts';

const HOUR = 3_600_000;
const redact = createRedact(REDACTION_TOOLS);

const agents = fc.constantFrom('alpha', 'beta', 'gamma', 'a "quoted" one');
const exchange = fc.integer({ min: 0, max: 11 });
const arrival = fc.integer({ min: -3, max: 3 }).map((hours) => T0 + hours * HOUR + 17);

const verdict = fc.constantFrom(...VERDICTS).map((kind): Verdict => ({
  kind,
  policyId: null,
  policyName: null,
  rule: null,
  severity: null,
  at: null,
  reason: '',
}));
const found: fc.Arbitrary<FindingRecord> = fc
  .record({
    action: fc.constantFrom(...VERDICTS),
    rule: fc.constantFrom('pii.email', 'pii.phone'),
    side: fc.constantFrom('request' as const, 'response' as const),
  })
  .map(finding);

const record = fc.oneof(
  fc.record({
    kind: fc.constant('open' as const),
    exchange,
    over: fc.record({
      startedAt: arrival,
      agent: agents,
      agentSource: fc.constantFrom('host' as const, 'metadata' as const),
      ingress: fc.constantFrom(...INGRESSES),
      model: fc.constantFrom('gpt-5', 'claude', null),
      path: fc.constantFrom('/v1/chat/completions', '/v1/messages?beta=true', '/a?', '?'),
    }),
  }),
  fc.record({
    kind: fc.constant('close' as const),
    exchange,
    over: fc.record({
      state: fc.constantFrom(
        'complete' as const,
        'blocked' as const,
        'upstream-error' as const,
        'client-left' as const,
      ),
      status: fc.constantFrom(200, 403, 500, null),
      model: fc.constantFrom('gpt-5', 'mini', null),
      verdict,
      findings: fc.array(found, { maxLength: 3 }),
      inputTokens: fc.constantFrom(null, 0, 7),
      outputTokens: fc.constantFrom(null, 3),
      // Sums of these as floating point would drift.
      costUsd: fc.constantFrom(null, 0, 0.1, 0.000_000_3, 12.345_678_9),
    }),
  }),
  fc.record({ kind: fc.constant('agent' as const), exchange, agent: agents }),
);

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('batch' as const), records: fc.array(record, { maxLength: 12 }) }),
  },
  fc.record({
    kind: fc.constant('status' as const),
    ids: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 6 }),
    status: fc.constantFrom(...VIOLATION_STATUSES),
  }),
  fc.record({ kind: fc.constant('prune' as const), olderThan: fc.oneof(arrival, fc.constant(null)) }),
  fc.record({ kind: fc.constant('restart' as const) }),
);

test('every counter equals a recount after any sequence of events', { timeout: 60_000 }, () => {
  const db = openForWriting(temporaryFolder());
  const clear = db.transaction(() => {
    for (const table of ['meta', 'agents', 'exchanges', 'packs', 'findings', 'counters', 'hours', 'tallies']) {
      db.exec(`DELETE FROM ${table}`);
    }
    db.exec('DELETE FROM sqlite_sequence');
  });
  try {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        clear();
        let writer = new StoreWriter(db, redact);
        // An id is used once in a store's life: the round tells apart what reuses a number.
        const round = new Map<number, number>();
        const isOpen = new Set<string>();
        const idOf = (number: number) => `${number}.${round.get(number) ?? 0}`;
        for (const action of steps) {
          if (action.kind === 'batch') {
            const records = action.records.map((one): WriteRecord => {
              if (one.kind === 'open') {
                round.set(one.exchange, (round.get(one.exchange) ?? 0) + 1);
                const id = idOf(one.exchange);
                isOpen.add(id);
                return { kind: 'open', record: opened(id, one.over), bytes: 1 };
              }
              const id = idOf(one.exchange);
              if (one.kind === 'agent')
                return { kind: 'agent', record: { id, agent: one.agent, agentSource: 'key-alias' }, bytes: 1 };
              isOpen.delete(id);
              return { kind: 'close', record: closed(id, one.over), bytes: 1 };
            });
            writer.commit(records);
          } else if (action.kind === 'status') {
            writer.setViolationStatus(action.ids, action.status);
          } else if (action.kind === 'prune') {
            writer.pruneChunk(action.olderThan);
          } else {
            writer = new StoreWriter(db, redact);
            expect(writer.interruptOpen()).toBe(isOpen.size);
            isOpen.clear();
          }
          const { kept, recounted } = recount(db);
          expect(kept).toEqual(recounted);
          const open = db.prepare(`SELECT id FROM exchanges WHERE state = 'open' ORDER BY id`).pluck().all();
          expect(open).toEqual([...isOpen].sort());
        }
      }),
      { numRuns: 150 },
    );
  } finally {
    db.close();
  }
});

test('an endpoint is method and path without the query', () => {
  expect(endpointOf({ method: 'POST', path: '/v1/messages?beta=true' })).toBe('POST /v1/messages');
  expect(endpointOf({ method: 'GET', path: '/' })).toBe('GET /');
});

test('a block of ours is no error, whatever its status', () => {
  expect(isError({ state: 'blocked', status: 403 })).toBe(false);
  expect(isError({ state: 'complete', status: 403 })).toBe(true);
  expect(isError({ state: 'complete', status: 200 })).toBe(false);
  expect(isError({ state: 'interrupted', status: null })).toBe(true);
  expect(isError({ state: 'client-left', status: null })).toBe(false);
});
