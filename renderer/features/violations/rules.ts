import type { Violation, ViolationGroup } from '../../../shared/domain/index.ts';

const SHOWN = 4;

/** The rules that spoke most often: from the groups when those are rules, else from the violations at hand. */
export function topRules(
  groups: readonly ViolationGroup[] | null,
  violations: readonly Violation[],
): readonly { readonly rule: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  if (groups === null) for (const { rule } of violations) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  else for (const { key, count } of groups) counts.set(key, count);
  return [...counts]
    .map(([rule, count]) => ({ rule, count }))
    .sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1))
    .slice(0, SHOWN);
}
