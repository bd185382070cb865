import {
  ALLOW,
  type Finding,
  type PolicyRule,
  type Reaction,
  type Severity,
  type VerdictKind,
  type VerdictPlace,
  severityRank,
  verdictRank,
} from '../../../shared/domain/index.ts';
import { type CompiledPolicy, compileException, compilePolicy, speaksOn } from './compile.ts';
import { type IsExempt, createExemptions } from './exceptions.ts';
import type { ActiveBehaviour, Behaviour, Claim, Decide, DecideInput, Decision, FindingAction } from './policy.ts';
import { denialOf, reasonOf } from './say.ts';
import { isInScope, typeMatches } from './scope.ts';

const UNTOUCHED: FindingAction = { policy: null, action: 'allow' };

/**
 * What the policies say about these findings. Pure: the same input gives the same decision, offline too. The strictest
 * behaviour wins; equal ones by the policy's severity, the finding's severity, then the order of policies and findings.
 */
export const decide: Decide = (input): Decision => {
  const strongest = new Map<number, Claim>();
  let deciding: Claim | undefined;
  const claims = claimsOf(input);
  for (const claim of claims) {
    const best = strongest.get(claim.findingOrder);
    if (best === undefined || compareClaims(claim, best, input.unmaskable) < 0)
      strongest.set(claim.findingOrder, claim);
    if (deciding === undefined || compareClaims(claim, deciding, input.unmaskable) < 0) deciding = claim;
  }
  const actions = input.findings.map((_, index) => actionOf(strongest.get(index), deciding));
  if (deciding === undefined) return { verdict: ALLOW, actions, message: '', release: null, releasable: [] };

  const kind = verdictKind(deciding.behaviour);
  const others = actions.filter(({ action }) => action === kind).length - 1;
  return {
    verdict: {
      kind,
      policyId: deciding.policy.id,
      policyName: deciding.policy.name,
      rule: deciding.finding.rule,
      severity: deciding.policy.severity,
      at: placeOf(deciding.finding),
      reason: reasonOf(deciding, others),
    },
    actions,
    message: kind === 'block' || kind === 'warn' ? denialOf(deciding) : '',
    release: isReleasable(deciding.behaviour) ? deciding.behaviour : null,
    releasable: isReleasable(deciding.behaviour)
      ? claims.flatMap(({ behaviour, policy, finding }) =>
          isReleasable(behaviour) ? [{ policyId: policy.id, finding }] : [],
        )
      : [],
  };
};

function placeOf({ side, pointer, start, end }: Finding): VerdictPlace {
  return { side, pointer, start, end };
}

function isReleasable(behaviour: Behaviour): behaviour is 'warn' | 'approval' {
  return behaviour === 'warn' || behaviour === 'approval';
}

function claimsOf(input: DecideInput): Claim[] {
  const { findings, agent, model, policies, parts, exceptions, now } = input;
  if (findings.length === 0) return [];
  const isExempt = createExemptions(parts ?? [], agent, now);
  const everywhere = (exceptions ?? []).map(compileException);
  const judged = [...findings.entries()].filter(([, finding]) => !isExempt(finding, everywhere));
  return policies.flatMap((policy, policyOrder) =>
    isInScope(policy, agent, model) ? claimsOfPolicy(compilePolicy(policy), policyOrder, judged, input, isExempt) : [],
  );
}

function claimsOfPolicy(
  { policy, reactions, exceptions }: CompiledPolicy,
  policyOrder: number,
  findings: readonly (readonly [number, Finding])[],
  input: DecideInput,
  isExempt: IsExempt,
): Claim[] {
  const claims: Claim[] = [];
  const claim = (reaction: Reaction, minMatches: number, matched: readonly (readonly [number, Finding])[]) => {
    if (matched.length < minMatches || !speaksOn(reaction, input.side)) return;
    const counted = matched.filter(([, finding]) => !isExempt(finding, exceptions));
    if (counted.length < minMatches) return;
    for (const [findingOrder, finding] of counted) {
      const behaviour = behaviourTo(reaction, finding, input);
      if (behaviour === 'none') continue;
      const released = isReleasable(behaviour) && input.released?.(policy, finding) === true;
      claims.push({
        policy,
        policyOrder,
        finding,
        findingOrder,
        behaviour: released ? 'alert' : behaviour,
        released,
      });
    }
  };
  for (const rule of policy.rules) {
    const matched = findings.filter(([, finding]) => ruleMatches(rule, finding));
    if (matched.length > 0) claim(rule, rule.minMatches ?? 1, matched);
  }
  for (const [id, reaction] of reactions) {
    const matched = findings.filter(([, finding]) => isOwn(id, finding) && hasRole(reaction, finding));
    if (matched.length > 0) claim(reaction, reaction.minMatches ?? 1, matched);
  }
  return claims;
}

function behaviourTo(reaction: Reaction, finding: Finding, { side, seen, unmaskable }: DecideInput): Behaviour {
  const behaviour = side === 'request' ? reaction.onRequest : reaction.onResponse;
  if (isReleasable(behaviour) && seen?.has(finding) === true) return 'none';
  return behaviour === 'mask' && unmaskable?.has(finding) === true ? 'block' : behaviour;
}

function ruleMatches(rule: PolicyRule, finding: Finding): boolean {
  return (
    typeMatches(rule.type, finding.type) && finding.confidence >= (rule.minConfidence ?? 0) && hasRole(rule, finding)
  );
}

/** Their findings carry a name behind the rule: of the tool, the server, the category. */
const NAMED_TYPES: ReadonlySet<string> = new Set(['policy.tool', 'policy.mcp-server', 'policy.harmful']);

/** A finding of the policy's own rule `id`. */
function isOwn(id: string, { type, rule }: Finding): boolean {
  if (!type.startsWith('policy.')) return false;
  return rule === id || (NAMED_TYPES.has(type) && rule.startsWith(`${id}.`));
}

function hasRole({ roles }: Reaction, { role }: Finding): boolean {
  return roles === undefined || roles.includes(role);
}

/** Negative: `a` goes before `b`. */
function compareClaims(a: Claim, b: Claim, unmaskable: ReadonlySet<Finding> | undefined): number {
  return (
    strictness(b, unmaskable) - strictness(a, unmaskable) ||
    bySeverity(a.policy.severity, b.policy.severity) ||
    bySeverity(a.finding.severity, b.finding.severity) ||
    a.policyOrder - b.policyOrder ||
    a.findingOrder - b.findingOrder
  );
}

function bySeverity(a: Severity, b: Severity): number {
  return severityRank(b) - severityRank(a);
}

/**
 * As the verdicts rank; what nobody can release is stricter than what a person can approve. A warning that cannot be
 * masked goes before a mask, because it must not pass with it (see `actionOf`).
 */
function strictness({ behaviour, finding }: Claim, unmaskable: ReadonlySet<Finding> | undefined): number {
  if (behaviour === 'warn' && unmaskable?.has(finding) === true) return verdictRank('mask') + 0.5;
  return verdictRank(verdictKind(behaviour)) + (behaviour === 'block' ? 1 : 0);
}

export function verdictKind(behaviour: ActiveBehaviour): VerdictKind {
  return behaviour === 'approval' ? 'block' : behaviour;
}

/** What is warned of in a text that passes masked is masked with it: nobody has released it. */
function actionOf(claim: Claim | undefined, deciding: Claim | undefined): FindingAction {
  if (claim === undefined) return UNTOUCHED;
  const masked = claim.behaviour === 'warn' && deciding?.behaviour === 'mask';
  return { policy: claim.policy.name, action: masked ? 'mask' : verdictKind(claim.behaviour) };
}
