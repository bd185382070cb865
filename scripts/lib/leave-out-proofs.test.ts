import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withoutProofs } from './leave-out-proofs.ts';

test('a rule is bundled without its documentation, samples and look-alikes', () => {
  const rule = `
    export const RULE: Rule = {
      name: 'acme_key',
      source: 'https://acme.example/keys',
      pattern: /ak_[a-z]{3}/,
      samples: ['ak_{L3}', "x=ak_{L3}"],
      lookalikes: [...NONE, 'ak_1'],
    };`;
  expect(withoutProofs(rule, 'rule.ts')).toBe(`
    export const RULE: Rule = {
      name: 'acme_key',
      source: '',
      pattern: /ak_[a-z]{3}/,
      samples: [],
      lookalikes: [],
    };`);
});

test('a lexicon is bundled without its sentences', () => {
  const lexicon =
    "const la: Lexicon = { language: 'la', terms: { not: 'non' }, hits: { override: ['a'] }, misses: ['b'] };";
  expect(withoutProofs(lexicon, 'la.ts')).toBe(
    "const la: Lexicon = { language: 'la', terms: { not: 'non' }, hits: {}, misses: [] };",
  );
});

test('what only looks like a proof stays', () => {
  const code =
    "const { source, samples } = row; const one = { source: 'a', samples: ['b'] }; const all = { source, samples };";
  expect(withoutProofs(code, 'code.ts')).toBe(code);
});

test.each(['secrets/table/ai.ts', 'secrets/codes.ts', 'injection/lexicon/ru.ts'])('%s gets smaller', (name) => {
  const code = readFileSync(new URL(`../../electron/engine/detectors/${name}`, import.meta.url), 'utf8');
  expect(withoutProofs(code, name).length).toBeLessThan(code.length * 0.9);
});
