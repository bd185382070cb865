import { describe, expect, test } from 'vitest';
import { RuleSet } from '../rules.ts';
import { settle } from '../settle.ts';
import { fill } from './samples.ts';
import { SECRET_TABLE } from './table/index.ts';
import { type SecretRow, vendorRule } from './vendor.ts';

const alone = new Map(SECRET_TABLE.map((row) => [row, new RuleSet([vendorRule(row)], false)] as const));
const found = (row: SecretRow, text: string): string[] =>
  settle(alone.get(row)!.find(text)).map((candidate) => text.slice(candidate.start, candidate.end));

describe.each(SECRET_TABLE.map((row) => [row.name, row] as const))('%s', (_, row) => {
  test('cites its documentation', () => {
    expect(URL.canParse(row.source)).toBe(true);
    expect(row.source).toMatch(/^https:/);
  });

  test('matches its samples, whatever the filling', () => {
    expect(row.samples.length).toBeGreaterThanOrEqual(2);
    for (const sample of row.samples) {
      for (let seed = 1; seed <= 20; seed += 1) {
        const text = fill(sample, seed);
        expect(found(row, text), text).toHaveLength(1);
      }
    }
  });

  test('spares its look-alikes', () => {
    expect(row.lookalikes.length).toBeGreaterThanOrEqual(2);
    for (const lookalike of row.lookalikes) {
      for (let seed = 1; seed <= 20; seed += 1) {
        const text = fill(lookalike, seed);
        expect(found(row, text), text).toEqual([]);
      }
    }
  });

  test('is found in the middle of a sentence, a JSON string and an escaped line', () => {
    const [sample = ''] = row.samples;
    const text = fill(sample);
    const [value] = found(row, text);
    for (const carrier of [
      `see ${text} please`,
      JSON.stringify({ text }),
      `first line\\n${text}\\nlast line`,
      `[${text}]`,
    ]) {
      expect(found(row, carrier), carrier).toEqual([value]);
    }
  });
});

test('every type is a secret and named once', () => {
  const names = SECRET_TABLE.map((row) => row.name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9]+(?:_[a-z0-9]+)+$/);
});
