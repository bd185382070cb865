import type { Role, Severity, Side } from './finding.ts';
import type { VerdictKind } from './verdict.ts';

export const VIOLATION_STATUSES = ['open', 'reviewed', 'false-positive'] as const;
export type ViolationStatus = (typeof VIOLATION_STATUSES)[number];

export const VIOLATION_GROUPS = ['policy', 'rule', 'agent'] as const;
export type ViolationGroupBy = (typeof VIOLATION_GROUPS)[number];

/** A finding on which a policy acted. */
export interface Violation {
  readonly id: number;
  readonly exchangeId: string;
  readonly exchangeSeq: number;
  readonly at: number;
  readonly agent: string;
  readonly type: string;
  readonly rule: string;
  readonly policy: string;
  readonly action: VerdictKind;
  readonly severity: Severity;
  readonly confidence: number;
  readonly side: Side;
  readonly role: Role;
  readonly pointer: string;
  readonly start: number;
  readonly end: number;
  readonly view: string;
  /** Masked. */
  readonly evidence: string;
  readonly status: ViolationStatus;
}

export interface ViolationGroup {
  /** The policy's, rule's or agent's name. */
  readonly key: string;
  readonly count: number;
  readonly action: VerdictKind;
  readonly severity: Severity;
  readonly agents: number;
  readonly lastAt: number;
}
