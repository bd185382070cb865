import { POLICY_LIMITS, type PolicyException, type StoredFinding, isSecretType } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import { valueHash } from '../policy/index.ts';
import type { StoredExchange } from '../store/index.ts';
import { recall } from './recall.ts';

/**
 * The exception that lets pass what a stored finding found. Personal data is known by its hash, so that it is not
 * written into the policies; words that look like an attack are written down, for people to read.
 *
 * Throws SluiceError `not_found`, or `not_supported` where the text is not there and only `rule` is possible.
 */
export function exceptionFrom(
  stored: StoredExchange | null,
  findingId: number,
  allow: 'phrase' | 'rule',
): PolicyException {
  const finding = stored?.findings.find(({ id }) => id === findingId);
  if (stored === null || finding === undefined)
    throw new SluiceError('not_found', 'There is no such finding any more.');
  if (allow === 'rule') return { kind: 'rule', rule: finding.rule };
  const text = textOf(stored, finding);
  if (text === null) throw new SluiceError('not_supported', 'Its text is not stored. Allow its rule instead.');
  const isPersonal = !finding.type.startsWith('policy.') && !finding.type.startsWith('injection.');
  const fits = text.length >= POLICY_LIMITS.phraseMin && text.length <= POLICY_LIMITS.phraseMax;
  return isPersonal || !fits
    ? { kind: 'value', sha256: valueHash(text), type: finding.type }
    : { kind: 'phrase', phrase: text };
}

function textOf(stored: StoredExchange, finding: StoredFinding): string | null {
  const { parts, kept } = recall(stored, finding.side);
  const redacted = kept.some(
    ({ pointer, start, end }) => pointer === finding.pointer && start < finding.end && finding.start < end,
  );
  if (isSecretType(finding.type) || redacted) return null;
  const text = parts
    .find(({ pointer }) => pointer === finding.pointer)
    ?.text.slice(finding.start, finding.end)
    .trim();
  return text === undefined || text === '' ? null : text;
}
