import type { Policy, PolicyException } from '../../../../shared/domain/index.ts';
import type { ReleaseItem } from './grant.ts';

/** The policies with an exception in each that objected: its rule no longer counts for this agent. */
export function allowRules(policies: readonly Policy[], agent: string, items: readonly ReleaseItem[]): Policy[] {
  return policies.map((policy) => {
    const rules = new Set(items.filter(({ policyId }) => policyId === policy.id).map(({ rule }) => rule));
    const known = policy.exceptions ?? [];
    const added = [...rules]
      .map((rule): PolicyException => ({ kind: 'rule', rule, agents: [agent] }))
      .filter((exception) => !known.some((other) => JSON.stringify(other) === JSON.stringify(exception)));
    return added.length === 0 ? policy : { ...policy, exceptions: [...known, ...added] };
  });
}
