import type { Finding, Mode, Part, Role, Severity, Side, Verdict, VerdictKind } from '../../../shared/domain/index.ts';

/**
 * What a rule of a policy does with a finding it matches. `none`: found, no verdict. `approval`: denied until a person
 * approves.
 */
export type Behaviour = 'block' | 'approval' | 'mask' | 'warn' | 'alert' | 'none';

export interface PolicyRule {
  /** Finding type, or a prefix with `*`: `secret.*`. */
  readonly type: string;
  readonly onRequest: Behaviour;
  readonly onResponse: Behaviour;
  /** Findings below are not this rule's. Default 0. */
  readonly minConfidence?: number;
  /** Only findings in parts of these roles. Default: all. */
  readonly roles?: readonly Role[];
  /** The rule speaks from this many findings on, counted over the whole side. Default 1. */
  readonly minMatches?: number;
}

export interface Policy {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly severity: Severity;
  readonly rules: readonly PolicyRule[];
  /** Agent names this applies to; empty: all. */
  readonly agents: readonly string[];
  /** Models this applies to, `*` matches anything; empty or absent: all. */
  readonly models?: readonly string[];
  /** What the agent may do instead: the second sentence of a block. */
  readonly advice: string;
}

export interface DecideInput {
  readonly findings: readonly Finding[];
  readonly side: Side;
  readonly agent: string;
  readonly model: string | null;
  readonly policies: readonly Policy[];
  /** The texts the findings point into; without them exceptions cannot be looked at. */
  readonly parts?: readonly Part[];
}

export interface FindingAction {
  /** Name of the policy. */
  readonly policy: string | null;
  readonly action: VerdictKind;
}

export interface Decision {
  readonly verdict: Verdict;
  /** One for each finding, in its order. */
  readonly actions: readonly FindingAction[];
  /** What a blocked client reads: policy and rule, what it may do instead, never what was found. '' unless denied. */
  readonly message: string;
  /** A person may release it: a `warn`, or a `block` that asks for approval. null: nobody may, or nothing to release. */
  readonly release: 'warn' | 'approval' | null;
}

export type Decide = (input: DecideInput) => Decision;

export interface ModeInput {
  readonly mode: Mode;
  readonly override: Mode | undefined;
}
