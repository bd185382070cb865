import type { PolicyException } from '../../../shared/domain/index.ts';
import { POLICY_LIMITS } from '../../../shared/domain/index.ts';
import { formatWhen } from '../../components/format.ts';

/** What an exception lets pass, for a list; a value is known by its hash only. */
export function sayException(exception: PolicyException): string {
  switch (exception.kind) {
    case 'phrase':
      return `“${exception.phrase}”`;
    case 'pattern':
      return exception.pattern;
    case 'value':
      return `one value${exception.type === undefined ? '' : ` (${exception.type})`}, sha256 ${exception.sha256.slice(0, 12)}…`;
    case 'rule':
      return exception.rule;
  }
}

export const EXCEPTION_KINDS: Readonly<Record<PolicyException['kind'], string>> = {
  phrase: 'Phrase',
  pattern: 'Pattern',
  value: 'Value',
  rule: 'Rule',
};

/** `all agents, for good` · `billing-bot, until 3 Dec 14:00` */
export function sayReach({ agents = [], until }: PolicyException): string {
  const who = agents.length === 0 ? 'all agents' : agents.join(', ');
  return `${who}, ${until === undefined ? 'for good' : `until ${formatWhen(until)}`}`;
}

/** Why a text cannot be an exception; null: it can. */
export function cannotBeException(text: string): string | null {
  const { phraseMin, phraseMax } = POLICY_LIMITS;
  const { length } = text.trim();
  return length >= phraseMin && length <= phraseMax ? null : `From ${phraseMin} to ${phraseMax} characters.`;
}
