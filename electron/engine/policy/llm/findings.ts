import type { Finding, Policy } from '../../../../shared/domain/index.ts';
import { ownRuleId } from '../names.ts';
import type { PolicyContext } from '../policy.ts';
import { questionsOf } from './questions.ts';
import { asksJudge } from '../policy-set.ts';

/** What the judge objects to, each about the whole of a part: a judge names no span. */
export function findingsOfJudge(policy: Policy, { opinions, parts, side }: PolicyContext): Finding[] {
  if (opinions === undefined || !asksJudge(policy)) return [];
  const { scores, silence, failure } = opinions;
  const questions = questionsOf(policy, side);
  if (questions.length === 0) return [];
  const findings = questions.flatMap(({ rule, kind, roles, from }) => {
    const own = scores[rule] ?? {};
    return parts.flatMap(({ pointer, role, text }): Finding[] => {
      const confidence = own[pointer] ?? 0;
      if (confidence === 0 || confidence < from || !roles.includes(role)) return [];
      return [
        {
          type: `policy.${kind}`,
          rule,
          severity: policy.severity,
          confidence,
          side,
          role,
          pointer,
          start: 0,
          end: text.length,
          view: 'raw',
        },
      ];
    });
  });
  if (failure === 'open' || silence === null || silence === 'off') return findings;
  return [
    ...findings,
    {
      type: 'policy.unanswered',
      rule: ownRuleId(policy.id, 'unanswered'),
      severity: policy.severity,
      confidence: 1,
      side,
      role: side === 'request' ? 'user' : 'assistant',
      pointer: '',
      start: 0,
      end: 0,
      view: 'raw',
    },
  ];
}
