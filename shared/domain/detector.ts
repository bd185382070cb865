import type { Severity } from './finding.ts';

interface DetectorBase {
  /** Lower-case letters, digits, `_`: findings have the type `custom.<id>`, which policies may name. */
  readonly id: string;
  /** For people; '' for none. */
  readonly description: string;
  readonly enabled: boolean;
  readonly severity: Severity;
  /** Default false. */
  readonly caseSensitive?: boolean;
}

/** A detector of the user's own. What is done about its findings is up to the policies, as with built-in ones. */
export type CustomDetector = DetectorBase &
  (
    | {
        readonly kind: 'pattern';
        /** RE2 syntax: linear in the text, hence no look-around and no back-references. `^` and `$` mean lines. */
        readonly pattern: string;
      }
    | {
        readonly kind: 'words';
        readonly words: readonly string[];
        /** true: not inside longer words. Default true. */
        readonly wholeWords?: boolean;
      }
  );

/** Bounds: as of a policy's own rules. */
export const DETECTOR_LIMITS = {
  detectors: 50,
  idLength: 40,
  descriptionLength: 500,
  patternLength: 1_000,
  words: 10_000,
  wordLength: 200,
  sampleLength: 100_000,
} as const;

/** One thing wrong with a detector. */
export interface DetectorIssue {
  /** Id of the detector it is about, as far as it has one. */
  readonly id: string;
  readonly field: 'id' | 'pattern' | 'words' | 'other';
  /** Where in the pattern, in UTF-16 units; or which word, from 0. null: the field as a whole. */
  readonly offset: number | null;
  readonly message: string;
}
