import { unreachable } from '../../../shared/errors.ts';
import type { ActiveBehaviour, Claim } from './policy.ts';
import { findingInWords, placeInWords } from './words.ts';

/** One sentence for a person: what, where, how many more; never what was found. */
export function reasonOf({ policy, finding, behaviour }: Claim, others: number): string {
  const more = others <= 0 ? '' : others === 1 ? ' and one more finding' : ` and ${others} more findings`;
  return `Policy '${policy.name}' ${verb(behaviour)}: ${findingInWords(finding)} in ${placeInWords(finding)}${more}.`;
}

function verb(behaviour: ActiveBehaviour): string {
  switch (behaviour) {
    case 'block':
      return 'blocks this';
    case 'approval':
      return 'waits for approval';
    case 'mask':
      return 'masks this';
    case 'warn':
      return 'holds this back until it is released';
    case 'alert':
      return 'raises an alert';
    default:
      return unreachable(behaviour);
  }
}

/**
 * What a blocked client reads. It names policy and rule even where a policy brings its own words, because that is what
 * people search for.
 */
export function denialOf({ policy, finding, behaviour }: Claim): string {
  const where = placeInWords(finding);
  if (policy.message !== undefined && policy.message.trim() !== '') {
    const own = policy.message
      .replaceAll('{policy}', () => policy.name)
      .replaceAll('{rule}', () => finding.rule)
      .replaceAll('{where}', () => where)
      .trim();
    const named = own.includes(policy.name) && own.includes(finding.rule);
    return sentences(named ? own : `${own} (policy '${policy.name}', rule ${finding.rule})`, releaseHint(behaviour));
  }
  const what = `Blocked by Sluice, policy '${policy.name}' (${finding.rule}): ${findingInWords(finding)} in ${where}.`;
  return sentences(what, policy.advice, releaseHint(behaviour));
}

function releaseHint(behaviour: ActiveBehaviour): string {
  if (behaviour === 'warn') return 'It can be released in Sluice.';
  if (behaviour === 'approval') return 'It needs the approval of a person in Sluice.';
  return '';
}

function sentences(...parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}
