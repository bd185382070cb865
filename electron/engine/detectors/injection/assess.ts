import { fold } from './fold.ts';
import { LEXICONS } from './lexicon/index.ts';
import { ConceptMatcher, newHits } from './matcher.ts';
import { CONCEPT_RULES, type RuleMatch, matchRules } from './rules.ts';

export interface Assessment {
  /** 0..1. */
  readonly score: number;
  /** In offsets of the assessed text. */
  readonly matches: readonly RuleMatch[];
}

const matcher = new ConceptMatcher(LEXICONS);
const hits = newHits();

export function assess(text: string): Assessment {
  const folded = fold(text);
  matcher.run(folded, hits);
  const matches = matchRules(hits).map(({ rule, start, end }) => ({
    rule,
    start: folded.at[start]!,
    end: folded.at[end - 1]! + 1,
  }));
  let benign = 1;
  const seen = new Set<number>();
  for (const { rule } of matches) {
    if (seen.has(rule)) continue;
    seen.add(rule);
    benign *= 1 - CONCEPT_RULES[rule]!.weight;
  }
  return { score: 1 - benign, matches };
}
