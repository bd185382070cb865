import type { Policy, PolicyIssue } from '../../shared/domain/index.ts';
import type { SavedPolicies } from '../../shared/rpc/policies-api.ts';
import { isSame } from '../components/policy-words.ts';

/** One policy while a person edits it. Nothing of it is in force before it is saved. */
export interface Draft {
  /** Id of the policy in the list; of a new one its own. The edit may give it another. */
  readonly id: string;
  /** As it was in force when the edit began; null: a new one. */
  readonly base: Policy | null;
  /** As the form has it, which may be wrong. */
  readonly policy: Policy;
  /** As the JSON view has it while that is edited; null: the policy, written out. */
  readonly text: string | null;
  /** The last version that the engine found nothing wrong with; null: none yet. */
  readonly valid: Policy | null;
  readonly issues: readonly PolicyIssue[];
  /** The engine has looked at the last change. */
  readonly checked: boolean;
  /** What another window did to this policy meanwhile. */
  readonly conflict: 'changed' | 'removed' | null;
}

export function writeOut(policy: Policy): string {
  return JSON.stringify(policy, null, 2);
}

/** What the JSON view shows, and what the engine checks. */
export function textOf(draft: Draft): string {
  return draft.text ?? writeOut(draft.policy);
}

export function startDraft(base: Policy | null, policy: Policy): Draft {
  return {
    id: base?.id ?? policy.id,
    base,
    policy,
    text: null,
    valid: base,
    issues: [],
    checked: base !== null && isSame(base, policy),
    conflict: null,
  };
}

/** Whether there is something to save. */
export function isDirty(draft: Draft | null): boolean {
  if (draft === null) return false;
  if (draft.base === null || hasBrokenText(draft) || (draft.text !== null && !draft.checked)) return true;
  return !isSame(draft.policy, draft.base);
}

/** The JSON view holds something that is no policy; the form has the last one that was. */
export function hasBrokenText(draft: Draft): boolean {
  return draft.text !== null && draft.issues.length > 0;
}

/** The list as it would be with this version of the policy. */
export function withPolicy(policies: readonly Policy[], id: string, policy: Policy): readonly Policy[] {
  return policies.some((one) => one.id === id)
    ? policies.map((one) => (one.id === id ? policy : one))
    : [...policies, policy];
}

/** The draft beside what is now in force, after this or another window saved. */
export function rebase(draft: Draft, saved: SavedPolicies): Draft {
  if (draft.base === null) return draft;
  const now = saved.policies.find(({ id }) => id === draft.id);
  if (now === undefined) return { ...draft, conflict: 'removed' };
  return isSame(now, draft.base) ? { ...draft, base: now, conflict: null } : { ...draft, conflict: 'changed' };
}

/** Issues about the value at a pointer or inside it. */
export function issuesAt(issues: readonly PolicyIssue[], pointer: string): readonly PolicyIssue[] {
  return issues.filter((issue) => issue.pointer === pointer || issue.pointer.startsWith(`${pointer}/`));
}
