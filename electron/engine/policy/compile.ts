import {
  BEHAVIOURS,
  type Behaviour,
  type NamedRule,
  type Policy,
  type PolicyException,
  type Reaction,
  type Side,
} from '../../../shared/domain/index.ts';
import { type FindSpans, type Span, compilePattern, createWordFinder } from '../detectors/index.ts';
import { type OwnKind, ownRuleId } from './names.ts';
import { createTopicFinder } from './own/topic.ts';

/** A rule of a policy that looks for something in texts. */
export interface TextRule {
  readonly kind: OwnKind;
  /** Finding.rule. */
  readonly id: string;
  readonly reaction: Reaction;
  readonly find: FindSpans;
  /** Of word lists: how much of the end of a text may still become a match; null: nobody can say. */
  readonly openLength: ((text: string) => number) | null;
}

export interface CompiledPolicy {
  readonly policy: Policy;
  readonly textRules: readonly TextRule[];
  /** How the policy's own rules react, by Finding.rule; for tools and servers by the id without their name. */
  readonly reactions: ReadonlyMap<string, Reaction & { readonly minMatches?: number }>;
  readonly exceptions: readonly CompiledException[];
  /** It has no rules of its own: only what the detectors found concerns it. */
  readonly silent: boolean;
}

export interface CompiledException {
  readonly exception: PolicyException;
  /** null: a `value`, compared by hash, or a `rule`. */
  readonly find: FindSpans | null;
}

/** Policies are immutable and change seldom: each is compiled once and forgotten with it. */
const compiled = new WeakMap<Policy, CompiledPolicy>();
const compiledExceptions = new WeakMap<PolicyException, CompiledException>();

export function compilePolicy(policy: Policy): CompiledPolicy {
  const known = compiled.get(policy);
  if (known !== undefined) return known;
  const textRules = textRulesOf(policy);
  const reactions = new Map<string, Reaction>(textRules.map(({ id, reaction }) => [id, reaction]));
  const single: readonly (readonly [OwnKind, Reaction | undefined])[] = [
    ['token-limit', policy.tokenLimit],
    ['tool', policy.tools],
    ['mcp-server', policy.mcpServers],
    ['tool-call-limit', policy.toolCallLimit],
    ['tool-error-limit', policy.toolCallLimit],
    ['llm', policy.llmRule],
    ['harmful', policy.harmful],
    ['unanswered', strictestOf(policy)],
  ];
  for (const [kind, reaction] of single) {
    if (reaction !== undefined) reactions.set(ownRuleId(policy.id, kind), reaction);
  }
  const exceptions = (policy.exceptions ?? []).map(compileException);
  const result = { policy, textRules, reactions, exceptions, silent: reactions.size === 0 };
  compiled.set(policy, result);
  return result;
}

/** What a closed failure policy does where the judge said nothing: the strictest that its answer could have done. */
function strictestOf({ llmRule, harmful }: Policy): Reaction | undefined {
  if (llmRule === undefined || harmful === undefined) return llmRule ?? harmful;
  const stricter = (a: Behaviour, b: Behaviour) => (BEHAVIOURS.indexOf(a) > BEHAVIOURS.indexOf(b) ? a : b);
  return {
    onRequest: stricter(llmRule.onRequest, harmful.onRequest),
    onResponse: stricter(llmRule.onResponse, harmful.onResponse),
  };
}

function textRulesOf(policy: Policy): TextRule[] {
  const rule = (
    kind: OwnKind,
    reaction: NamedRule,
    find: FindSpans,
    openLength: TextRule['openLength'] = null,
  ): TextRule => ({ kind, id: ownRuleId(policy.id, kind, reaction.name), reaction, find, openLength });
  return [
    ...(policy.patterns ?? []).map((pattern) =>
      rule('pattern', pattern, patternFinder(pattern.pattern, pattern.caseSensitive ?? false)),
    ),
    ...(policy.words ?? []).map((list) => {
      const { words, caseSensitive = false, wholeWords = true } = list;
      const finder = createWordFinder(words, { caseSensitive, wholeWords });
      return rule('words', list, finder.find, finder.openLength);
    }),
    ...(policy.topics ?? []).map((topic) => rule('topic', topic, createTopicFinder(topic.name, topic.samplePhrases))),
  ];
}

/** Broken patterns are refused when a policy is saved; one that got past finds nothing rather than stop all traffic. */
function patternFinder(pattern: string, caseSensitive: boolean): FindSpans {
  const result = compilePattern(pattern, caseSensitive);
  return result.ok ? result.find : () => NOTHING;
}

const NOTHING: readonly Span[] = [];

export function compileException(exception: PolicyException): CompiledException {
  const known = compiledExceptions.get(exception);
  if (known !== undefined) return known;
  const result = { exception, find: exceptionFinder(exception) };
  compiledExceptions.set(exception, result);
  return result;
}

function exceptionFinder(exception: PolicyException): FindSpans | null {
  switch (exception.kind) {
    case 'phrase':
      return createWordFinder([exception.phrase], {
        caseSensitive: exception.caseSensitive ?? false,
        wholeWords: false,
      }).find;
    case 'pattern':
      return patternFinder(exception.pattern, exception.caseSensitive ?? false);
    case 'value':
    case 'rule':
      return null;
    default:
      return exception satisfies never;
  }
}

/** Whether a rule has anything to say on this side. */
export function speaksOn(reaction: Reaction, side: Side): boolean {
  return (side === 'request' ? reaction.onRequest : reaction.onResponse) !== 'none';
}
