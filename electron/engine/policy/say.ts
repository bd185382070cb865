import { POLICY_DEFAULTS, type Policy } from '../../../shared/domain/index.ts';
import { unreachable } from '../../../shared/errors.ts';
import type { ActiveBehaviour, Claim } from './policy.ts';
import { findingInWords, placeInWords } from './words.ts';

/** One sentence for a person: what, where, how many more; never what was found. */
export function reasonOf({ policy, finding, behaviour, released }: Claim, others: number): string {
  const more = others <= 0 ? '' : others === 1 ? ' and one more finding' : ` and ${others} more findings`;
  const does = released ? 'was overruled by a person' : verb(behaviour);
  return `Policy '${policy.name}' ${does}: ${findingInWords(finding)} in ${placeInWords(finding)}${more}.`;
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
    return sentences(
      named ? own : `${own} (policy '${policy.name}', rule ${finding.rule})`,
      releaseHint(behaviour, policy),
    );
  }
  const what = `Blocked by Sluice, policy '${policy.name}' (${finding.rule}): ${findingInWords(finding)} in ${where}.`;
  return sentences(what, policy.advice, releaseHint(behaviour, policy));
}

function releaseHint(behaviour: ActiveBehaviour, policy: Policy): string {
  if (behaviour === 'warn') {
    const time = duration(policy.warnSeconds ?? POLICY_DEFAULTS.warnSeconds);
    return `A person can release it in Sluice within ${time}; send it again then.`;
  }
  return behaviour === 'approval' ? 'It needs the approval of a person in Sluice; send it again then.' : '';
}

function duration(seconds: number): string {
  const [amount, unit] = seconds % 60 === 0 ? [seconds / 60, 'minute'] : [seconds, 'second'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

function sentences(...parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}
