import type { TextView } from '../views/index.ts';
import { type Folded, fold } from './fold.ts';
import { LEXICONS } from './lexicon/index.ts';
import { ConceptMatcher, type ConceptHits, newHits } from './matcher.ts';
import { type Reading, guisesOf, readWithModel } from './model/index.ts';
import { CONCEPT_RULES, type RuleMatch, matchRules } from './rules.ts';

export interface Assessment extends Reading {
  /** Folded characters of the text. */
  readonly length: number;
  /** In offsets of the assessed text, as are `start` and `end`. */
  readonly matches: readonly RuleMatch[];
}

/** Planted at first use: processes that only redact never need it. */
let matcher: ConceptMatcher | null = null;
const hits = newHits();

/** Concepts and rules of a folded text, in folded offsets. The hits share their arrays with the next call. */
export function readConcepts(folded: Folded): { readonly hits: ConceptHits; readonly matches: readonly RuleMatch[] } {
  matcher ??= new ConceptMatcher(LEXICONS);
  matcher.run(folded, hits);
  return { hits, matches: matchRules(hits) };
}

/** One reading of a text; null for one without a single character that shows. */
export function assess(view: Pick<TextView, 'name' | 'text' | 'signals'>, role: 'user' | 'tool'): Assessment | null {
  const folded = fold(view.text);
  const { length, at } = folded;
  if (length === 0) return null;
  const read = readConcepts(folded);
  const { logit, mean, long, windows, start, end } = readWithModel(
    folded,
    read.hits,
    read.matches,
    guisesOf(view),
    role,
  );
  const originOf = (from: number, to: number) => wholeCharacters(view.text, at[from]!, at[to - 1]! + 1);
  const matches = read.matches.map((match) => ({ rule: match.rule, ...originOf(match.start, match.end) }));
  return { length, logit, mean, long, windows, ...originOf(start, end), matches };
}

/** The model's windows are counted in units: one may begin or end between the halves of a code point. */
function wholeCharacters(text: string, start: number, end: number): { start: number; end: number } {
  const isCut = (at: number): boolean =>
    (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
  return { start: isCut(start) ? start - 1 : start, end: isCut(end) ? end + 1 : end };
}

/** What the rules alone make of a text, 0..1: holds the lexicon to account, whatever the model thinks. */
export function ruleScore(matches: readonly RuleMatch[]): number {
  let benign = 1;
  for (const rule of new Set(matches.map((match) => match.rule))) benign *= 1 - CONCEPT_RULES[rule]!.weight;
  return 1 - benign;
}
