import { describe, expect, test } from 'vitest';

import { storedFinding } from '../../../test-support/rows.ts';
import { parseJsonTree } from './json-tree.ts';
import { maskBody, maskString } from './mask-text.ts';
import { cutAtFindings, isRedacted } from './spans.ts';

const CARD = 'card 4242 4242 4242 4242 ok';
const card = storedFinding({ start: 5, end: 24 });

describe('a text is cut at its findings', () => {
  test('before, at and after', () => {
    expect(cutAtFindings(CARD, [card]).map(({ text, finding }) => [text, finding?.id ?? null])).toEqual([
      ['card ', null],
      ['4242 4242 4242 4242', 1],
      [' ok', null],
    ]);
  });

  test('overlapping findings are one piece, the hardest first', () => {
    const alert = storedFinding({ id: 2, type: 'uuid', action: 'alert', start: 0, end: 9 });
    const [first, rest] = cutAtFindings(CARD, [alert, card]);
    expect(first?.text).toBe('card 4242 4242 4242 4242');
    expect(first?.all.map(({ id }) => id)).toEqual([1, 2]);
    expect(rest?.text).toBe(' ok');
  });

  test('spans beyond a text that was cut are left out, one that reaches out is kept to its end', () => {
    expect(cutAtFindings('abc', [storedFinding({ start: 5, end: 9 })]).map(({ text }) => text)).toEqual(['abc']);
    expect(cutAtFindings('abc', [storedFinding({ start: 1, end: 9 })]).map(({ text }) => text)).toEqual(['a', 'bc']);
  });
});

describe('values are masked', () => {
  test('in a string, but never an injection, whose words are the evidence', () => {
    expect(maskString(CARD, [card])).toBe('card •••• 4242 ok');
    expect(maskString(CARD, [storedFinding({ type: 'injection.override', start: 5, end: 24 })])).toBe(CARD);
  });

  test('under a finding whose own words are shown, the values in it are masked all the same', () => {
    const all = storedFinding({ id: 2, type: 'policy.llm', action: 'block', start: 0, end: CARD.length });
    expect(maskString(CARD, [all, { ...card, action: 'alert' }])).toBe('card •••• 4242 ok');
    expect(cutAtFindings(CARD, [all, card])).toMatchObject([{ text: CARD, masked: 'card •••• 4242 ok' }]);
  });

  test('a placeholder stays as it is', () => {
    const text = 'key [secret.aws_access_key]';
    expect(
      maskString(text, [storedFinding({ type: 'secret.aws_access_key', start: 4, end: 27, evidence: 'AKIA••••' })]),
    ).toBe(text);
    expect(isRedacted('[secret.aws_access_key]')).toBe(true);
    expect(isRedacted('4242')).toBe(false);
  });

  test('in a body everything else keeps its spelling', () => {
    const body = `{"n": 12345678901234567890,\n "messages":[{"content":${JSON.stringify(CARD)}}], "n":1.0}`;
    expect(maskBody(body, parseJsonTree(body), [card], 'request')).toBe(
      body.replace('4242 4242 4242 4242', '•••• 4242'),
    );
    expect(maskBody(body, parseJsonTree(body), [card], 'response')).toBe(body);
  });

  test('in a body that is only text', () => {
    expect(maskBody(CARD, null, [storedFinding({ pointer: '', start: 5, end: 24 })], 'request')).toBe(
      'card •••• 4242 ok',
    );
  });
});
