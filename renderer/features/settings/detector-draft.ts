/** A detector while it is being written. */
import type { CustomDetector, DetectorIssue, Severity } from '../../../shared/domain/index.ts';

export interface DetectorDraft {
  readonly id: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly severity: Severity;
  readonly kind: CustomDetector['kind'];
  readonly pattern: string;
  /** One a line. */
  readonly words: string;
  readonly caseSensitive: boolean;
  readonly wholeWords: boolean;
}

export function draftOf(detector: CustomDetector | null): DetectorDraft {
  return {
    id: detector?.id ?? '',
    description: detector?.description ?? '',
    enabled: detector?.enabled ?? true,
    severity: detector?.severity ?? 'medium',
    kind: detector?.kind ?? 'pattern',
    pattern: detector?.kind === 'pattern' ? detector.pattern : '',
    words: detector?.kind === 'words' ? detector.words.join('\n') : '',
    caseSensitive: detector?.caseSensitive ?? false,
    wholeWords: detector?.kind === 'words' ? (detector.wholeWords ?? true) : true,
  };
}

export function detectorOf(draft: DetectorDraft): CustomDetector {
  const { id, description, enabled, severity, caseSensitive } = draft;
  const base = { id, description: description.trim(), enabled, severity, ...(caseSensitive && { caseSensitive }) };
  return draft.kind === 'pattern'
    ? { ...base, kind: 'pattern', pattern: draft.pattern }
    : { ...base, kind: 'words', words: wordsOf(draft.words), ...(!draft.wholeWords && { wholeWords: false }) };
}

/** A line each; empty lines and repetitions say nothing. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}

/** Nothing to run yet: what was not begun is not wrong either. */
export function isEmpty({ kind, pattern, words }: DetectorDraft): boolean {
  return kind === 'pattern' ? pattern === '' : wordsOf(words).length === 0;
}

/** `Character 5: missing closing )`, `Word 3: is empty` */
export function sayIssue({ field, offset, message }: DetectorIssue): string {
  if (offset === null) return message;
  return `${field === 'words' ? 'Word' : 'Character'} ${offset + 1}: ${message}`;
}

/** A sample in stretches, found and not found. */
export function stretchesOf(
  sample: string,
  matches: readonly { readonly start: number; readonly end: number }[],
): { readonly text: string; readonly found: boolean; readonly at: number }[] {
  const stretches: { text: string; found: boolean; at: number }[] = [];
  let at = 0;
  for (const { start, end } of matches) {
    // The sample may have been edited since.
    if (start < at || end > sample.length) continue;
    if (start > at) stretches.push({ text: sample.slice(at, start), found: false, at });
    stretches.push({ text: sample.slice(start, end), found: true, at: start });
    at = end;
  }
  if (at < sample.length) stretches.push({ text: sample.slice(at), found: false, at });
  return stretches;
}
