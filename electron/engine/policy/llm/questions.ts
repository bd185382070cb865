import {
  HARM_CATEGORIES,
  type HarmCategory,
  type HarmLevel,
  type Policy,
  type Reaction,
  type Role,
  type Side,
} from '../../../../shared/domain/index.ts';
import { speaksOn } from '../compile.ts';
import { ownRuleId } from '../names.ts';
import type { LlmQuestion } from '../policy.ts';
import { policySet } from '../policy-set.ts';
import { isInScope } from '../scope.ts';

/** What the categories mean, as a judge is asked about them. */
const HARM_QUESTIONS: Readonly<Record<HarmCategory, string>> = {
  hate: 'Does it express or incite hatred against people for what they are (origin, religion, sex, disability, …)?',
  insults: 'Does it insult, humiliate, mock or bully somebody?',
  sexual: 'Does it contain or ask for sexually explicit content?',
  violence: 'Does it glorify, threaten or ask for violence against people or animals?',
  misconduct: 'Does it ask for or give help with a crime, fraud or other unlawful acts?',
};

/** The higher the level, the less sure a judge has to be. */
const FROM: Readonly<Record<HarmLevel, number>> = { low: 0.8, medium: 0.5, high: 0.2 };

/** Who writes the instructions also writes the policies; what the assistant said was judged as an answer. */
const REQUEST_ROLES: readonly Role[] = ['user', 'tool'];
const ANSWER_ROLES: readonly Role[] = ['system', 'developer', 'user', 'assistant', 'tool'];

/** What one policy wants to know about the texts of a side. */
export function questionsOf(policy: Policy, side: Side): LlmQuestion[] {
  const { id, llmRule, harmful } = policy;
  const rolesOf = ({ roles }: Reaction) => roles ?? (side === 'request' ? REQUEST_ROLES : ANSWER_ROLES);
  const questions: LlmQuestion[] = [];
  if (llmRule !== undefined && speaksOn(llmRule, side)) {
    questions.push({
      rule: ownRuleId(id, 'llm'),
      kind: 'llm',
      text: llmRule.prompt,
      roles: rolesOf(llmRule),
      from: llmRule.minConfidence,
    });
  }
  if (harmful !== undefined && speaksOn(harmful, side)) {
    for (const category of HARM_CATEGORIES) {
      const level = harmful.categories[category];
      if (level === undefined) continue;
      questions.push({
        rule: ownRuleId(id, 'harmful', category),
        kind: 'harmful',
        text: HARM_QUESTIONS[category],
        roles: rolesOf(harmful),
        from: FROM[level],
      });
    }
  }
  return questions;
}

/** What all policies together want to know, in their order; empty: nobody needs to be asked. */
export function questionsFor(
  policies: readonly Policy[],
  { agent, model, side }: { readonly agent: string; readonly model: string | null; readonly side: Side },
): LlmQuestion[] {
  return policySet(policies).asking.flatMap((policy) =>
    isInScope(policy, agent, model) ? questionsOf(policy, side) : [],
  );
}
