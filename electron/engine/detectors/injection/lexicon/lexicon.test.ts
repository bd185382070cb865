import { expect, test } from 'vitest';
import { rawView } from '../../views/index.ts';
import { assess, ruleScore } from '../assess.ts';
import { CONCEPT_RULES } from '../rules.ts';
import { LEXICONS } from './index.ts';

const matchesOf = (text: string) => assess(rawView(text), 'user')?.matches ?? [];

for (const lexicon of LEXICONS) {
  const { language } = lexicon;
  for (const [kind, sentences] of Object.entries(lexicon.hits)) {
    test.each(sentences)(`${language}: a rule of kind ${kind} hits: %s`, (sentence) => {
      const matches = matchesOf(sentence);
      expect(matches.map(({ rule }) => CONCEPT_RULES[rule]!.kind)).toContain(kind);
      expect(ruleScore(matches)).toBeGreaterThanOrEqual(0.5);
    });
  }
  test.each(lexicon.misses)(`${language}: no attack: %s`, (sentence) => {
    expect(ruleScore(matchesOf(sentence))).toBeLessThan(0.5);
  });
}
