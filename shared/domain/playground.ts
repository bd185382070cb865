import type { Finding, Role, Side } from './finding.ts';
import type { Verdict, VerdictKind } from './verdict.ts';

/** What to try policies on. */
export type PlaygroundInput =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly role: Role;
      readonly side: Side;
      /** For scopes; absent: an agent that no scope names. */
      readonly agent?: string | undefined;
      readonly model?: string | undefined;
    }
  | { readonly kind: 'exchange'; readonly exchangeId: string; readonly side: Side };

export interface PlaygroundPart {
  readonly role: Role;
  /** '' for pasted text. */
  readonly pointer: string;
  readonly text: string;
  /** How the detectors read it, `raw` first. Offsets of findings are in `text`, whatever view they were found in. */
  readonly views: readonly { readonly name: string; readonly text: string }[];
  /** As it would be forwarded; null when nothing in it is masked. */
  readonly masked: string | null;
}

export interface PlaygroundFinding extends Finding {
  /** The policy that acts on it, by name; null: none does. */
  readonly policy: string | null;
  readonly action: VerdictKind;
}

export interface PlaygroundResult {
  readonly side: Side;
  readonly agent: string;
  readonly model: string | null;
  readonly parts: readonly PlaygroundPart[];
  readonly findings: readonly PlaygroundFinding[];
  readonly verdict: Verdict;
  /** The finding that decided, as an index of `findings`; null when none did. */
  readonly decidedBy: number | null;
  /** What a blocked client would read; '' when it would not be blocked. */
  readonly message: string;
  /** How a person could release it. */
  readonly release: 'warn' | 'approval' | null;
  /** In the order in which they ran. */
  readonly stages: readonly { readonly name: string; readonly durationMs: number }[];
  /** Values are redacted in the stored text: the findings of the time were used where they are. */
  readonly usesStoredFindings: boolean;
  /** The text was longer than what is scanned in time. */
  readonly partial: boolean;
}
