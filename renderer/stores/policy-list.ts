import { POLICY_LIMITS, type Policy } from '../../shared/domain/index.ts';

/** An id as the schema wants it, made of a name, that no other policy has. */
export function idFor(name: string, taken: readonly string[]): string {
  const base =
    name
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 56) || 'policy';
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(id)) return id;
  }
}

/** `Payment data` → `Payment data 2`, when there is one already. */
export function nameFor(name: string, taken: readonly string[]): string {
  const stem = name.replace(/ \d+$/, '').slice(0, 94);
  if (!taken.includes(stem)) return stem;
  for (let number = 2; ; number += 1) {
    const next = `${stem} ${number}`;
    if (!taken.includes(next)) return next;
  }
}

export function blankPolicy(others: readonly Policy[]): Policy {
  const name = nameFor(
    'New policy',
    others.map((one) => one.name),
  );
  return {
    id: idFor(
      name,
      others.map(({ id }) => id),
    ),
    name,
    description: '',
    enabled: true,
    severity: 'medium',
    agents: [],
    rules: [],
    advice: '',
  };
}

export function copyOf(policy: Policy, others: readonly Policy[]): Policy {
  const name = nameFor(
    policy.name,
    others.map((one) => one.name),
  );
  return {
    ...policy,
    id: idFor(
      name,
      others.map(({ id }) => id),
    ),
    name,
  };
}

/** The list with the policy at `from` moved to `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const one = list[from];
  if (one === undefined || to < 0 || to >= list.length || from === to) return list;
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), one, ...rest.slice(to)];
}

/** Why no more can be added; null: there is room. */
export function isFull(policies: readonly Policy[]): string | null {
  return policies.length < POLICY_LIMITS.policies ? null : `There can be at most ${POLICY_LIMITS.policies} policies.`;
}
