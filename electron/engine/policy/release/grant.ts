import type { ApprovalScope } from '../../../../shared/domain/index.ts';

/** One thing that one rule of a policy denies. */
export interface ReleaseItem {
  readonly policyId: string;
  readonly rule: string;
  /** Hash of the message it stands in: a release of it is for this and nothing else. */
  readonly content: string;
}

/** What a person has released. */
export interface Grant {
  readonly agent: string;
  /** By content: exactly these. Else whatever their rules object to in what the agent sends. */
  readonly byContent: boolean;
  readonly keys: ReadonlySet<string>;
  /** Unix ms. */
  readonly until: number;
  callsLeft: number;
  /** Calls that were counted already. */
  readonly calls: Set<string>;
}

export function createGrant(
  { agent, items, windowMs }: { agent: string; items: readonly ReleaseItem[]; windowMs: number },
  scope: ApprovalScope,
  now: number,
): Grant {
  const byContent = scope === 'once';
  const grant = (until: number, callsLeft: number): Grant => ({
    agent,
    byContent,
    keys: new Set(items.map(byContent ? itemKey : ruleKey)),
    until,
    callsLeft,
    calls: new Set(),
  });
  if (scope === 'once') return grant(now + windowMs, Infinity);
  if (scope === 'always') return grant(Infinity, Infinity);
  return 'forMs' in scope ? grant(now + scope.forMs, Infinity) : grant(Infinity, scope.count);
}

export function coversItem(grant: Grant, agent: string, callId: string, item: ReleaseItem, now: number): boolean {
  if (grant.agent !== agent || now >= grant.until) return false;
  if (grant.callsLeft <= 0 && !grant.calls.has(callId)) return false;
  return grant.keys.has(grant.byContent ? itemKey(item) : ruleKey(item));
}

/** A call counts once, whatever of it the grant covers. */
export function takeCall(grant: Grant, callId: string): void {
  if (grant.callsLeft === Infinity || grant.calls.has(callId)) return;
  grant.calls.add(callId);
  grant.callsLeft -= 1;
}

export function itemKey({ policyId, rule, content }: ReleaseItem): string {
  return `${policyId}\n${rule}\n${content}`;
}

function ruleKey({ policyId, rule }: ReleaseItem): string {
  return `${policyId}\n${rule}`;
}
