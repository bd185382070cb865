import type {
  Behaviour,
  Finding,
  Message,
  Part,
  Policy,
  PolicyException,
  Role,
  Side,
  Verdict,
  VerdictKind,
} from '../../../shared/domain/index.ts';

export type { Behaviour, Policy, PolicyRule } from '../../../shared/domain/index.ts';

export interface DecideInput {
  /** Of the detectors, and of {@link InspectPolicies}. */
  readonly findings: readonly Finding[];
  readonly side: Side;
  readonly agent: string;
  readonly model: string | null;
  readonly policies: readonly Policy[];
  /** The texts the findings point into; without them exceptions cannot be looked at. */
  readonly parts?: readonly Part[];
  /** Exceptions for every policy, read before the policies. */
  readonly exceptions?: readonly PolicyException[];
  /** Unix ms, for exceptions that end; without it they hold. */
  readonly now?: number;
  /** In text that went to the model before: a person who would have to release it has done so. */
  readonly seen?: ReadonlySet<Finding>;
  /** Whether a person has released what this policy would warn of or have approved; it is an alert then. */
  readonly released?: (policy: Policy, finding: Finding) => boolean;
  /** Cannot be masked: what would mask them blocks them. */
  readonly unmaskable?: ReadonlySet<Finding>;
}

export type ActiveBehaviour = Exclude<Behaviour, 'none'>;

/** One finding as one policy sees it. */
export interface Claim {
  readonly policy: Policy;
  readonly policyOrder: number;
  readonly finding: Finding;
  readonly findingOrder: number;
  readonly behaviour: ActiveBehaviour;
  /** It would be a warning or an approval, and a person has released it. */
  readonly released: boolean;
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
  /** How a person may release it: a `warn`, or a `block` that asks for approval. null: nobody may, or no need. */
  readonly release: 'warn' | 'approval' | null;
  /** Everything that has to be released before it may pass; empty where `release` is null. */
  readonly releasable: readonly { readonly policyId: string; readonly finding: Finding }[];
}

export type Decide = (input: DecideInput) => Decision;

/** What the policies' own rules look at besides text. */
export interface PolicyContext {
  readonly side: Side;
  readonly agent: string;
  readonly model: string | null;
  readonly policies: readonly Policy[];
  readonly parts: readonly Part[];
  /** For tool calls. */
  readonly messages?: readonly Message[];
  /** Names of the tools offered to the model. */
  readonly tools?: readonly string[];
  /** Tool calls of the session so far, this exchange included; counted from `messages` when absent. */
  readonly sessionToolCalls?: number;
  /** Those of them that failed; 0 when absent. */
  readonly sessionToolErrors?: number;
  /** Tokens of this side; estimated from the text when absent. */
  readonly tokens?: number | null;
  /** What the judge said to {@link LlmQuestion}s; absent: it was not needed, and nothing is said about it. */
  readonly opinions?: LlmOpinions;
}

/** What a language model is asked about each text of some roles. */
export interface LlmQuestion {
  /** Finding.rule of a text of which it is true. */
  readonly rule: string;
  readonly kind: 'llm' | 'harmful';
  /** Yes or no. */
  readonly text: string;
  readonly roles: readonly Role[];
  /** Probability from which it is a finding, 0..1. */
  readonly from: number;
}

/**
 * `partly`: there was more text than is put to a judge at once. `unscanned`: what was not looked through cannot be
 * redacted, and so is sent nowhere.
 */
export type LlmSilence = 'off' | 'failed' | 'busy' | 'partly' | 'unscanned';

/** What came of asking. JSON-safe. */
export interface LlmOpinions {
  /** Probability of a yes, 0..1, by the question's rule, then by the part's pointer. */
  readonly scores: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Why some of it is unanswered; null: all of it is answered. */
  readonly silence: LlmSilence | null;
  /** `closed`: what is unanswered is objected to, unless there is no judge at all. */
  readonly failure: 'open' | 'closed';
}

/** Findings of the policies' own rules (`policy.*`). Pure, linear in the text. */
export type InspectPolicies = (context: PolicyContext) => Finding[];

/** What a policy says and nothing here does. */
export interface FieldWithoutEffect {
  readonly field: string;
  /** One sentence for a person. */
  readonly why: string;
}
