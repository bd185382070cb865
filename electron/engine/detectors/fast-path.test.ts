/** The scanner finds what rules find that are tried everywhere: nothing is lost by looking for literals first. */
import { expect, test } from 'vitest';

import { PERSON_RULES, PII_RULES, numberAt } from './pii/index.ts';
import { type Candidate, type LiteralRule, newPass } from './rule.ts';
import { ALL_AND_PERSONS, RuleSet } from './rules.ts';
import { fold } from './scanner/index.ts';
import { SECRET_RULES } from './secrets/index.ts';
import { fill } from './secrets/samples.ts';
import { SECRET_TABLE } from './secrets/table/index.ts';
import { acceptValue, bordered, vendorRule } from './secrets/vendor.ts';
import { readCases } from './test-support/cases.ts';

const RULES: readonly LiteralRule[] = [...SECRET_RULES, ...PII_RULES, ...PERSON_RULES];

/** Every text of the case tables, alone and glued together so that rules meet, and both in capitals. */
const CORPUS = (() => {
  const texts = (['pii', 'secrets', 'clean'] as const).flatMap((name) => readCases(name).map(({ text }) => text));
  const glued: string[] = [];
  for (let at = 0; at < texts.length; at += 12) glued.push(texts.slice(at, at + 12).join(' '));
  return [...texts, ...glued, ...texts.filter((_, index) => index % 5 === 0).map((text) => text.toUpperCase())];
})();

/** Literals by their last character, the longer ones first, as the scanner has those that end in one place. */
const BY_LAST = (() => {
  const byLiteral = new Map<string, LiteralRule[]>();
  for (const rule of RULES) {
    for (const literal of new Set(rule.literals)) byLiteral.set(literal, [...(byLiteral.get(literal) ?? []), rule]);
  }
  const all = [...byLiteral].map(([literal, rules]) => ({ literal: fold(literal), rules }));
  return Map.groupBy(
    all.toSorted((a, b) => b.literal.length - a.literal.length),
    ({ literal }) => literal.at(-1)!,
  );
})();

/** Every rule at every place where one of its literals stands, found by comparing strings. */
function naive(text: string): Candidate[] {
  const candidates: Candidate[] = [];
  const pass = newPass(text, (candidate) => candidates.push(candidate));
  const folded = fold(text);
  for (let end = 1; end <= text.length; end += 1) {
    for (const { literal, rules } of BY_LAST.get(folded[end - 1]!) ?? []) {
      if (!folded.endsWith(literal, end)) continue;
      for (const rule of rules) rule.tryAt(pass, end - literal.length, end);
    }
    if (/[0-9]/.test(text[end - 1]!) && !/[0-9]/.test(text[end - 2] ?? '')) numberAt(pass, end - 1);
  }
  return candidates;
}

test('one pass over the text finds what trying every rule everywhere finds', { timeout: 60_000 }, () => {
  expect(CORPUS.length).toBeGreaterThan(1_500);
  let found = 0;
  for (const text of CORPUS) {
    const candidates = ALL_AND_PERSONS.find(text);
    expect(candidates, text).toEqual(naive(text));
    found += candidates.length;
  }
  expect(found).toBeGreaterThan(1_500);
});

test('no vendor’s key is lost by its literals: its pattern alone, anywhere, finds no more', () => {
  const samples = SECRET_TABLE.flatMap(({ samples: formats }) => formats.map((format) => fill(format, 99)));
  const corpus = [...CORPUS, ...samples, samples.join('\n'), samples.map((sample) => `"${sample}"`).join(',')];
  let matches = 0;
  for (const row of SECRET_TABLE) {
    if (row.near === true) continue;
    const alone = new RuleSet([vendorRule(row)], false);
    const pattern = bordered(row.pattern);
    const anywhere = new RegExp(pattern.source, pattern.flags.replace('y', 'g').replace('d', ''));
    for (const text of corpus) {
      const candidates = alone.find(text);
      for (const match of text.matchAll(anywhere)) {
        if (!acceptValue(match[1] ?? match[0], row.entropy)) continue;
        matches += 1;
        const covered = candidates.some(({ start, end }) => start < match.index + match[0].length && match.index < end);
        expect(covered, `${row.name}: ${match[0]} in ${text.slice(0, 200)}`).toBe(true);
      }
    }
  }
  expect(matches).toBeGreaterThan(300);
});
