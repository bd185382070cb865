import type { Part, Side } from '../../../shared/domain/index.ts';
import { type Inspect, type Inspection, type Inspector, inspect } from '../detectors/index.ts';
import { type Policy, decide } from '../policy/index.ts';
import type { Exchange, JudgedSide } from './exchange.ts';
import { INLINE_SCAN_CHARS, SCAN_DEADLINE_MS } from './limits.ts';

/** `inline`: on this thread when small (Block). `worker`: never on this thread (Log: nobody waits for the verdict). */
export type ScanPlace = 'inline' | 'worker';

export interface JudgeOptions {
  readonly inspector: Inspector;
  readonly policies: () => readonly Policy[];
  /** What happens when a scan fails or ran out of time (Settings). */
  readonly failure: () => 'open' | 'closed';
  /** For tests of the failure policy. */
  readonly inspectInline?: Inspect;
}

/** Inspect, then decide: the same for every ingress, both modes and both sides. */
export class Judge {
  readonly #options: JudgeOptions;
  readonly #inspectInline: Inspect;

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#inspectInline = options.inspectInline ?? inspect;
  }

  async judge(exchange: Exchange, side: Side, parts: readonly Part[], place: ScanPlace): Promise<JudgedSide> {
    const inspection = await this.#inspect(exchange, side, parts, place);
    const findings = inspection?.findings ?? [];
    const decision = decide({
      findings,
      side,
      agent: exchange.agent,
      model: exchange.request?.model ?? null,
      policies: this.#options.policies(),
    });
    const judged = { findings, actions: decision.actions, verdict: decision.verdict, message: decision.message, parts };
    const incomplete = inspection === null || inspection.partial;
    if (!incomplete || this.#options.failure() === 'open' || side === 'response') return judged;
    if (judged.verdict.kind === 'block') return judged;
    exchange.mark('failed-closed');
    return { ...judged, ...FAILED_CLOSED };
  }

  /** Does any policy that is on deny answers? If not, whole answers need not be held back for a verdict. */
  deniesAnswers(agent: string): boolean {
    return this.#options
      .policies()
      .some(
        (policy) =>
          policy.enabled &&
          (policy.agents.length === 0 || policy.agents.includes(agent)) &&
          policy.rules.some(({ onResponse }) => onResponse === 'block' || onResponse === 'mask'),
      );
  }

  /** null: the scan failed; the record says so. */
  async #inspect(exchange: Exchange, side: Side, parts: readonly Part[], place: ScanPlace): Promise<Inspection | null> {
    if (parts.length === 0) return { findings: [], partial: false, durationMs: 0 };
    try {
      const options = { side, deadlineMs: SCAN_DEADLINE_MS };
      const inspection =
        place === 'inline' && sizeOf(parts) <= INLINE_SCAN_CHARS
          ? this.#inspectInline(parts, options)
          : await this.#options.inspector.inspect(parts, options);
      if (inspection.partial) exchange.mark('partly-scanned');
      return inspection;
    } catch {
      exchange.mark('scan-failed');
      return null;
    }
  }
}

const FAILED_CLOSED = {
  verdict: {
    kind: 'block',
    policyId: 'failure-policy',
    policyName: 'Failure policy',
    rule: 'policy.scan-failed',
    severity: 'medium',
    reason: 'The text could not be scanned in time, and the failure policy is closed.',
  },
  message:
    'Blocked by Sluice, failure policy (policy.scan-failed): the request could not be scanned in time. Send less text at once.',
} as const;

function sizeOf(parts: readonly Part[]): number {
  let size = 0;
  for (const { text } of parts) size += text.length;
  return size;
}
