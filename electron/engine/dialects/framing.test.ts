import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type Frame, type Framing, MAX_FRAME_BYTES, createFramer } from './framing.ts';

function frames(stream: Uint8Array, cuts: readonly number[] = [], framing: Framing | null = null): Frame[] {
  const all: Frame[] = [];
  const framer = createFramer((frame) => all.push(frame), framing);
  let from = 0;
  for (const cut of [...cuts, stream.length]) {
    framer.push(stream.subarray(from, cut));
    from = Math.max(from, cut);
  }
  framer.end();
  return all;
}
const payloads = (text: string, cuts: readonly number[] = []) =>
  frames(Buffer.from(text), cuts).flatMap(({ event, data }) => (data === null ? [] : [[event, data]]));

describe('server-sent events (WHATWG HTML 9.2.6)', () => {
  test.each([
    ['one event', 'data: a\n\n', [[null, 'a']]],
    ['a named one', 'event: x\ndata: a\n\n', [['x', 'a']]],
    ['data over two lines', 'data: a\ndata: b\n\n', [[null, 'a\nb']]],
    ['no space after the colon', 'data:a\n\n', [[null, 'a']]],
    ['one space is taken, not two', 'data:  a\n\n', [[null, ' a']]],
    ['a comment', ': hi\n\n', []],
    ['other fields', 'id: 1\nretry: 5\ndata: a\n\n', [[null, 'a']]],
    ['an empty payload', 'data:\n\n', [[null, '']]],
    [
      'CRLF',
      'event: x\r\ndata: a\r\n\r\ndata: b\r\n\r\n',
      [
        ['x', 'a'],
        [null, 'b'],
      ],
    ],
    [
      'CR',
      'data: a\r\rdata: b\r\r',
      [
        [null, 'a'],
        [null, 'b'],
      ],
    ],
    [
      'mixed',
      'data: a\n\r\ndata: b\r\n\n',
      [
        [null, 'a'],
        [null, 'b'],
      ],
    ],
    [
      'no end',
      'data: a\n\ndata: b',
      [
        [null, 'a'],
        [null, 'b'],
      ],
    ],
    ['blank lines before', '\n\ndata: a\n\n', [[null, 'a']]],
  ])('%s', (_, stream, expected) => {
    expect(payloads(stream)).toEqual(expected);
    for (let cut = 0; cut <= stream.length; cut += 1) expect(payloads(stream, [cut])).toEqual(expected);
  });
});

describe('NDJSON and JSON arrays', () => {
  test('lines', () => {
    expect(payloads('{"a":1}\n\n{"b":"\\n"}\r\n{"c":3}')).toEqual([
      [null, '{"a":1}'],
      [null, '{"b":"\\n"}'],
      [null, '{"c":3}'],
    ]);
  });

  test('items, whatever stands in their strings', () => {
    expect(payloads('[{"a":"]}\\""}\n,\r\n{"b":[[1],{}]} ]\n')).toEqual([
      [null, '{"a":"]}\\""}'],
      [null, '{"b":[[1],{}]}'],
    ]);
  });
});

test('no byte is lost, added or moved, whatever comes however cut', () => {
  const bytes = fc.array(fc.constantFrom(10, 13, 32, 44, 58, 91, 93, 123, 125, 34, 92, 100, 0xf0, 0x9f), {
    maxLength: 60,
  });
  const framing = fc.constantFrom<Framing | null>('sse', 'ndjson', 'json-array', null);
  fc.assert(
    fc.property(bytes, fc.array(fc.nat(60), { maxLength: 6 }), framing, (all, cuts, kind) => {
      const stream = Uint8Array.from(all);
      const ordered = cuts.map((cut) => Math.min(cut, all.length)).sort((a, b) => a - b);
      const cut = frames(stream, ordered, kind);
      expect(Buffer.concat(cut.map(({ raw }) => raw)).equals(stream)).toBe(true);
      const told = (some: readonly Frame[]) =>
        some.flatMap(({ event, data }) => (data === null ? [] : [[event, data]]));
      expect(told(cut)).toEqual(told(frames(stream, [], kind)));
    }),
    { numRuns: 1000 },
  );
});

test('a frame beyond any sense is handed on in pieces, and the next is read again', () => {
  const filler = Buffer.alloc(MAX_FRAME_BYTES / 2, 'x');
  for (const [start, end, kind] of [
    ['data: ', '\n\n', 'sse'],
    ['"', '"\n', 'ndjson'],
    ['[{"a":"', '"}', 'json-array'],
  ] as const) {
    const all: Frame[] = [];
    const framer = createFramer((frame) => all.push(frame), kind);
    for (const piece of [Buffer.from(start), filler, filler, filler, Buffer.from(end)]) framer.push(piece);
    framer.push(Buffer.from(kind === 'json-array' ? ',{"b":1}]' : kind === 'sse' ? 'data: {"b":1}\n\n' : '{"b":1}\n'));
    framer.end();
    expect(all.some(({ oversized }) => oversized)).toBe(true);
    expect(all.flatMap(({ data }) => data ?? [])).toEqual(['{"b":1}']);
    const bytes = start.length + 3 * filler.length + end.length;
    expect(all.reduce((sum, { raw }) => sum + raw.length, 0)).toBeGreaterThan(bytes);
  }
});
