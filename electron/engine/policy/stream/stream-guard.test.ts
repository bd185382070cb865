import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Behaviour, Policy } from '../../../../shared/domain/index.ts';
import { inspect } from '../../detectors/index.ts';
import { DEFAULT_POLICIES, createStreamGuard, decide, deniesAnswers, maskParts, rewriteBody } from '../index.ts';
import { createVault } from '../mask/vault.ts';
import { policy } from '../test-support/make.ts';
import { MAX_HOLD, type StreamGuardOptions } from './stream-guard.ts';

const CARD = '4242 4242 4242 4242';
const reacting = (type: string, onResponse: Behaviour) =>
  policy('p', { rules: [{ type, onRequest: 'none', onResponse }] });

/** Feeds a text in pieces of these lengths, the last one repeated; gives what the client got. */
function run(
  text: string,
  lengths: readonly number[],
  policies: readonly Policy[],
  over: Partial<StreamGuardOptions> = {},
) {
  const guard = createStreamGuard({ policies, agent: 'a', model: null, ...over });
  let sent = '';
  let released = 0;
  let mostHeld = 0;
  let index = 0;
  for (let at = 0; at < text.length; index += 1) {
    const length = Math.max(1, lengths[Math.min(index, lengths.length - 1)] ?? 1);
    const step = guard.push(text.slice(at, at + length));
    at += length;
    sent += step.text;
    released += step.release;
    mostHeld = Math.max(mostHeld, guard.held);
    if (step.verdict !== undefined) return { sent, released, mostHeld, decision: step.verdict, guard };
  }
  const last = guard.end();
  return { sent: sent + last.text, released: released + last.release, mostHeld, decision: last.verdict, guard };
}

describe('nothing to stop', () => {
  test('the default policies only alert on answers: everything goes on at once', () => {
    const guard = createStreamGuard({ policies: DEFAULT_POLICIES, agent: 'a', model: null });
    expect(guard.push(`card ${CARD.slice(0, 7)}`)).toEqual({ release: 12, text: 'card 4242 42' });
    expect(guard.end()).toEqual({ release: 0, text: '' });
    expect(deniesAnswers(DEFAULT_POLICIES, 'a', null)).toBe(false);
  });

  test('a policy for somebody else', () => {
    const other = { ...reacting('credit_card', 'block'), agents: ['b'] };
    expect(run(CARD, [1], [other])).toMatchObject({ sent: CARD, mostHeld: 0 });
  });
});

describe('a card in an answer', () => {
  const block = [reacting('credit_card', 'block')];

  test.each([1, 2, 3, 5, 7, 16, 100])('is stopped before its first digit, in pieces of %d', (length) => {
    const { sent, decision } = run(`Your card is ${CARD}, right?`, [length], block);
    expect(sent).toBe('Your card is ');
    expect(decision).toMatchObject({
      verdict: { kind: 'block', rule: 'pii.credit-card' },
      message: expect.stringContaining("policy 'Policy p'") as string,
    });
  });

  test('at the very end', () => {
    expect(run(`Your card is ${CARD}`, [3], block)).toMatchObject({
      sent: 'Your card is ',
      decision: { verdict: { kind: 'block' } },
    });
  });

  test('after it nothing goes out', () => {
    const guard = createStreamGuard({ policies: block, agent: 'a', model: null });
    guard.push(`Your card is ${CARD} `);
    guard.push('was charged ');
    expect(guard.push('more')).toMatchObject({ release: 0, text: '', verdict: { verdict: { kind: 'block' } } });
    expect(guard.end()).toMatchObject({ release: 0, verdict: { verdict: { kind: 'block' } } });
  });

  test('a number that goes on is no card', () => {
    const text = `Order ${CARD}0007 is on its way`;
    expect(run(text, [4], block)).toMatchObject({ sent: text, decision: undefined });
  });

  test('masked, with the placeholders of the answer', () => {
    const vault = createVault();
    const text = `One: ${CARD}. Two: 5555 5555 5555 4444. Again: ${CARD}.`;
    const { sent, released } = run(text, [5], [reacting('credit_card', 'mask')], { vault });
    expect(sent).toBe('One: [CARD_1]. Two: [CARD_2]. Again: [CARD_1].');
    expect(released).toBe(text.length);
  });

  test('excepted', () => {
    const exceptions = [{ kind: 'phrase', phrase: CARD }] as const;
    expect(run(`Use ${CARD} to try.`, [4], block, { exceptions })).toMatchObject({
      sent: `Use ${CARD} to try.`,
      decision: undefined,
    });
  });

  test('from the second one on', () => {
    const rules = [{ type: 'credit_card', onRequest: 'none', onResponse: 'block', minMatches: 2 }] as const;
    const filler = 'some words in between. '.repeat(30);
    const text = `First ${CARD}, ${filler}then 5555 5555 5555 4444 done`;
    const { sent, decision } = run(text, [9], [policy('p', { rules })]);
    expect(decision?.verdict.kind).toBe('block');
    expect(sent).toBe(text.slice(0, text.indexOf('5555')));
  });
});

describe('what is held back', () => {
  const block = [reacting('credit_card', 'block'), reacting('secret.*', 'block')];

  test('of ordinary prose only the word that is being written', () => {
    const text = 'The weather in Oslo is fine today, and it will stay so until the weekend. '.repeat(10);
    expect(run(text, [3], block)).toMatchObject({ sent: text });
    expect(run(text, [3], block).mostHeld).toBeLessThan(12);
  });

  test('never more than the limit, whatever is written', () => {
    for (const text of [
      '1'.repeat(5_000),
      '1 '.repeat(3_000),
      'x'.repeat(5_000),
      'AB '.repeat(2_000),
      'key = "'.padEnd(3_000, 'y '),
    ]) {
      const { sent, mostHeld } = run(text, [7], block);
      expect(sent).toBe(text);
      expect(mostHeld).toBeLessThanOrEqual(MAX_HOLD + 1);
    }
  });

  test('no character is cut in two', () => {
    const guard = createStreamGuard({ policies: [reacting('*', 'block')], agent: 'a', model: null });
    for (let index = 0; index < 400; index += 1)
      expect(guard.push('a😀'.charAt(index % 3)).text.isWellFormed()).toBe(true);
  });
});

describe("the policies' own rules", () => {
  const words = policy('p', {
    words: [{ name: 'w', words: ['project orion', 'globex'], onRequest: 'none', onResponse: 'block' }],
  });

  test.each([1, 4, 100])('a banned phrase is stopped before its first letter, in pieces of %d', (length) => {
    expect(run('It is about Project Orion, of course.', [length], [words])).toMatchObject({
      sent: 'It is about ',
      decision: { verdict: { policyId: 'p' } },
    });
  });

  test('a beginning that goes on differently is let go', () => {
    const text = 'The project order and the orionids and globexes are fine';
    expect(run(text, [2], [words])).toMatchObject({ sent: text, decision: undefined });
  });

  test('a pattern', () => {
    const pattern = policy('p', {
      patterns: [{ name: 'x', pattern: 'ticket \\d+ of \\w+', onRequest: 'none', onResponse: 'mask' }],
    });
    expect(run('See ticket 12 of acme now.', [3], [pattern]).sent).toBe('See [TEXT_1] now.');
  });
});

describe('whatever is written and however it is cut', () => {
  const word = fc.constantFrom(
    'the',
    'card',
    'is',
    'Oslo',
    '12',
    '2026-03-01',
    'USA',
    'x=1;',
    '(555)',
    '😀',
    'a.b',
    '\n',
    'mail',
    '"quoted"',
    '3,50',
  );
  const value = fc.constantFrom(
    CARD,
    '4242424242424242',
    '5555-5555-5555-4444',
    '123-45-6789',
    'eve@example.com',
    'first.last+tag@mail.example.org',
    'GB82 WEST 1234 5698 7654 32',
    ['AKIA', 'MADEUPTESTKEY234'].join(''),
  );
  const text = fc
    .array(fc.oneof({ weight: 4, arbitrary: word }, { weight: 1, arbitrary: value }), { maxLength: 40 })
    .map((pieces) => pieces.join(' '));
  const cuts = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 80 });
  const types = ['credit_card', 'ssn', 'email', 'iban', 'secret.*'];
  const rulesWith = (onResponse: Behaviour) => [
    policy('p', { rules: types.map((type) => ({ type, onRequest: 'none' as const, onResponse })) }),
  ];

  test('masking a stream gives what masking the whole gives', () => {
    const policies = rulesWith('mask');
    fc.assert(
      fc.property(text, cuts, (whole, lengths) => {
        const parts = [{ role: 'assistant' as const, pointer: '', text: whole }];
        const { findings } = inspect(parts, { side: 'response' });
        const { actions } = decide({ findings, side: 'response', agent: 'a', model: null, policies });
        const { edits } = maskParts(parts, findings, actions, createVault());
        expect(run(whole, lengths, policies).sent).toBe(rewriteBody(whole, edits, 'text'));
      }),
      { numRuns: 300 },
    );
  });

  test('what a policy blocks never begins to go out', () => {
    const policies = rulesWith('block');
    fc.assert(
      fc.property(text, cuts, (whole, lengths) => {
        const parts = [{ role: 'assistant' as const, pointer: '', text: whole }];
        const { findings } = inspect(parts, { side: 'response' });
        const { actions } = decide({ findings, side: 'response', agent: 'a', model: null, policies });
        const first = findings.find((_, index) => actions[index]?.action === 'block');
        const { sent, decision } = run(whole, lengths, policies);
        expect(sent).toBe(first === undefined ? whole : whole.slice(0, first.start));
        expect(decision?.verdict.kind).toBe(first === undefined ? undefined : 'block');
      }),
      { numRuns: 300 },
    );
  });
});

test('a private key longer than what may be held is cut where it begins', () => {
  const key = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ\n'.repeat(20)}-----END PRIVATE KEY-----`;
  const { sent, decision } = run(`Here it is:\n${key}\nbye`, [6], [reacting('secret.*', 'block')]);
  expect(decision?.verdict.kind).toBe('block');
  expect(sent).toBe('Here it is:\n');
});
