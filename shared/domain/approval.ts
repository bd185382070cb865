import type { Severity } from './finding.ts';

/**
 * Something a policy denies until a person releases it. `approval`: nobody but a person may. `warn`: a person in the
 * window may, and where a person sits at the other end (hooks of coding agents) so does asking again.
 */
export interface Approval {
  readonly id: string;
  readonly kind: 'approval' | 'warn';
  /** The exchange that asked first. */
  readonly exchangeId: string;
  readonly agent: string;
  readonly model: string | null;
  readonly policy: string;
  readonly policyId: string;
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence for a person; never what was found. */
  readonly reason: string;
  /** Unix ms of the first question. */
  readonly since: number;
  /** Unix ms at which it can no longer be released. */
  readonly deadline: number;
  /** Requests held back at the gateway for this answer; 0: whoever asked was denied, and may ask again. */
  readonly held: number;
  /** Unix ms at which the first of the held is denied; null when none is held. */
  readonly heldUntil: number | null;
}

/**
 * What an answer holds for. `once`: this call, also when it is asked about or sent again within the policy's window.
 * A time in milliseconds or a number of calls: whatever the same rule of the policy objects to in what this agent sends.
 * `always`: the same without an end, as an exception in the policy, which a person can take out again.
 */
export type ApprovalScope = 'once' | 'always' | { readonly forMs: number } | { readonly count: number };
