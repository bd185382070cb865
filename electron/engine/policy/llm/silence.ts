import type { Decision, LlmSilence, PolicyContext } from '../policy.ts';
import { isInScope } from '../scope.ts';
import { questionsOf } from './questions.ts';

const WHY: Readonly<Record<LlmSilence, string>> = {
  off: 'was not asked, because none is set',
  failed: 'gave no answer in time',
  busy: 'was not asked, because it is behind',
  unscanned: 'was not asked, because the text was not scanned to its end',
  partly: 'was asked about some of the text only, because there is so much of it',
};

/** The decision, whose sentence says which policies the judge told nothing about, and why. */
export function withSilence(decision: Decision, context: PolicyContext): Decision {
  const { opinions, policies, side, agent, model } = context;
  if (opinions === undefined || opinions.silence === null) return decision;
  const names = policies
    .filter((policy) => isInScope(policy, agent, model) && questionsOf(policy, side).length > 0)
    .map(({ name }) => `'${name}'`);
  if (names.length === 0) return decision;
  const { verdict } = decision;
  const reason = `${verdict.reason.replace(/\.$/, '')}; the judge that ${listed(names)} ${names.length === 1 ? 'needs' : 'need'} ${WHY[opinions.silence]}.`;
  return { ...decision, verdict: { ...verdict, reason } };
}

/** `'A'`, `'A' and 'B'`, `'A', 'B' and 3 more` */
function listed(names: readonly string[]): string {
  if (names.length > 3) return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
