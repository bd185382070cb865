/** What the failure policy says where it is closed: what could not be looked through is denied. */
import type { Decision } from '../policy/index.ts';
import type { Exchange, JudgedSide } from './exchange.ts';

/** The request's side when its scan failed or ended early, or some of it could not be read. */
export function failedClosed(exchange: Exchange, judged: JudgedSide): JudgedSide {
  if (judged.verdict.kind === 'block' && judged.release === null) return judged;
  exchange.mark('failed-closed');
  return { ...judged, ...(exchange.requestUnread ? UNREAD : FAILED_CLOSED) };
}

const FAILED_CLOSED = {
  release: null,
  verdict: {
    kind: 'block',
    policyId: 'failure-policy',
    policyName: 'Failure policy',
    rule: 'policy.scan-failed',
    severity: 'medium',
    at: null,
    reason: 'The text could not be scanned in time, and the failure policy is closed.',
  },
  message:
    'Blocked by Sluice, failure policy (policy.scan-failed): the request could not be scanned in time. Send less text at once.',
} as const;

const UNREAD = {
  ...FAILED_CLOSED,
  verdict: {
    ...FAILED_CLOSED.verdict,
    reason:
      'The body is compressed in a way that cannot be read, or too large to be looked through, and the failure policy is closed.',
  },
  message:
    'Blocked by Sluice, failure policy (policy.scan-failed): the request could not be read. Send it uncompressed, or less at once.',
} as const;

/** A streamed answer that could not be scanned while it flowed. */
export const STREAM_FAILED_CLOSED: Decision = {
  verdict: FAILED_CLOSED.verdict,
  message: 'Blocked by Sluice, failure policy (policy.scan-failed): the answer could not be scanned. Ask again.',
  actions: [],
  release: null,
  releasable: [],
};
