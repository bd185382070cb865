import { expect, test } from 'vitest';

import { storedFinding } from '../../../test-support/rows.ts';
import { findingsInJson, isBelowAny } from './json-findings.ts';
import { cutAtFindings } from './spans.ts';

const CARD = '4242 4242 4242 4242';
const POINTER = '/messages/0/content/0/input';
const marked = (text: string, findings: Parameters<typeof findingsInJson>[0]) =>
  cutAtFindings(text, findingsInJson(findings, 'request', POINTER, text)).flatMap(({ text: piece, finding }) =>
    finding === null ? [] : [piece],
  );

test('a finding inside the arguments of a call is marked where it stands, whatever is escaped before it', () => {
  const before = '"Grüße"\n😀\u0001 ';
  const text = JSON.stringify({ who: 'x', pay: [{ 'a/b': before + CARD }] });
  const place = { pointer: `${POINTER}/pay/0/a~1b`, start: before.length, end: before.length + CARD.length };
  expect(marked(text, [storedFinding({ side: 'request', ...place })])).toEqual([CARD]);
});

test('in a number too', () => {
  const text = '{"pay":[1, 4000000000000000006 ]}';
  const place = { pointer: `${POINTER}/pay/1`, start: 0, end: 19 };
  expect(marked(text, [storedFinding({ side: 'request', ...place })])).toEqual(['4000000000000000006']);
});

test('of arguments that are a string of JSON, in that string', () => {
  const text = `{"card":"${CARD}"}`;
  expect(marked(text, [storedFinding({ side: 'request', pointer: POINTER, start: 9, end: 28 })])).toEqual([CARD]);
});

test('of another value or the other side, nowhere', () => {
  const text = JSON.stringify({ a: CARD });
  const place = { start: 0, end: CARD.length };
  expect(marked(text, [storedFinding({ ...place, side: 'request', pointer: `${POINTER}s/a` })])).toEqual([]);
  expect(marked(text, [storedFinding({ ...place, side: 'response', pointer: `${POINTER}/a` })])).toEqual([]);
});

test('findings deep in a call belong to its message', () => {
  expect(isBelowAny(`${POINTER}/a/0`, new Set([POINTER]))).toBe(true);
  expect(isBelowAny('/messages/1', new Set([POINTER]))).toBe(false);
});
