import type { Finding, Mode, Severity, Side, Verdict, VerdictKind } from '../../../shared/domain/index.ts';

/** What a rule of a policy does with a finding it matches. `none`: found, no verdict. */
export type Behaviour = 'block' | 'mask' | 'warn' | 'alert' | 'none';

export interface PolicyRule {
  /** Finding type, or a prefix with `*`: `secret.*`. */
  readonly type: string;
  readonly onRequest: Behaviour;
  readonly onResponse: Behaviour;
  /** Findings below are not this rule's. Default 0. */
  readonly minConfidence?: number;
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
  /** What the agent may do instead: the second sentence of a block. */
  readonly advice: string;
}

export interface DecideInput {
  readonly findings: readonly Finding[];
  readonly side: Side;
  readonly agent: string;
  readonly model: string | null;
  readonly policies: readonly Policy[];
}

export interface FindingAction {
  readonly policy: string | null;
  readonly action: VerdictKind;
}

export interface Decision {
  readonly verdict: Verdict;
  /** One for each finding, in its order. */
  readonly actions: readonly FindingAction[];
  /** What a blocked client reads: policy and rule, what it may do instead, never what was found. '' unless denied. */
  readonly message: string;
}

export type Decide = (input: DecideInput) => Decision;

export interface ModeInput {
  readonly mode: Mode;
  readonly override: Mode | undefined;
}
