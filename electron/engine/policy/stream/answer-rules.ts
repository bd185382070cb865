import type { Policy, Reaction } from '../../../../shared/domain/index.ts';
import { compilePolicy } from '../compile.ts';
import { isInScope, typeMatches } from '../scope.ts';

/** What the policies in force may do to an answer while it is written. */
export interface AnswerRules {
  /** Something in an answer may be stopped or masked; if not, nothing needs to be held back. */
  readonly stop: boolean;
  /** Matches may begin anywhere and contain spaces: the full hold-back is needed. */
  readonly anything: boolean;
  /** Some rule speaks only from a number of matches on. */
  readonly counts: boolean;
  /** The policies' own rules take part. */
  readonly ownRules: boolean;
  /** Per word list: how much of an end may become a word. */
  readonly words: readonly ((text: string) => number)[];
}

/** Finding types that consist of several ordinary words. */
const WORDY = ['address', 'person', 'date_of_birth', 'injection.', 'policy.', 'custom.'];

/** Reads off the policies what guarding an answer of this agent takes. */
export function answerRules(policies: readonly Policy[], agent: string, model: string | null): AnswerRules {
  const words: ((text: string) => number)[] = [];
  let stop = false;
  let anything = false;
  let ownRules = false;
  let counts = false;
  for (const policy of policies) {
    if (!isInScope(policy, agent, model)) continue;
    for (const rule of policy.rules) {
      if (!stops(rule)) continue;
      stop = true;
      counts ||= (rule.minMatches ?? 1) > 1;
      anything ||= WORDY.some((type) => rule.type.startsWith(type) || typeMatches(rule.type, type));
    }
    const compiled = compilePolicy(policy);
    for (const { id, reaction, openLength } of compiled.textRules) {
      if (!stops(reaction)) continue;
      stop = true;
      counts ||= (compiled.reactions.get(id)?.minMatches ?? 1) > 1;
      ownRules = true;
      if (openLength === null) anything = true;
      else words.push(openLength);
    }
  }
  return { stop, anything, counts, ownRules, words };
}

/** Whether a streamed answer of this agent has to pass a guard; if not, its chunks go on as they come. */
export function guardsStreams(policies: readonly Policy[], agent: string, model: string | null): boolean {
  return answerRules(policies, agent, model).stop;
}

/** Whether whole answers of this agent need a verdict before the client gets them. Tools and limits included. */
export function deniesAnswers(policies: readonly Policy[], agent: string, model: string | null): boolean {
  return policies.some((policy) => {
    if (!isInScope(policy, agent, model)) return false;
    const own = [...compilePolicy(policy).reactions.values()];
    return policy.rules.some(stops) || own.some(stops);
  });
}

function stops({ onResponse }: Reaction): boolean {
  return onResponse !== 'none' && onResponse !== 'alert';
}
