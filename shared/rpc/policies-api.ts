import type {
  Approval,
  ApprovalScope,
  PlaygroundInput,
  PlaygroundResult,
  Policy,
  PolicyException,
  PolicyIssue,
  PolicyPreset,
  ReplayProgress,
} from '../domain/index.ts';

/** What is in force, in order. */
export interface SavedPolicies {
  readonly policies: readonly Policy[];
  /** For every policy. */
  readonly exceptions: readonly PolicyException[];
  /** Grows with every save; handed back when saving, so that two windows do not overwrite each other. */
  readonly revision: number;
}

export interface PoliciesInForce extends SavedPolicies {
  /** Ids of the policies that Sluice brings; `restoreDefaults` brings them back as they were. */
  readonly builtIn: readonly string[];
  /** Fields that are kept and exported, and do nothing here. */
  readonly noEffect: readonly FieldsWithoutEffect[];
  /** The file could not be read at the start, what was done about it; null: nothing is wrong. */
  readonly notice: string | null;
}

export interface FieldsWithoutEffect {
  readonly policyId: string;
  readonly fields: readonly { readonly field: string; readonly why: string }[];
}

export interface PolicyFile {
  readonly name: string;
  readonly text: string;
}

export interface ImportedPolicies {
  /** With ids that are free beside what is in force; nothing is saved by importing. */
  readonly policies: readonly Policy[];
  readonly noEffect: readonly {
    readonly file: string;
    readonly policy: string;
    readonly fields: readonly { readonly field: string; readonly why: string }[];
  }[];
  readonly errors: readonly ({ readonly file: string } & PolicyIssue)[];
}

/** Policies, approvals, playground and replay: what the Policies view asks of the engine. */
export interface PoliciesApi {
  getPolicies(): Promise<PoliciesInForce>;
  /**
   * The whole list in its order; in force from the next request on. Rejects with `invalid_policy` (which one and why)
   * or `conflict` (another window has saved since); nothing is saved then.
   */
  savePolicies(args: SavedPolicies): Promise<PoliciesInForce>;
  /** The built-in policies as they were shipped, where they stood; own ones stay. Rejects with `conflict`. */
  restoreDefaults(args: { revision: number }): Promise<PoliciesInForce>;
  /** Reads one policy, or a list of them, as JSON. `noEffect` is by policy id. */
  checkPolicy(args: {
    text: string;
  }): Promise<
    | { ok: true; policies: readonly Policy[]; noEffect: readonly FieldsWithoutEffect[] }
    | { ok: false; errors: readonly PolicyIssue[] }
  >;
  listPresets(): Promise<PolicyPreset[]>;
  /** Reads guardrails-sync files of Akto and files of our own, told apart by their content. */
  importPolicies(args: { files: readonly PolicyFile[] }): Promise<ImportedPolicies>;
  /** Of the policies in force; `akto`: one guardrails-sync file each. Rejects with `not_found`. */
  exportPolicies(args: { ids: readonly string[]; format: 'akto' | 'sluice' }): Promise<{ files: PolicyFile[] }>;
  /** Absent policies or exceptions: those in force. Rejects with `not_found`, `invalid_policy`. */
  tryPolicies(args: {
    input: PlaygroundInput;
    policies?: readonly Policy[] | undefined;
    exceptions?: readonly PolicyException[] | undefined;
  }): Promise<PlaygroundResult>;
  /**
   * Compares an edit with what is in force over the last exchanges; what comes of it is told by `replay` events to this
   * window. A window runs one at a time: starting another cancels the first. Rejects with `invalid_policy`.
   */
  startReplay(args: {
    policies: readonly Policy[];
    exceptions: readonly PolicyException[];
    last: number;
    agent?: string | undefined;
  }): Promise<{ id: string }>;
  /** No-op when it has ended. */
  cancelReplay(args: { id: string }): Promise<void>;
  /**
   * What Block would have stopped among the exchanges of the last `sinceMs` milliseconds that passed in Log mode.
   * `filter` lists them (shared/filter).
   */
  wouldHaveStopped(args: { sinceMs: number }): Promise<{ stopped: number; total: number; filter: string }>;
  /** What waits for a person, oldest first. */
  listApprovals(): Promise<Approval[]>;
  /** Rejects with `not_found` when it is answered already or too late. */
  answerApproval(args: { id: string; decision: 'approve' | 'deny'; scope: ApprovalScope }): Promise<void>;
  /** Lets the denied request of a warning pass when it is sent again, until `until` (Unix ms). Rejects `not_found`. */
  releaseWarn(args: { exchangeId: string }): Promise<{ until: number }>;
  /**
   * An exception from a stored finding: its text (`phrase`) or its rule (`rule`), for everyone or for its agent only.
   * Rejects with `not_found`, or `not_supported` when the value is redacted in the store and only `rule` is possible.
   */
  addException(args: {
    findingId: number;
    exchangeId: string;
    allow: 'phrase' | 'rule';
    onlyAgent: boolean;
  }): Promise<PoliciesInForce>;
}

/** What the engine pushes about it. */
export interface PoliciesEvents {
  /** Saved, by this window or another. */
  policies(set: PoliciesInForce): void;
  /** Everything that waits now, whenever it changes. */
  approvals(list: readonly Approval[]): void;
  /** To the window that started it; at most every 100 ms. */
  replay(progress: ReplayProgress): void;
}
