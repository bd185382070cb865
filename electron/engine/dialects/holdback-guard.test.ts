/** The guard inside a stream with the policies' own judge of a text. */
import { describe, expect, test } from 'vitest';

import type { Behaviour } from '../../../shared/domain/index.ts';
import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import { createStreamGuard } from '../policy/index.ts';
import { createVault } from '../policy/mask/vault.ts';
import { policy } from '../policy/test-support/make.ts';
import { type Restoring, createHoldback, dialectById, inspectWithGuards } from './index.ts';
import { sseData } from './test-support/sample.ts';
import { assemble, resolve } from './test-support/stream.ts';
import { told } from './test-support/tellers.ts';

const CARD = '4242 4242 4242 4242';
const cards = (onResponse: Behaviour) =>
  policy('cards', { rules: [{ type: 'credit_card', onRequest: 'none', onResponse }] });

function guarded(behaviour: Behaviour, restoring: Restoring | null = null) {
  const vault = createVault();
  return inspectWithGuards(
    ({ channel: pointer, role, kind }) =>
      createStreamGuard({
        policies: [cards(behaviour)],
        agent: 'a',
        model: null,
        pointer,
        role,
        kind: kind === 'tool-name' ? 'text' : kind,
        vault,
      }),
    restoring,
  );
}

/** Cut into pieces of a length. */
const inPieces = (text: string, length: number) =>
  Array.from({ length: Math.ceil(text.length / length) }, (_, at) => text.slice(at * length, (at + 1) * length));

describe.each(told)('$id', ({ dialect, tell, textOf }) => {
  test.each([1, 2, 5, 16, 200])('a card is masked, told in pieces of %d', (length) => {
    const text = `Your cards are ${CARD} and 5555 5555 5555 4444, are they not? Or was it ${CARD}?`;
    const { inspect, verdict } = guarded('mask');
    const holdback = createHoldback({ dialect, inspect });
    const stream = tell(inPieces(text, length));
    const out = Buffer.concat([...stream].map((_, at) => holdback.push(stream.subarray(at, at + 1))));
    expect(textOf(Buffer.concat([out, holdback.end()]))).toBe(
      'Your cards are [CARD_1] and [CARD_2], are they not? Or was it [CARD_1]?',
    );
    expect(verdict()).toBeNull();
  });

  test.each([1, 7, 200])('a card ends the stream, told in pieces of %d', (length) => {
    const { inspect, verdict } = guarded('block');
    const holdback = createHoldback({ dialect, inspect });
    const out = Buffer.from(holdback.push(tell(inPieces(`Your card is ${CARD}, is it not?`, length))));
    expect(holdback.cut).toBe(true);
    expect('Your card is ').toContain(textOf(out));
    expect(out.toString()).not.toContain('4242');
    expect(verdict()).toMatchObject({ verdict: { kind: 'block', policyId: 'cards' } });
  });

  test('originals are put back, wherever a placeholder was cut', () => {
    const restoring: Restoring = {
      pending: (text) => /\[[A-Z_]*\d*$/.exec(text)?.[0].length ?? 0,
      edits: (text) =>
        [...text.matchAll(/\[EMAIL_1\]/g)].map(({ index, 0: found }) => ({
          start: index,
          end: index + found.length,
          replacement: '"Ann" <ann@example.com>',
        })),
    };
    const { inspect } = guarded('mask', restoring);
    const stream = tell(inPieces('Write to [EMAIL_1] or [EMAIL_2].', 3));
    const holdback = createHoldback({ dialect, inspect });
    const out = Buffer.concat([...stream].map((_, at) => holdback.push(stream.subarray(at, at + 1))));
    expect(textOf(Buffer.concat([out, holdback.end()]))).toBe('Write to "Ann" <ann@example.com> or [EMAIL_2].');
  });
});

test('arguments of a call stay JSON under the policies’ masks', () => {
  const json = '{"card": 4242424242424242, "also": "4242 4242 4242 4242, 5555555555554444", "n": 1}';
  for (const length of [1, 3, 10, 100]) {
    const { inspect } = guarded('mask');
    const holdback = createHoldback({ dialect: dialectById('openai-chat'), inspect });
    const stream = sseData([
      ...inPieces(json, length).map((text): JsonObject => ({
        choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: text } }] } }],
      })),
      '[DONE]',
    ]);
    const out = Buffer.concat([holdback.push(stream), holdback.end()]);
    const pointer = '/choices/0/message/tool_calls/0/function/arguments';
    const text = resolve(assemble(dialectById('openai-chat'), out).message, pointer);
    expect(JSON.parse(typeof text === 'string' ? text : '') as JsonValue).toEqual({
      card: '[CARD_1]',
      also: '[CARD_2], [CARD_3]',
      n: 1,
    });
  }
});
