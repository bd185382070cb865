import { expect, test } from 'vitest';
import { inspect } from './index.ts';
import { isOfType, readCases } from './test-support/cases.ts';

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
    const wrong = cases.flatMap(({ text, spans }) => {
      const findings = find(text);
      const missed = spans
        .filter(
          ({ type, start, end }) => !findings.some((f) => isOfType(f.type, type) && f.start === start && f.end === end),
        )
        .map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);
      const extra = findings
        .filter((f) => !spans.some(({ type, start, end }) => isOfType(f.type, type) && f.start < end && start < f.end))
        .map((f) => `found ${f.type} ${text.slice(f.start, f.end)}`);
      return missed.length + extra.length === 0 ? [] : [{ text, missed, extra }];
    });
    expect(wrong).toEqual([]);
  },
);

test('texts without anything to find stay clean', () => {
  const cases = readCases('clean');
  expect(cases.length).toBeGreaterThan(300);
  const wrong = cases.flatMap(({ text }) =>
    find(text)
      // Found and shown, never judged.
      .filter(({ type }) => type !== 'uuid')
      .map((f) => `${f.type} ${text.slice(f.start, f.end)} in ${text}`),
  );
  expect(wrong).toEqual([]);
});
