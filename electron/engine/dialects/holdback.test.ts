import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import type { Dialect } from './dialect.ts';
import {
  type Holdback,
  type HoldbackJudgement,
  type HoldbackWindow,
  MAX_HELD_CHARS,
  createHoldback,
  dialectById,
} from './index.ts';
import { ndjson, sseData } from './test-support/sample.ts';
import { SAMPLES } from './test-support/samples.ts';
import { assemble, resolve } from './test-support/stream.ts';
import { TELLERS, told } from './test-support/tellers.ts';

const WORD = 'SECRET-42';
const MASK = '[GONE]';

/** Finds one word, and knows when a text ends with its beginning. */
function finds(word: string, what: 'mask' | 'cut' | 'nothing') {
  return ({ text, final }: HoldbackWindow): HoldbackJudgement => {
    const sizes = final ? [] : Array.from({ length: word.length - 1 }, (_, index) => word.length - 1 - index);
    const pending = sizes.find((size) => text.endsWith(word.slice(0, size))) ?? 0;
    const starts = [...text.matchAll(new RegExp(word, 'g'))].map(({ index }) => index);
    if (what === 'cut') return { pending, cutAt: starts[0] ?? null };
    if (what === 'nothing') return { pending };
    return {
      pending,
      edits: starts.map((start) => ({ start, end: start + word.length, replacement: MASK })),
    };
  };
}

interface Played {
  readonly bytes: Buffer;
  readonly steps: readonly Buffer[];
  readonly holdback: Holdback;
}

/** Plays a stream through the guard, cut at the given offsets. */
function play(
  dialect: Dialect,
  stream: Buffer,
  cuts: readonly number[],
  inspect: (w: HoldbackWindow) => HoldbackJudgement,
): Played {
  const holdback = createHoldback({ dialect, inspect });
  const steps: Buffer[] = [];
  let from = 0;
  for (const cut of [...cuts, stream.length]) {
    steps.push(Buffer.from(holdback.push(stream.subarray(from, cut))));
    from = Math.max(from, cut);
  }
  steps.push(Buffer.from(holdback.end()));
  return { bytes: Buffer.concat(steps), steps, holdback };
}

/** Texts with the word in them, whole or begun, cut into pieces anywhere. */
const pieces = fc
  .array(fc.constantFrom(WORD, 'SECRET', 'SE', 'plain ', 'Grüße 😀 ', '"quoted"\n', 'x'), {
    minLength: 1,
    maxLength: 12,
  })
  .chain((words) => {
    const text = words.join('');
    return fc.array(fc.nat(text.length), { maxLength: 12 }).map((cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), text.length];
      return at.slice(1).map((end, index) => text.slice(at[index], end));
    });
  })
  // Pieces of JSON text are whole characters.
  .filter((all) => all.every((piece) => piece.isWellFormed()));

const cutsOf = (stream: Buffer) =>
  fc.array(fc.nat(stream.length), { maxLength: 8 }).map((cuts) => cuts.sort((a, b) => a - b));

describe.each(SAMPLES.filter(({ stream, id }) => stream && !dialectById(id).recordedOnly))(
  '$id at $path',
  ({ id, stream }) => {
    const dialect = dialectById(id);
    const bytes = stream ?? Buffer.alloc(0);

    test('with nothing found, the bytes are the same, cut anywhere, whatever was held back for a while', () => {
      for (let cut = 0; cut <= bytes.length; cut += 1) {
        const { bytes: out, holdback } = play(dialect, bytes, [cut], ({ final, text }) => ({
          pending: final ? 0 : text.length % 7,
        }));
        expect(out.equals(bytes)).toBe(true);
        expect([holdback.heldChars, holdback.cut, holdback.masked]).toEqual([0, false, false]);
      }
    });

    test('every text of the assembled answer was shown to the judge, in its channel', () => {
      const shown = new Map<string, string>();
      play(dialect, bytes, Array.from(bytes.keys()), ({ channel, text, fresh, base }) => {
        const before = shown.get(channel) ?? '';
        expect(base + fresh).toBe(before.length);
        shown.set(channel, before + text.slice(fresh));
        return { pending: 0 };
      });
      const target = { method: 'POST', path: '/', contentType: null };
      const answer = dialect.parseAnswer(assemble(dialect, bytes).message, target);
      const all = [...shown.values()].join('\n');
      for (const part of answer.parts) {
        // Inputs that are JSON in the end were judged as the JSON text they came in; the request's own words were not.
        if (part.role === 'developer') continue;
        expect(all).toContain(part.text);
      }
    });
  },
);

describe.each(told)('$id', ({ dialect, tell, textOf }) => {
  test('masks the word wherever it was cut, and nothing else', () => {
    fc.assert(
      fc.property(
        pieces.chain((all) => fc.tuple(fc.constant(all), cutsOf(tell(all)))),
        ([all, cuts]) => {
          const { bytes, holdback } = play(dialect, tell(all), cuts, finds(WORD, 'mask'));
          const text = all.join('');
          expect(textOf(bytes)).toBe(text.replaceAll(WORD, MASK));
          expect(holdback.masked).toBe(text.includes(WORD));
          expect(bytes.includes(WORD)).toBe(false);
        },
      ),
    );
  });

  test('what has gone out at any moment contains no beginning of the word that was found', () => {
    fc.assert(
      fc.property(
        pieces.chain((all) => fc.tuple(fc.constant(all), cutsOf(tell(all)))),
        ([all, cuts]) => {
          const expected = all.join('').replaceAll(WORD, MASK);
          const { steps } = play(dialect, tell(all), cuts, finds(WORD, 'mask'));
          let so = Buffer.alloc(0);
          for (const step of steps) {
            so = Buffer.concat([so, step]);
            expect(expected.startsWith(textOf(so))).toBe(true);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('a violation ends the stream with nothing of it delivered', () => {
    fc.assert(
      fc.property(
        pieces.chain((all) => fc.tuple(fc.constant(all), cutsOf(tell(all)))),
        ([all, cuts]) => {
          const text = all.join('');
          const { bytes, holdback } = play(dialect, tell(all), cuts, finds(WORD, 'cut'));
          expect(holdback.cut).toBe(text.includes(WORD));
          if (!holdback.cut) expect(textOf(bytes)).toBe(text);
          else expect(text.slice(0, text.indexOf(WORD)).startsWith(textOf(bytes))).toBe(true);
        },
      ),
    );
  });

  test('an event is only held while its end could become a match', () => {
    const events = tell(['one SEC', 'OND two ', 'three']);
    const held: number[] = [];
    const holdback = createHoldback({ dialect, inspect: finds(WORD, 'nothing') });
    for (const at of events.keys()) {
      holdback.push(events.subarray(at, at + 1));
      if (holdback.heldChars !== held.at(-1)) held.push(holdback.heldChars);
    }
    holdback.end();
    // The first event waits, the second answers the question, the third never waits.
    expect(held).toEqual([0, 'one SEC'.length, 0]);
  });

  test('of a long event only the tail is held, and told twice it is the same text', () => {
    const long = 'word '.repeat(200);
    const stream = tell([`${long}SECR`, 'ET-4', '2 and on']);
    const seen: number[] = [];
    const holdback = createHoldback({ dialect, inspect: finds(WORD, 'mask') });
    const out: Uint8Array[] = [];
    for (const at of stream.keys()) {
      out.push(holdback.push(stream.subarray(at, at + 1)));
      seen.push(holdback.heldChars);
    }
    out.push(holdback.end());
    expect(Math.max(...seen)).toBeLessThanOrEqual(MAX_HELD_CHARS);
    expect(Math.max(...seen)).toBeGreaterThan(0);
    expect(textOf(Buffer.concat(out))).toBe(`${long}${MASK} and on`);
  });

  test('a judge that would hold for ever holds 256 characters', () => {
    const all = Array.from({ length: 100 }, (_, index) => `piece ${index} `);
    const seen: number[] = [];
    const holdback = createHoldback({ dialect, inspect: ({ text }) => ({ pending: text.length }) });
    const stream = tell(all);
    const out: Uint8Array[] = [];
    for (let at = 0; at < stream.length; at += 50) {
      out.push(holdback.push(stream.subarray(at, at + 50)));
      seen.push(holdback.heldChars);
    }
    out.push(holdback.end());
    expect(Math.max(...seen)).toBeLessThanOrEqual(MAX_HELD_CHARS);
    expect(textOf(Buffer.concat(out))).toBe(all.join(''));
  });

  test('windows stay short however long the stream is', () => {
    let longest = 0;
    const stream = tell(Array.from({ length: 2000 }, () => 'some words '));
    play(
      dialect,
      stream,
      Array.from({ length: stream.length >> 8 }, (_, index) => index << 8),
      ({ text, fresh }) => {
        longest = Math.max(longest, fresh);
        return { pending: text.length % 20 };
      },
    );
    expect(longest).toBeLessThan(4 * MAX_HELD_CHARS);
  });
});

describe('arguments of tool calls', () => {
  const dialect = dialectById('openai-chat');
  const call = (parts: readonly string[]) =>
    sseData([
      ...parts.map((text, at): JsonObject => ({
        choices: [
          {
            index: 0,
            delta: {
              tool_calls: [
                {
                  index: 0,
                  ...(at === 0 ? { id: 'c', type: 'function' } : {}),
                  function: { ...(at === 0 ? { name: 'f' } : {}), arguments: text },
                },
              ],
            },
          },
        ],
      })),
      { choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] },
      '[DONE]',
    ]);
  const argumentsOf = (stream: Uint8Array): JsonValue => {
    const found = resolve(assemble(dialect, stream).message, '/choices/0/message/tool_calls/0/function/arguments');
    return JSON.parse(typeof found === 'string' ? found : 'null') as JsonValue;
  };

  test('stay JSON, in a string and as a number', () => {
    const number = '4242424242424242';
    const inspect = ({ text }: HoldbackWindow): HoldbackJudgement => ({
      pending: /\d*$/.exec(text)?.[0].length ?? 0,
      edits: [...text.matchAll(/\d{16}/g)].map(({ index }) => ({
        start: index,
        end: index + 16,
        replacement: 'a "card"',
      })),
    });
    const { bytes } = play(
      dialect,
      call([`{"card": 424242`, `4242424242, "note": "it is \\"${number}`, '\\" or so"}']),
      [],
      inspect,
    );
    expect(argumentsOf(bytes)).toEqual({ card: 'a "card"', note: 'it is "a "card"" or so' });
  });

  test('a zero-argument call passes as it is', () => {
    const { bytes } = play(dialect, call(['{}']), [], finds(WORD, 'mask'));
    expect(argumentsOf(bytes)).toEqual({});
  });
});

describe('what else a stream may hold', () => {
  test('log probabilities do not tell what was masked', () => {
    const chunk = (content: string): JsonObject => ({
      choices: [
        { index: 0, delta: { content }, logprobs: { content: [{ token: content, logprob: -1 }] }, finish_reason: null },
      ],
    });
    const { bytes } = play(
      dialectById('openai-chat'),
      sseData([chunk('my SECRET'), chunk('-42'), chunk(' ok')]),
      [],
      finds(WORD, 'mask'),
    );
    expect(bytes.toString()).not.toMatch(/SECRET|-42/);
    expect(bytes.toString()).toContain('"token":" ok"');
  });

  test('two choices are held apart, and go out in order', () => {
    const chunk = (index: number, content: string): JsonObject => ({ choices: [{ index, delta: { content } }] });
    const stream = sseData([chunk(0, 'SECR'), chunk(1, 'other'), chunk(0, 'ET-42'), chunk(1, ' text')]);
    const { bytes } = play(dialectById('openai-chat'), stream, [], finds(WORD, 'mask'));
    expect(assemble(dialectById('openai-chat'), bytes).message).toMatchObject({
      choices: [{ message: { content: MASK } }, { message: { content: 'other text' } }],
    });
  });

  test('an answer does not wait for thinking that ended like a match, nor a call for an answer', () => {
    const stream = [
      { reasoning_content: 'thought SECR' },
      { content: 'said SECR' },
      { tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: '{"a":' } }] },
    ].map((delta): JsonObject => ({ choices: [{ index: 0, delta }] }));
    const held = (dialect: Dialect, events: readonly Buffer[]) => {
      const holdback = createHoldback({ dialect, inspect: finds(WORD, 'cut') });
      return events.map((event) => {
        holdback.push(event);
        return holdback.heldChars;
      });
    };
    expect(
      held(
        dialectById('openai-chat'),
        stream.map((event) => sseData([event])),
      ),
    ).toEqual(['thought SECR'.length, 'said SECR'.length, 0]);
    const lines = [
      { thinking: 'thought SECR' },
      { content: 'said SECR' },
      { tool_calls: [{ function: { name: 'f' } }] },
    ];
    expect(
      held(
        dialectById('ollama'),
        lines.map((message) => ndjson([{ message, done: false }])),
      ),
    ).toEqual(['thought SECR'.length, 'said SECR'.length, 0]);
  });

  test('a text that goes on after another had followed it is guarded as before', () => {
    const deltas = [{ content: 'a' }, { reasoning_content: 'b' }, { content: ' SECR' }, { content: 'ET-42' }];
    const again = [{ reasoning_content: 'c' }, { content: ' SECR' }, { reasoning_content: 'd' }, { content: 'ET-42' }];
    const stream = sseData([...deltas, ...again].map((delta): JsonObject => ({ choices: [{ index: 0, delta }] })));
    const { bytes } = play(dialectById('openai-chat'), stream, [], finds(WORD, 'mask'));
    expect(assemble(dialectById('openai-chat'), bytes).message).toMatchObject({
      choices: [{ message: { content: `a ${MASK} ${MASK}`, reasoning_content: 'bcd' } }],
    });
  });

  test('no text waits for another’s end for more than 256 characters', () => {
    const chunk = (index: number, content: string): JsonObject => ({ choices: [{ index, delta: { content } }] });
    const holdback = createHoldback({ dialect: dialectById('openai-chat'), inspect: finds(WORD, 'mask') });
    const out = [holdback.push(sseData([chunk(0, 'SECR')]))];
    const seen: number[] = [];
    for (let at = 0; at < 100; at += 1) {
      out.push(holdback.push(sseData([chunk(1, 'some words ')])));
      seen.push(holdback.heldChars);
    }
    expect(Math.max(...seen)).toBeGreaterThan(MAX_HELD_CHARS - 'some words '.length);
    expect(Math.max(...seen)).toBeLessThanOrEqual(MAX_HELD_CHARS + 'SECR'.length);
    expect(seen.at(-1)).toBe(0);
    out.push(holdback.push(sseData([chunk(0, 'ET-42 and on')])), holdback.end());
    const { message } = assemble(dialectById('openai-chat'), Buffer.concat(out));
    // What could not be waited for has gone out; the rest of the word is not told.
    expect(resolve(message, '/choices/0/message/content')).toBe(`SECR${MASK} and on`);
  });

  test('payloads that are no JSON, comments and unknown events are judged or passed, in order', () => {
    const stream = Buffer.from(
      `: hello\n\ndata: plain ${WORD} words\n\nevent: new\ndata: {"deep":["${WORD}"]}\n\n: bye\n\n`,
    );
    const { bytes } = play(dialectById('openai-responses'), stream, [3, 9], finds(WORD, 'mask'));
    expect(bytes.toString()).toBe(stream.toString().replaceAll(WORD, MASK));
  });

  test('a dialect without a known stream guards each event by itself', () => {
    const stream = Buffer.from(`data: {"a":{"b":"${WORD}"}}\n\ndata: {"a":1}\n\n`);
    expect(play(dialectById('json'), stream, [], finds(WORD, 'mask')).bytes.toString()).toContain(MASK);
    expect(play(dialectById('json'), stream, [], finds(WORD, 'cut')).bytes.toString()).toBe('');
  });

  test("Gemini's JSON array is guarded and cut as one", () => {
    const dialect = dialectById('gemini');
    const item = (text: string) =>
      `{\n "candidates": [{"content": {"role": "model", "parts": [{"text": "${text}"}]}}]\n}`;
    const stream = Buffer.from(`[${item('all SECR')}\n,\r\n${item('ET-42 is')}\n,\r\n${item(' well')}\n]\n`);
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const { bytes } = play(dialect, stream, [cut], finds(WORD, 'mask'));
      expect(JSON.parse(bytes.toString())).toHaveLength(3);
      expect(assemble(dialect, bytes).text).toBe(`all ${MASK} is well`);
    }
    expect(play(dialect, stream, [7], finds('never', 'mask')).bytes.equals(stream)).toBe(true);
    const denial = { status: 403, code: 'blocked_by_policy', message: 'No.', exchangeId: 'e' };
    for (const word of ['all', 'well']) {
      const { bytes, holdback } = play(dialect, stream, [], finds(word, 'cut'));
      const items = JSON.parse(bytes.toString() + holdback.cutBytes(denial)) as JsonObject[];
      expect(items.at(-1)).toMatchObject({ candidates: [{ finishReason: 'SAFETY' }] });
    }
  });

  test('after the cut nothing comes out, whatever comes in', () => {
    const holdback = createHoldback({ dialect: dialectById('openai-chat'), inspect: () => ({ pending: 0, cutAt: 0 }) });
    const stream = TELLERS['openai-chat']?.tell(['a', 'b']) ?? Buffer.alloc(0);
    holdback.push(stream);
    expect(holdback.cut).toBe(true);
    expect([holdback.push(stream).length, holdback.end().length, holdback.heldChars]).toEqual([0, 0, 0]);
  });
});
