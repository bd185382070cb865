import { describe, expect, test } from 'vitest';
import { RuleSet } from '../rules.ts';
import type { SecretRule } from './documented-rule.ts';
import { FINDING_RULES } from './index.ts';
import { settle } from '../settle.ts';
import { fill } from './samples.ts';
import { SECRET_TABLE } from './table/index.ts';

const alone = new Map(FINDING_RULES.map((rule) => [rule, new RuleSet([rule], false)] as const));
const found = (rule: SecretRule, text: string): string[] =>
  settle(alone.get(rule)!.find(text)).map((candidate) => text.slice(candidate.start, candidate.end));

describe.each(FINDING_RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test('cites its documentation', () => {
    expect(URL.canParse(rule.source)).toBe(true);
    expect(rule.source).toMatch(/^https:/);
  });

  test('matches its samples, whatever the filling', () => {
    expect(rule.samples.length).toBeGreaterThanOrEqual(2);
    for (const sample of rule.samples) {
      for (let seed = 1; seed <= 20; seed += 1) {
        const text = fill(sample, seed);
        expect(found(rule, text), text).toHaveLength(1);
      }
    }
  });

  test('spares its look-alikes', () => {
    expect(rule.lookalikes.length).toBeGreaterThanOrEqual(2);
    for (const lookalike of rule.lookalikes) {
      for (let seed = 1; seed <= 20; seed += 1) {
        const text = fill(lookalike, seed);
        expect(found(rule, text), text).toEqual([]);
      }
    }
  });
});

test("vendors' keys are found in the middle of a sentence, a JSON string and an escaped line", () => {
  for (const row of SECRET_TABLE) {
    const rule = FINDING_RULES.find(({ id }) => id === `secrets.${row.name.replaceAll('_', '-')}`)!;
    const [sample = ''] = row.samples;
    const text = fill(sample);
    const [value] = found(rule, text);
    for (const carrier of [
      `see ${text} please`,
      JSON.stringify({ text }),
      `first line\\n${text}\\nlast line`,
      `[${text}]`,
    ]) {
      expect(found(rule, carrier), carrier).toEqual([value]);
    }
  }
});

test('no pattern repeats without end: what a value of 32 KB begins many times is read that often', () => {
  const unbounded = SECRET_TABLE.flatMap(({ name, pattern, loose }) =>
    [pattern, ...(loose === undefined ? [] : [loose])]
      .map(({ source }) => source.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]/g, 'x'))
      .filter((source) => /[*+]|\{\d+,\}/.test(source))
      .map((source) => `${name}: ${source}`),
  );
  expect(unbounded).toEqual([]);
});

test('every type is a secret and named once', () => {
  const names = SECRET_TABLE.map((row) => row.name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9]+(?:_[a-z0-9]+)+$/);
});
