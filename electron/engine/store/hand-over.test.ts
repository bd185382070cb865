import fc from 'fast-check';
import { expect, test } from 'vitest';

import { RecordPacker, unpackRecords } from './hand-over.ts';
import type { WriteRecord } from './protocol.ts';
import { answering, asking, closed, finding, opened } from './test-support/records.ts';

/** As they arrive on the other thread. */
function cross(packer: RecordPacker, records: readonly WriteRecord[]): WriteRecord[] {
  for (const record of records) packer.add(record);
  expect(packer.count).toBe(records.length);
  return unpackRecords(structuredClone(packer.take()));
}

test('the records of an exchange arrive as they were', () => {
  const records: WriteRecord[] = [
    { kind: 'open', record: opened('a', { session: 's-1', operation: 'tools/call', streamed: true }), bytes: 440 },
    { kind: 'agent', record: { id: 'a', agent: 'b', agentSource: 'key-alias' }, bytes: 200 },
    {
      kind: 'close',
      record: closed('a', {
        caller: { user: 'u', device: null },
        findings: [finding()],
        marks: ['scanned-in-part'],
        costUsd: 0.0125,
        priceDate: '2026-01-01',
        request: { ...asking('hello'), digest: 'abc' },
        response: { headers: [], body: null, bodyKind: 'none', sizeBytes: 0, truncated: false },
      }),
      bytes: 3_000,
    },
  ];
  expect(cross(new RecordPacker(), records)).toEqual(records);
});

test('a text that the record before had in the same place crosses once', () => {
  const packer = new RecordPacker();
  const body = asking('the same question');
  for (const id of ['a', 'b', 'c']) packer.add({ kind: 'close', record: closed(id, { request: body }), bytes: 1 });
  const { texts } = packer.take();
  expect(texts.filter((text) => text === body.body)).toHaveLength(1);
  expect(texts.filter((text) => text === 'b')).toHaveLength(1);
});

test('messages with the same headers share the list of them', () => {
  const packer = new RecordPacker();
  for (const id of ['a', 'b']) packer.add({ kind: 'close', record: closed(id), bytes: 1 });
  packer.add({ kind: 'close', record: closed('c', { request: { ...asking('x'), headers: [['a', 'b']] } }), bytes: 1 });
  const lists = unpackRecords(packer.take()).map(({ kind, record }) =>
    kind === 'close' ? record.request.headers : [],
  );
  expect(lists[1]).toBe(lists[0]);
  expect(lists[2]).toEqual([['a', 'b']]);
});

test('nothing of one hand-over is left for the next', () => {
  const packer = new RecordPacker();
  const first: WriteRecord[] = [{ kind: 'close', record: closed('a', { response: answering('x') }), bytes: 1 }];
  const second: WriteRecord[] = [{ kind: 'close', record: closed('b', { response: answering('x') }), bytes: 2 }];
  expect(cross(packer, first)).toEqual(first);
  expect(cross(packer, second)).toEqual(second);
  expect(packer.take()).toMatchObject({ texts: [], objects: [] });
});

const text = fc.constantFrom('', '0', 'a', 'content-type', 'application/json', '\u{1F600}', '\uD800', '__proto__');
const maybe = fc.option(text);
const count = fc.option(fc.oneof(fc.nat(3), fc.double({ noNaN: true })));
const message = fc.record(
  {
    headers: fc.array(fc.tuple(text, text), { maxLength: 3 }),
    body: maybe,
    bodyKind: fc.constantFrom('json', 'text', 'binary', 'none'),
    sizeBytes: fc.nat(),
    truncated: fc.boolean(),
    digest: text,
  },
  { requiredKeys: ['headers', 'body', 'bodyKind', 'sizeBytes', 'truncated'] },
);
const record: fc.Arbitrary<WriteRecord> = fc.oneof(
  fc
    .record({ agent: text, session: maybe, operation: maybe, streamed: fc.boolean(), requestBytes: fc.nat() })
    .map((over) => ({ kind: 'open' as const, record: opened('a', over), bytes: 1 })),
  text.map((agent) => ({
    kind: 'agent' as const,
    record: { id: 'a', agent, agentSource: 'host' as const },
    bytes: 2,
  })),
  fc
    .record({
      session: maybe,
      status: count,
      gateMs: count,
      findings: fc.constantFrom([], [finding()], [finding({ rule: 'pii.phone' }), finding()]),
      marks: fc.array(text, { maxLength: 2 }),
      request: message,
      response: message,
    })
    .map((over) => ({ kind: 'close' as const, record: closed('b', over), bytes: 3 })),
);

test('property: whatever records are handed over arrive, in order', () => {
  const packer = new RecordPacker();
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), (records) => {
      expect(cross(packer, records)).toEqual(records);
    }),
  );
});
