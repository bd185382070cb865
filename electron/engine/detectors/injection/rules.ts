import { CONCEPTS, type Concept, type InjectionKind } from './concepts.ts';
import type { ConceptHits } from './matcher.ts';

/** Concepts that mean an attack when they stand together, whatever the language and the order. */
export interface ConceptRule {
  /** Unique; the `rule` of its findings is `injection.<id>`. */
  readonly id: string;
  readonly kind: InjectionKind;
  /** One concept of each slot must be there. */
  readonly slots: readonly (readonly Concept[])[];
  /** Longest stretch, in folded characters, from the first slot's start to the last one's. */
  readonly reach: number;
  /** How many sentence ends may lie between the slots. */
  readonly sentences: number;
  /** Probability of an attack where only this rule spoke, before the model weighs it: 0..1. */
  readonly weight: number;
}

const rule = (
  id: string,
  kind: InjectionKind,
  weight: number,
  slots: readonly (readonly Concept[])[],
  reach = 90,
  sentences = 0,
): ConceptRule => ({ id, kind, slots, reach, sentences, weight });

export const CONCEPT_RULES: readonly ConceptRule[] = [
  rule('discard-prior-rules', 'override', 0.9, [['discard'], ['prior', 'all'], ['rule', 'prompt']], 70),
  rule('discard-your-rules', 'override', 0.75, [['discard'], ['you'], ['rule', 'prompt']], 60),
  rule('discard-above', 'override', 0.7, [['discard'], ['above']], 40),
  rule('discard-rules', 'override', 0.4, [['discard'], ['rule', 'prompt']], 60),
  rule('discard-safety', 'jailbreak', 0.7, [['discard', 'free'], ['safety'], ['you', 'all', 'machine']], 80),
  rule(
    'discard-then-only',
    'override',
    0.85,
    [['discard'], ['only', 'replace'], ['prior', 'above', 'all', 'rule']],
    140,
    1,
  ),
  rule('new-rules', 'override', 0.6, [['replace'], ['rule'], ['urge', 'you', 'discard']], 60),
  rule('border', 'override', 0.6, [['border'], ['discard', 'replace', 'only', 'reveal', 'you']], 120, 1),
  rule('reveal-prompt', 'extraction', 0.85, [['reveal'], ['prompt']], 70),
  rule('ask-prompt', 'extraction', 0.7, [['ask'], ['prompt'], ['you']], 70),
  rule('reveal-your-rules', 'extraction', 0.7, [['reveal', 'ask'], ['you'], ['prior', 'all'], ['rule', 'prompt']], 80),
  rule('reveal-above', 'extraction', 0.6, [['reveal'], ['above']], 50),
  rule('reveal-secret', 'extraction', 0.5, [['reveal', 'ask'], ['you'], ['secret']], 60),
  rule('persona-free', 'jailbreak', 0.85, [['persona'], ['free']], 220, 2),
  rule('persona-no-refusal', 'jailbreak', 0.7, [['persona'], ['refuse'], ['not', 'discard']], 400, 4),
  rule('persona-mode', 'jailbreak', 0.75, [['persona'], ['mode']], 160, 1),
  rule('machine-free', 'jailbreak', 0.7, [['machine', 'you'], ['free'], ['safety', 'rule', 'all', 'refuse']], 160, 1),
  rule('mode-free', 'jailbreak', 0.7, [['mode'], ['free', 'safety', 'discard']], 120, 1),
  rule('never-refuse', 'jailbreak', 0.65, [['not'], ['refuse'], ['you'], ['all', 'safety', 'free', 'rule']], 120),
  rule(
    'forged-turn',
    'override',
    0.6,
    [
      ['tag'],
      ['discard', 'replace', 'only', 'conceal', 'free'],
      ['you', 'rule', 'prompt', 'only', 'act', 'all', 'prior', 'reveal'],
    ],
    200,
    3,
  ),
  rule('conceal', 'indirect', 0.6, [['conceal'], ['act', 'send', 'data', 'replace', 'machine']], 160, 1),
  rule(
    'to-the-machine',
    'indirect',
    0.6,
    [['machine'], ['replace', 'discard', 'conceal', 'only'], ['urge', 'act', 'send', 'you']],
    160,
    1,
  ),
  rule(
    'send-data',
    'exfiltration',
    0.55,
    [['send'], ['data', 'secret'], ['conceal', 'all', 'replace', 'you', 'machine']],
    120,
    1,
  ),
];

interface Compiled {
  readonly index: number;
  readonly slots: readonly Int32Array[];
  readonly reach: number;
  readonly sentences: number;
}

const COMPILED: readonly Compiled[] = CONCEPT_RULES.map(({ slots, reach, sentences }, index) => ({
  index,
  reach,
  sentences,
  slots: slots.map((slot) => Int32Array.from(slot, (concept) => CONCEPTS.indexOf(concept))),
}));

/** For each concept the rules it can complete. */
const BY_CONCEPT: readonly (readonly Compiled[])[] = CONCEPTS.map((_, id) =>
  COMPILED.filter(({ slots }) => slots.some((slot) => slot.includes(id))),
);

/** One place where a rule holds, in folded offsets. */
export interface RuleMatch {
  /** Index in {@link CONCEPT_RULES}. */
  readonly rule: number;
  readonly start: number;
  readonly end: number;
}

const lastStart = new Int32Array(CONCEPTS.length);
const lastEnd = new Int32Array(CONCEPTS.length);
const lastSentence = new Int32Array(CONCEPTS.length);
const FAR = -1_000_000;

/** Every rule that holds, at most once for each sentence it completes in; in the order of the text. */
export function matchRules(hits: ConceptHits): RuleMatch[] {
  lastStart.fill(FAR);
  lastSentence.fill(FAR);
  const matches: RuleMatch[] = [];
  const said = new Map<number, number>();
  for (let i = 0; i < hits.count; i++) {
    const concept = hits.concept[i]!;
    const sentence = hits.sentence[i]!;
    lastStart[concept] = hits.start[i]!;
    lastEnd[concept] = hits.end[i]!;
    lastSentence[concept] = sentence;
    for (const rule of BY_CONCEPT[concept]!) {
      const start = reachBack(rule, hits.start[i]!, sentence);
      if (start === FAR) continue;
      const key = rule.index * 65_536 + (sentence & 0xffff);
      if (said.has(key)) continue;
      said.set(key, i);
      matches.push({ rule: rule.index, start, end: hits.end[i]! });
    }
  }
  return matches;
}

/** Where the rule's earliest slot starts when all are within reach of `now`, else FAR. */
function reachBack(rule: Compiled, now: number, sentence: number): number {
  let first = now;
  for (const slot of rule.slots) {
    let best = FAR;
    for (const concept of slot) {
      if (sentence - lastSentence[concept]! <= rule.sentences && lastStart[concept]! > best) best = lastStart[concept]!;
    }
    if (best < now - rule.reach) return FAR;
    if (best < first) first = best;
  }
  return first;
}
