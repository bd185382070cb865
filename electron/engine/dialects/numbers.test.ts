/** Numbers in what tools get and give, in every dialect: read whole, guarded in streams, masked, put back. */
import { describe, expect, test } from 'vitest';

import type { Behaviour } from '../../../shared/domain/index.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { inspect } from '../detectors/index.ts';
import { createRestoring, createStreamGuard, maskParts, restoreParts, rewriteBody } from '../policy/index.ts';
import { type Vault, createVault } from '../policy/mask/vault.ts';
import { policy } from '../policy/test-support/make.ts';
import { MAX_HELD_CHARS, createHoldback, dialectById, inspectWithGuards, parseExactly } from './index.ts';
import {
  CARD,
  FOUND,
  LONG_CARD,
  NUMBER_CASES,
  type NumberCase,
  VALUES,
  isString,
} from './test-support/number-cases.ts';
import { assemble } from './test-support/stream.ts';

const target = ({ path }: NumberCase) => ({ method: 'POST', path, contentType: 'application/json' });
/** Without the escapes of JSON in a string. */
const plain = (text: string) => text.replaceAll('\\"', '"');

function read(item: NumberCase, side: 'request' | 'answer', body: string) {
  const dialect = dialectById(item.id);
  const value = parseExactly(body);
  return side === 'request' ? dialect.parseRequest(value, target(item)) : dialect.parseAnswer(value, target(item));
}

describe.each(NUMBER_CASES)('$id', (item) => {
  test.each(['request', 'answer'] as const)('each number of a %s is found where it stands', (side) => {
    const { parts } = read(item, side, item[side](VALUES));
    const at = side === 'request' ? item.asked : item.answered;
    const found = inspect(parts, { side: 'request' }).findings.map(({ type, pointer, start, end }) => {
      const text = parts.find((part) => part.pointer === pointer)?.text.slice(start, end);
      return [type, pointer, text];
    });
    const expected = Object.entries(FOUND).map(([type, [pointer, digits]]) => {
      return [type.replace('long', 'credit'), isString(item) ? at : at + pointer, digits];
    });
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  test('masked they are strings, and numbers again when they are put back', () => {
    const body = item.answer(VALUES);
    const { parts } = read(item, 'answer', body);
    const { findings } = inspect(parts, { side: 'response' });
    const vault = createVault();
    const actions = findings.map(() => ({ policy: 'p', action: 'mask' as const }));
    const { edits, unmaskable } = maskParts(parts, findings, actions, vault);
    expect(unmaskable).toEqual([]);
    const masked = rewriteBody(body, edits, 'json') ?? '';
    expect(JSON.parse(masked)).toMatchObject({});
    expect(plain(masked)).toBe(
      plain(body)
        .replace(CARD, '"[CARD_1]"')
        .replace(LONG_CARD, '"[CARD_2]"')
        .replace('536221847', '"[SSN_1]"')
        .replace('4155550132', '"[PHONE_1]"')
        .replace('737', '"[CARD_CODE_1]"'),
    );
    expect(rewriteBody(masked, restoreParts(read(item, 'answer', masked).parts, vault), 'json')).toBe(body);
  });

  test('the record shows every digit', () => {
    const shown = read(item, 'answer', item.answer(VALUES)).messages.flatMap(({ blocks }) => blocks);
    const stream = item.stream?.(VALUES);
    const stored = stream ? JSON.stringify(assemble(dialectById(item.id), stream).message) : item.answer(VALUES);
    expect(plain(stored)).toContain(VALUES);
    // MCP's structured content says again what its content says; any JSON is no call.
    if (item.id !== 'mcp' && item.id !== 'json') expect(JSON.stringify(shown)).toContain(LONG_CARD);
  });
});

function guarded(item: NumberCase, behaviour: Behaviour, restoring: Vault | null = null) {
  const types = ['credit_card', 'ssn', 'phone_number', 'cvv'];
  const rules = types.map((type) => ({ type, onRequest: 'none' as const, onResponse: behaviour }));
  const masks = createVault();
  const { inspect: judge, verdict } = inspectWithGuards(
    ({ channel: pointer, role, kind, leaf }) =>
      createStreamGuard({
        policies: [policy('numbers', { rules })],
        agent: 'a',
        model: null,
        pointer,
        role,
        kind: kind === 'tool-name' ? 'text' : kind,
        ...(leaf && { leaf }),
        vault: masks,
      }),
    restoring && createRestoring(restoring),
  );
  return { holdback: createHoldback({ dialect: dialectById(item.id), inspect: judge }), verdict };
}

const STREAMED = NUMBER_CASES.flatMap(({ stream, ...item }) => (stream ? [{ ...item, stream }] : []));

describe.each(STREAMED)('a stream of $id', (item) => {
  /** Told in two chunks. */
  const play = (stream: Buffer, cut: number, behaviour: Behaviour, restoring: Vault | null = null) => {
    const { holdback, verdict } = guarded(item, behaviour, restoring);
    let held = 0;
    const out = [stream.subarray(0, cut), stream.subarray(cut)].map((chunk) => {
      const bytes = holdback.push(chunk);
      held = Math.max(held, holdback.heldChars);
      return bytes;
    });
    const told = Buffer.concat([...out, holdback.end()]);
    return { told, cut: holdback.cut, verdict: verdict(), held };
  };
  const message = (told: Uint8Array) => plain(JSON.stringify(assemble(dialectById(item.id), told).message));

  test.each(Object.values(FOUND))('cut at any byte, nothing of a number at %s is delivered', (pointer, digits) => {
    const name = pointer.split('/')[2] ?? '';
    const stream = item.stream(`{"payment":{"to":"Ann","${name}":${digits},"note":"thanks"}}`);
    // Every byte for one of them, and around the others.
    const step = digits === LONG_CARD ? 1 : 7;
    for (let cut = 0; cut <= stream.length; cut += step) {
      const { told, cut: ended, verdict, held } = play(stream, cut, 'block');
      expect([ended, verdict?.verdict.kind]).toEqual([true, 'block']);
      expect(plain(told.toString())).not.toContain(digits.slice(0, 3));
      expect(held).toBeLessThanOrEqual(MAX_HELD_CHARS);
    }
  });

  test('cut at any byte, masked numbers are strings and everything else is as it came', () => {
    const stream = item.stream(VALUES);
    const masked = {
      payment: { card: '[CARD_1]', cards: ['[CARD_2]'], ssn: '[SSN_1]', phone: '[PHONE_1]', cvv: '[CARD_CODE_1]' },
    };
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const { told, cut: ended } = play(stream, cut, 'mask');
      expect(ended).toBe(false);
      const text = message(told);
      const from = text.indexOf('{"payment"');
      expect(JSON.parse(text.slice(from, text.indexOf('}}', from) + 2)) as JsonValue).toEqual(masked);
    }
  });

  test('numbers that are nobody’s go on byte for byte', () => {
    const values = `{"payment":{"at":1732708800123,"amount":129900,"count":4096,"order_id":90071992547409931234,"x":0.25}}`;
    const stream = item.stream(values);
    for (let cut = 0; cut <= stream.length; cut += 7) {
      expect(play(stream, cut, 'block').told.toString()).toBe(stream.toString());
    }
    expect(message(stream)).toContain(values);
  });

  test('cut at any byte, what was a number in the question is one in the answer', () => {
    const vault = createVault();
    const number = vault.placeholderFor('credit_card', LONG_CARD, 'number');
    const text = vault.placeholderFor('credit_card', CARD);
    const stream = item.stream(
      `{"payment":{"card":"${number}","cards":[1,"${number}" , "${text}"],"note":"to ${number}","${number}":0}}`,
    );
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const said = message(play(stream, cut, 'block', vault).told).replaceAll(' ', '');
      expect(said).toContain(
        `{"payment":{"card":${LONG_CARD},"cards":[1,${LONG_CARD},"${CARD}"],"note":"to${LONG_CARD}"`,
      );
      expect(
        () => JSON.parse(said.slice(said.indexOf('{"payment"'), said.indexOf('}}') + 2)) as JsonValue,
      ).not.toThrow();
    }
  });
});

test.each([
  ['openai-embeddings', '/v1/embeddings', { model: 'embedding', input: [15496, 11, 995, 50256] }],
  [
    'openai-completions',
    '/v1/completions',
    {
      model: 'm',
      prompt: [
        [15496, 11],
        [995, 50256],
      ],
    },
  ],
  ['ollama', '/api/embed', { model: 'm', input: [15496] }],
] as const)('tokens are no parts: %s', (id, path, body) => {
  const value = parseExactly(JSON.stringify(body));
  expect(dialectById(id).parseRequest(value, { method: 'POST', path, contentType: null }).parts).toEqual([]);
});
