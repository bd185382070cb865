import type { Severity, Side } from './finding.ts';

/** What the policies decide, from weakest to strictest. The strictest wins. */
export const VERDICTS = ['allow', 'alert', 'warn', 'mask', 'block'] as const;
export type VerdictKind = (typeof VERDICTS)[number];

export function verdictRank(kind: VerdictKind): number {
  return VERDICTS.indexOf(kind);
}

/** Block: the verdict comes before forwarding and is carried out. Log: forward at once, verdict afterwards. */
export const MODES = ['block', 'log'] as const;
export type Mode = (typeof MODES)[number];

/** Where the finding that decided stands. */
export interface VerdictPlace {
  readonly side: Side;
  /** RFC 6901 pointer to the part; '' when it is about the whole. */
  readonly pointer: string;
  /** Span in the part, in UTF-16 code units; empty when it is about all of it. */
  readonly start: number;
  readonly end: number;
}

/**
 * The same input and policies give the same verdict; where a language model is asked, its answers are part of the
 * input. An `allow` has no policy.
 */
export interface Verdict {
  readonly kind: VerdictKind;
  readonly policyId: string | null;
  readonly policyName: string | null;
  /** Rule of the finding that decided. */
  readonly rule: string | null;
  readonly severity: Severity | null;
  /** null: nothing was found, or it was recorded before places were. */
  readonly at: VerdictPlace | null;
  /** One sentence for a person. Never contains what was found. */
  readonly reason: string;
}

export const ALLOW: Verdict = {
  kind: 'allow',
  policyId: null,
  policyName: null,
  rule: null,
  severity: null,
  at: null,
  reason: 'No policy objects.',
};
