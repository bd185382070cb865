/** What holds for every dialect, whatever the input. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Part } from '../../../shared/domain/index.ts';
import { DIALECT_IDS } from '../../../shared/domain/index.ts';
import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { digitsOf, dialectById, selectDialect } from './index.ts';
import { editStrings } from './json-edit.ts';
import type { Sample } from './test-support/sample.ts';
import { SAMPLES } from './test-support/samples.ts';
import { assemble, resolve } from './test-support/stream.ts';

const target = (sample: Sample) => ({ method: 'POST', path: sample.path, contentType: 'application/json' });
const streamed = SAMPLES.filter((sample) => sample.stream);

/** Every part's pointer leads to its very text or number, so that every finding can be masked in place. */
function expectPointersToHold(body: JsonValue, parts: readonly Part[]): void {
  for (const { pointer, text, leaf } of parts) {
    const found = resolve(body, pointer);
    expect([pointer, leaf?.number ? digitsOf(found) : found]).toEqual([pointer, text]);
  }
  // Two parts at one place would be masked twice.
  expect(new Set(parts.map(({ pointer }) => pointer)).size).toBe(parts.length);
}

/** A sample with some of its values replaced by anything. */
function mutated(value: JsonValue): fc.Arbitrary<JsonValue> {
  const anything = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>;
  const kept: fc.Arbitrary<JsonValue> = Array.isArray(value)
    ? fc.tuple(...value.map(mutated))
    : isJsonObject(value)
      ? fc.record(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mutated(item)])))
      : fc.constant(value);
  return fc.oneof({ arbitrary: kept, weight: 20 }, { arbitrary: anything, weight: 1 });
}

/** Every place of a value, as the steps to it. */
function* placesIn(value: JsonValue, steps: readonly string[] = []): Generator<readonly string[]> {
  yield steps;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) yield* placesIn(item, [...steps, key]);
}

function replacedAt(value: JsonValue, steps: readonly string[], by: JsonValue): JsonValue {
  const [step, ...further] = steps;
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  if (Array.isArray(value))
    return value.map((item, at) => (String(at) === step ? replacedAt(item, further, by) : item));
  return { ...value, [step]: replacedAt(value[step] ?? null, further, by) };
}

/** Ids, signatures, vectors; and the names of tools, which the parts carry as `tool`. */
const NOT_READ = /\/(id|\w+_id|\w+Id|signature|encrypted_content|agent_name|embedding|logprobs)(\/|$)/;

describe.each(SAMPLES)('$id at $path', (sample) => {
  const dialect = dialectById(sample.id);

  test('is recognised by its path', () => {
    expect(selectDialect(target(sample), sample.request).id).toBe(sample.id);
    expect(selectDialect(target(sample), undefined).id).toBe(sample.id);
  });

  test('pointers of its parts lead to their texts', () => {
    const request = dialect.parseRequest(sample.request, target(sample));
    const answer = dialect.parseAnswer(sample.answer, target(sample));
    expect(request.parts.length).toBeGreaterThan(0);
    expectPointersToHold(sample.request, request.parts);
    expectPointersToHold(sample.answer, answer.parts);
  });

  test('every part can be masked in place, and nothing else changes', () => {
    const { parts } = dialect.parseRequest(sample.request, target(sample));
    const edits = parts.map(({ pointer, text }) => ({ pointer, start: 0, end: text.length, replacement: '[X]' }));
    const edited = editStrings(JSON.stringify(sample.request), edits);
    const again = dialect.parseRequest(JSON.parse(edited ?? 'null') as JsonValue, target(sample));
    expect(again.parts.map(({ pointer, text }) => [pointer, text])).toEqual(parts.map((part) => [part.pointer, '[X]']));
  });

  test('never throws and keeps its pointers on anything near its shape', () => {
    fc.assert(
      fc.property(mutated(sample.request), mutated(sample.answer), (request, answer) => {
        expectPointersToHold(request, dialect.parseRequest(request, target(sample)).parts);
        expectPointersToHold(answer, dialect.parseAnswer(answer, target(sample)).parts);
      }),
      { numRuns: 100 },
    );
  });
});

// A realtime session says everything twice, in pieces and whole; the pieces are passed over.
describe.each(SAMPLES.filter(({ id }) => id !== 'realtime'))('nothing hides in $id at $path', (sample) => {
  const dialect = dialectById(sample.id);

  test.skipIf(sample.id === 'realtime')(
    'nothing hides: words in any place of a request or an answer are scanned',
    () => {
      const words = 'words in a place where nobody expects them';
      for (const side of ['request', 'answer'] as const) {
        for (const steps of placesIn(sample[side])) {
          if (NOT_READ.test(`/${steps.join('/')}`)) continue;
          for (const hidden of [words, [words], { deep: { er: words } }]) {
            const body = replacedAt(sample[side], steps, hidden);
            const read =
              side === 'request'
                ? dialect.parseRequest(body, target(sample))
                : dialect.parseAnswer(body, target(sample));
            const found = read.parts.some(({ text }) => text.includes(words));
            expect([side, steps.join('/'), hidden, found]).toEqual([side, steps.join('/'), hidden, true]);
          }
        }
      }
    },
  );
});

describe.each(streamed)('a stream of $id at $path', (sample) => {
  const dialect = dialectById(sample.id);
  const stream = sample.stream ?? Buffer.alloc(0);

  test('cut at every byte gives the same message', () => {
    const whole = assemble(dialect, stream);
    expect(whole.text).toMatch(/[ß世]/);
    expect(whole.truncated).toBe(false);
    for (let cut = 0; cut <= stream.length; cut += 1) expect(assemble(dialect, stream, [cut])).toEqual(whole);
  });

  test('byte by byte, and in any pieces', () => {
    const whole = assemble(dialect, stream);
    expect(assemble(dialect, stream, Array.from(stream.keys()))).toEqual(whole);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 20 }), (cuts) => {
        expect(
          assemble(
            dialect,
            stream,
            cuts.sort((a, b) => a - b),
          ),
        ).toEqual(whole);
      }),
    );
  });

  test('is read like the answer that would have come whole', () => {
    const { message } = assemble(dialect, stream);
    const answer = dialect.parseAnswer(message, target(sample));
    expect(answer.parts.length).toBeGreaterThan(0);
    expectPointersToHold(message, answer.parts);
    // The message is JSON: it is stored as such.
    expect(JSON.parse(JSON.stringify(message))).toEqual(message);
  });

  test('broken off anywhere keeps what came and does not throw', () => {
    for (let length = 0; length < stream.length; length += 3) {
      const { message } = assemble(dialect, stream.subarray(0, length));
      expectPointersToHold(message, dialect.parseAnswer(message, target(sample)).parts);
    }
  });

  test('with bytes of it changed does not throw', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(stream.length - 1), fc.nat(255)), { maxLength: 8 }), (changes) => {
        const broken = Buffer.from(stream);
        for (const [at, byte] of changes) broken[at] = byte;
        const { message } = assemble(
          dialect,
          broken,
          changes.map(([at]) => at).sort((a, b) => a - b),
        );
        expectPointersToHold(message, dialect.parseAnswer(message, target(sample)).parts);
      }),
    );
  });
});

describe.each(DIALECT_IDS)('%s', (id) => {
  const dialect = dialectById(id);
  const anywhere = { method: 'POST', path: '/', contentType: null };

  test('never throws on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const body = value as JsonValue;
        expectPointersToHold(body, dialect.parseRequest(body, anywhere).parts);
        expectPointersToHold(body, dialect.parseAnswer(body, anywhere).parts);
        expect(typeof dialect.matches(anywhere, body)).toBe('boolean');
        const frame = `event: x\ndata: ${JSON.stringify(body)}\n\n`;
        if (dialect.createStreamReader()) assemble(dialect, frame);
      }),
    );
  });

  test('never throws on any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), (chunks) => {
        const reader = dialect.createStreamReader();
        if (!reader) return;
        for (const chunk of chunks) reader.push(chunk);
        reader.end();
        expect(typeof reader.text()).toBe('string');
        JSON.stringify(reader.assembled());
      }),
    );
  });

  test('survives 100,000 levels', () => {
    const depth = 100_000;
    const json = `${'{"messages":['.repeat(depth)}"deep"${']}'.repeat(depth)}`;
    const body = JSON.parse(json) as JsonValue;
    expect(() => [dialect.parseRequest(body, anywhere), dialect.parseAnswer(body, anywhere)]).not.toThrow();
    if (!dialect.createStreamReader()) return;
    for (const stream of [`data: ${json}\n\n`, `${json}\n`, `[${json}]`]) {
      expect(() => JSON.stringify(assemble(dialect, stream).message)).not.toThrow();
    }
  });
});
