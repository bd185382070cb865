import type { Behaviour, Policy, PolicyRule, Role } from '../../../../shared/domain/index.ts';

/** The same reaction to some finding types. */
export function rules(onRequest: Behaviour, onResponse: Behaviour, ...types: readonly string[]): PolicyRule[] {
  return types.map((type) => ({ type, onRequest, onResponse }));
}

export function withConfidence(
  type: string,
  minConfidence: number,
  onRequest: Behaviour,
  onResponse: Behaviour,
  ...roles: readonly Role[]
): PolicyRule {
  return { type, onRequest, onResponse, minConfidence, ...(roles.length > 0 && { roles }) };
}

type Given = Pick<Policy, 'id' | 'name' | 'description' | 'severity' | 'advice'> & Partial<Policy>;

export function presetPolicy(policy: Given): Policy {
  return { enabled: true, agents: [], rules: [], ...policy };
}
