import type { PlaygroundFinding, StoredFinding } from '../../../../shared/domain/index.ts';
import { isMasked } from '../../../components/finding-words.ts';

export type MarkedFinding = StoredFinding;

/** As the marks of the Chat tab want them. */
export function asMarked(text: string, findings: readonly PlaygroundFinding[]): readonly MarkedFinding[] {
  return findings.map((finding, id) => ({
    ...finding,
    id,
    evidence: maskValue(text.slice(finding.start, finding.end)),
  }));
}

/** So that its owner knows a value again and nobody can use it: the last four digits, or first letter and domain. */
export function maskValue(value: string): string {
  const at = value.lastIndexOf('@');
  if (at > 0) return `${Array.from(value)[0]}•••${value.slice(at)}`;
  const digits = value.replaceAll(/\D/g, '');
  return digits.length >= 8 && digits.length >= value.length / 2 ? `•••• ${digits.slice(-4)}` : '••••';
}

/**
 * A view's text with the found values masked. A value that was found in this view only stands there in another spelling
 * than in the original, and nobody knows where: then the whole view stays hidden until somebody reveals it.
 */
export function hideValues(text: string, original: string, view: string, findings: readonly MarkedFinding[]): string {
  let hidden = text;
  for (const finding of findings.filter(({ type }) => isMasked(type))) {
    const value = original.slice(finding.start, finding.end);
    if (value !== '' && hidden.includes(value)) hidden = hidden.replaceAll(value, () => finding.evidence);
    else if (finding.view === view) return 'Values were found in here. Press the eye to see it.';
  }
  return hidden;
}
