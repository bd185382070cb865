import type { JsonObject } from '../json.ts';
import type { Role, Severity } from './finding.ts';

/**
 * What a rule does, from weakest to strictest. `none`: found, no verdict. `warn`: denied until released.
 * `approval`: denied until a person approves.
 */
export const BEHAVIOURS = ['none', 'alert', 'warn', 'mask', 'approval', 'block'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** How a rule reacts, to what is sent and to what comes back. */
export interface Reaction {
  readonly onRequest: Behaviour;
  readonly onResponse: Behaviour;
  /** Only text of these roles. Absent: all. */
  readonly roles?: readonly Role[];
}

/** Reacts to what the detectors find. */
export interface PolicyRule extends Reaction {
  /** Finding type, or a prefix with `*`: `secret.*`. */
  readonly type: string;
  /** Findings below are not this rule's. Default 0. */
  readonly minConfidence?: number;
  /** The rule speaks from this many findings on, counted over the whole side. Default 1. */
  readonly minMatches?: number;
}

/** A rule of the user's own, known by its name within the policy. */
export interface NamedRule extends Reaction {
  readonly name: string;
}

/** A regular expression in RE2 syntax: linear in the text, hence no look-around and no back-references. */
export interface PatternRule extends NamedRule {
  readonly pattern: string;
  /** Default false. */
  readonly caseSensitive?: boolean;
  readonly minMatches?: number;
}

/** Banned words or substrings. */
export interface WordRule extends NamedRule {
  readonly words: readonly string[];
  /** Default false. */
  readonly caseSensitive?: boolean;
  /** true: not inside longer words. Default true; false makes them banned substrings. */
  readonly wholeWords?: boolean;
}

/** A topic nobody may talk about: found by its words and by likeness to the sample phrases. */
export interface TopicRule extends NamedRule {
  readonly description: string;
  readonly samplePhrases: readonly string[];
}

/** More tokens than this on one side of an exchange; counted by the usage room, else estimated. */
export interface TokenLimit extends Reaction {
  readonly maxTokens: number;
}

/** Names that may and may not be used; `*` stands for anything. An empty allow list allows all that is not denied. */
export interface NameRule extends Reaction {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

/** More tool calls than this in one session, or more of them that failed. */
export interface ToolCallLimit extends Reaction {
  readonly perSession: number;
  /** Absent: failed calls are like others. Failures are known where the dialect says so. */
  readonly errorsPerSession?: number;
}

/**
 * A question that only a language model can answer. The one set as judge in Settings is asked, once for all questions of
 * a turn; where none is set the rule says nothing, and the verdict says so. Without `roles`: text of users and tools in
 * requests, all of an answer.
 */
export interface LlmRule extends Reaction {
  /** Yes or no, about a text: `Does it ask for legal advice?` */
  readonly prompt: string;
  /** Probability of a yes from which the rule speaks, 0..1. */
  readonly minConfidence: number;
}

/** What Akto's contentFiltering.harmfulCategories tells apart (akto-model.md section 2). */
export const HARM_CATEGORIES = ['hate', 'insults', 'sexual', 'violence', 'misconduct'] as const;
export type HarmCategory = (typeof HARM_CATEGORIES)[number];

/** How much is caught: `low` only what the judge is sure of, `high` also what it merely suspects. */
export const HARM_LEVELS = ['low', 'medium', 'high'] as const;
export type HarmLevel = (typeof HARM_LEVELS)[number];

/** Harmful text, told by the judge as {@link LlmRule} is. */
export interface HarmfulRule extends Reaction {
  readonly categories: Readonly<Partial<Record<HarmCategory, HarmLevel>>>;
}

/** What no policy objects to, whatever it looks like. */
export type PolicyException = {
  /** Only for these agents; absent or empty: all. */
  readonly agents?: readonly string[];
  /** Unix ms from which it no longer counts; absent: for good. */
  readonly until?: number;
} & (
  | { readonly kind: 'phrase'; readonly phrase: string; readonly caseSensitive?: boolean }
  | { readonly kind: 'pattern'; readonly pattern: string; readonly caseSensitive?: boolean }
  /** One exact value that is not written down: sha256 (hex) of what was found. */
  | { readonly kind: 'value'; readonly sha256: string; readonly type?: string }
  /** Whatever this rule finds; with `agents`: in what they send and get. */
  | { readonly kind: 'rule'; readonly rule: string }
);

export interface Policy {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  /** Severity of what this policy reports. */
  readonly severity: Severity;
  /** Agent names this applies to; empty: all. */
  readonly agents: readonly string[];
  /** Agents this does not apply to, even if named above. */
  readonly exceptAgents?: readonly string[];
  /** Models this applies to, `*` stands for anything; absent or empty: all. */
  readonly models?: readonly string[];
  readonly rules: readonly PolicyRule[];
  readonly patterns?: readonly PatternRule[];
  readonly words?: readonly WordRule[];
  readonly topics?: readonly TopicRule[];
  readonly tokenLimit?: TokenLimit;
  readonly tools?: NameRule;
  readonly mcpServers?: NameRule;
  readonly toolCallLimit?: ToolCallLimit;
  readonly llmRule?: LlmRule;
  readonly harmful?: HarmfulRule;
  readonly exceptions?: readonly PolicyException[];
  /** What the agent may do instead: the second sentence of a block. */
  readonly advice: string;
  /** Said to a blocked client instead of our sentence; `{policy}`, `{rule}`, `{where}` are filled in. */
  readonly message?: string;
  /** Seconds in which a warning can be released, and for which a release holds. Default: POLICY_DEFAULTS. */
  readonly warnSeconds?: number;
  /** Seconds a request waits for a person's approval before it is denied. Default: POLICY_DEFAULTS. */
  readonly approvalSeconds?: number;
  /** Put masked values back into the answer, so that the user sees the original and the model never does. */
  readonly restoreInAnswer?: boolean;
  /** The policy as it was imported from Akto: what has no effect here survives an export. */
  readonly imported?: JsonObject;
}

/** What counts where a policy does not say. */
export const POLICY_DEFAULTS = { warnSeconds: 300, approvalSeconds: 60 } as const;

/** Bounds of what a policy may hold; Akto's where it has them (akto-model.md section 2), else ours. */
export const POLICY_LIMITS = {
  policies: 200,
  rules: 200,
  patterns: 50,
  patternLength: 1_000,
  topics: 30,
  samplePhrases: 20,
  words: 10_000,
  wordLength: 200,
  names: 1_000,
  exceptions: 50,
  globalExceptions: 1_000,
  phraseMin: 3,
  phraseMax: 200,
} as const;

/** One thing wrong with a policy written as JSON. Lines and columns count from 1. */
export interface PolicyIssue {
  readonly line: number;
  readonly column: number;
  /** RFC 6901 pointer to the offending value; '' for the whole. */
  readonly pointer: string;
  readonly message: string;
}
