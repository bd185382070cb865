import { expect, test } from 'vitest';
import { assess } from '../assess.ts';
import { CONCEPT_RULES } from '../rules.ts';
import { LEXICONS } from './index.ts';

const kindsOf = (text: string) => new Set(assess(text).matches.map(({ rule }) => CONCEPT_RULES[rule]!.kind));

for (const lexicon of LEXICONS) {
  const { language } = lexicon;
  for (const [kind, sentences] of Object.entries(lexicon.hits)) {
    test.each(sentences)(`${language}: a rule of kind ${kind} hits: %s`, (sentence) => {
      expect([...kindsOf(sentence)]).toContain(kind);
      expect(assess(sentence).score).toBeGreaterThanOrEqual(0.5);
    });
  }
  test.each(lexicon.misses)(`${language}: no attack: %s`, (sentence) => {
    expect(assess(sentence).score).toBeLessThan(0.5);
  });
}
