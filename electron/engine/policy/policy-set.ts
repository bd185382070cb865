import type { Policy } from '../../../shared/domain/index.ts';
import { type CompiledPolicy, compilePolicy } from './compile.ts';

/** The few of a set of policies that have more to say than what to do about the detectors' findings. */
export interface PolicySetParts {
  /** They have rules of their own. */
  readonly speaking: readonly CompiledPolicy[];
  /** They want to know what only a judge can tell. */
  readonly asking: readonly Policy[];
}

/** Sets are immutable, like their policies: each is looked through once and forgotten with it. */
const known = new WeakMap<readonly Policy[], PolicySetParts>();

export function policySet(policies: readonly Policy[]): PolicySetParts {
  const before = known.get(policies);
  if (before !== undefined) return before;
  const parts = {
    speaking: policies.map(compilePolicy).filter(({ silent }) => !silent),
    asking: policies.filter(asksJudge),
  };
  known.set(policies, parts);
  return parts;
}

/** Whether a policy has rules that only a judge can tell. */
export function asksJudge({ llmRule, harmful }: Pick<Policy, 'llmRule' | 'harmful'>): boolean {
  return llmRule !== undefined || Object.keys(harmful?.categories ?? {}).length > 0;
}
