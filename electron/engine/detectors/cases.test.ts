import { expect, test } from 'vitest';
import { inspect } from './index.ts';
import { type Case, isOfType, readCases, readFieldTexts } from './test-support/cases.ts';

/** Without the injections that only alert: the model does so at one innocent text in a hundred (model/RESULTS.md). */
const find = (text: string) =>
  inspect([{ role: 'user', pointer: '', text }], { side: 'request' }).findings.filter(
    ({ type, severity }) => !type.startsWith('injection.') || severity === 'high',
  );

test.each(['pii', 'secrets'] as const)(
  '%s: every value is found as what it is, from its first to its last character',
  (name) => {
    const cases = readCases(name);
    expect(cases.length).toBeGreaterThan(200);
    expect(cases.flatMap((one) => wrongIn(one))).toEqual([]);
  },
);

test('what agents send all day: nothing is stopped or reported that is harmless', () => {
  const texts = readFieldTexts();
  expect(texts.length).toBeGreaterThan(100);
  // Ids are found and shown, never judged.
  expect(texts.flatMap((one) => wrongIn(one, 'uuid'))).toEqual([]);
});

/** What was missed in a text and what was found beside the marked; the text with neither is right. */
function wrongIn({ text, spans }: Case, spared?: string) {
  const findings = find(text).filter(({ type }) => type !== spared);
  const missed = spans
    .filter(
      ({ type, start, end }) => !findings.some((f) => isOfType(f.type, type) && f.start === start && f.end === end),
    )
    .map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);
  const extra = findings
    .filter((f) => !spans.some(({ type, start, end }) => isOfType(f.type, type) && f.start < end && start < f.end))
    .map((f) => `found ${f.type} ${text.slice(f.start, f.end)}`);
  return missed.length + extra.length === 0 ? [] : [{ text, missed, extra }];
}

test('texts without anything to find stay clean', () => {
  const cases = readCases('clean');
  expect(cases.length).toBeGreaterThan(300);
  // Ids are found and shown, never judged: they are marked.
  expect(cases.flatMap(({ spans }) => spans).every(({ type }) => type === 'uuid')).toBe(true);
  expect(cases.flatMap((one) => wrongIn(one))).toEqual([]);
});
