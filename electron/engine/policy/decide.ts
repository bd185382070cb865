import {
  ALLOW,
  type Finding,
  type Severity,
  type Side,
  type VerdictKind,
  severityRank,
  verdictRank,
} from '../../../shared/domain/index.ts';
import { unreachable } from '../../../shared/errors.ts';
import type { Behaviour, Decide, Decision, FindingAction, Policy, PolicyRule } from './policy.ts';
import { isInScope, typeMatches } from './scope.ts';
import { placeInWords, typeInWords } from './words.ts';

/** One finding as one policy sees it. */
interface Claim {
  readonly policy: Policy;
  readonly policyOrder: number;
  readonly finding: Finding;
  readonly findingOrder: number;
  readonly behaviour: Exclude<Behaviour, 'none'>;
}

const UNTOUCHED: FindingAction = { policy: null, action: 'allow' };

/**
 * What the policies say about these findings. Pure: the same input gives the same decision, offline too. The strictest
 * behaviour wins; equal ones by the policy's severity, the finding's severity, then the order of policies and findings.
 */
export const decide: Decide = ({ findings, side, agent, model, policies }): Decision => {
  const claims = policies.flatMap((policy, policyOrder) =>
    isInScope(policy, agent, model) ? claimsOf(policy, policyOrder, findings, side) : [],
  );
  const strongest = new Map<number, Claim>();
  let deciding: Claim | undefined;
  for (const claim of claims) {
    const best = strongest.get(claim.findingOrder);
    if (best === undefined || compareClaims(claim, best) < 0) strongest.set(claim.findingOrder, claim);
    if (deciding === undefined || compareClaims(claim, deciding) < 0) deciding = claim;
  }
  const actions = findings.map((_, index) => actionOf(strongest.get(index)));
  if (deciding === undefined) return { verdict: ALLOW, actions, message: '', release: null };

  const kind = verdictKind(deciding.behaviour);
  const others = actions.filter(({ action }) => action === kind).length - 1;
  return {
    verdict: {
      kind,
      policyId: deciding.policy.id,
      policyName: deciding.policy.name,
      rule: deciding.finding.rule,
      severity: deciding.policy.severity,
      reason: reasonOf(deciding, others),
    },
    actions,
    message: kind === 'block' || kind === 'warn' ? denialOf(deciding) : '',
    release: deciding.behaviour === 'warn' || deciding.behaviour === 'approval' ? deciding.behaviour : null,
  };
};

function claimsOf(policy: Policy, policyOrder: number, findings: readonly Finding[], side: Side): Claim[] {
  const claims: Claim[] = [];
  for (const rule of policy.rules) {
    const behaviour = side === 'request' ? rule.onRequest : rule.onResponse;
    if (behaviour === 'none') continue;
    const matched = findings.flatMap((finding, findingOrder) => (ruleMatches(rule, finding) ? [findingOrder] : []));
    if (matched.length < (rule.minMatches ?? 1)) continue;
    for (const findingOrder of matched) {
      const finding = findings[findingOrder];
      if (finding !== undefined) claims.push({ policy, policyOrder, finding, findingOrder, behaviour });
    }
  }
  return claims;
}

function ruleMatches(rule: PolicyRule, finding: Finding): boolean {
  return (
    typeMatches(rule.type, finding.type) &&
    finding.confidence >= (rule.minConfidence ?? 0) &&
    (rule.roles === undefined || rule.roles.includes(finding.role))
  );
}

/** Negative: `a` goes before `b`. */
function compareClaims(a: Claim, b: Claim): number {
  return (
    strictness(b.behaviour) - strictness(a.behaviour) ||
    bySeverity(a.policy.severity, b.policy.severity) ||
    bySeverity(a.finding.severity, b.finding.severity) ||
    a.policyOrder - b.policyOrder ||
    a.findingOrder - b.findingOrder
  );
}

function bySeverity(a: Severity, b: Severity): number {
  return severityRank(b) - severityRank(a);
}

/** As the verdicts rank; what nobody can release is stricter than what a person can approve. */
function strictness(behaviour: Exclude<Behaviour, 'none'>): number {
  return verdictRank(verdictKind(behaviour)) + (behaviour === 'block' ? 1 : 0);
}

export function verdictKind(behaviour: Exclude<Behaviour, 'none'>): VerdictKind {
  return behaviour === 'approval' ? 'block' : behaviour;
}

function actionOf(claim: Claim | undefined): FindingAction {
  return claim === undefined ? UNTOUCHED : { policy: claim.policy.name, action: verdictKind(claim.behaviour) };
}

function reasonOf({ policy, finding, behaviour }: Claim, others: number): string {
  const more = others <= 0 ? '' : others === 1 ? ' and one more finding' : ` and ${others} more findings`;
  return `Policy '${policy.name}' ${verb(behaviour)}: ${typeInWords(finding.type)} in ${placeInWords(finding)}${more}.`;
}

function verb(behaviour: Exclude<Behaviour, 'none'>): string {
  switch (behaviour) {
    case 'block':
      return 'blocks this';
    case 'approval':
      return 'waits for approval';
    case 'mask':
      return 'masks this';
    case 'warn':
      return 'holds this back until it is released';
    case 'alert':
      return 'raises an alert';
    default:
      return unreachable(behaviour);
  }
}

function denialOf({ policy, finding }: Claim): string {
  const what = `Stopped by Sluice: policy '${policy.name}' (rule ${finding.rule}) found ${withArticle(typeInWords(finding.type))} in ${placeInWords(finding)}.`;
  return policy.advice === '' ? what : `${what} ${policy.advice}`;
}

function withArticle(words: string): string {
  return `${/^(?:[aeio]|SSN)/i.test(words) ? 'an' : 'a'} ${words}`;
}
