import type { CustomDetector, DetectorIssue } from '../domain/index.ts';

/** The user's own detectors, in order. */
export interface SavedDetectors {
  readonly detectors: readonly CustomDetector[];
  /** Grows with every save; handed back when saving, so that two windows do not overwrite each other. */
  readonly revision: number;
}

export interface DetectorsInForce extends SavedDetectors {
  /** The file could not be read at the start, and what was done about it; null: nothing is wrong. */
  readonly notice: string | null;
}

export type DetectorTrial =
  | {
      readonly ok: true;
      /** What it found in the sample as it is written; UTF-16 offsets, in order. */
      readonly matches: readonly { readonly start: number; readonly end: number; readonly view: string }[];
      /** There were more matches than are told apart: the last one reaches to the end. */
      readonly capped: boolean;
      readonly durationMs: number;
      /** It was not run to the end within a second: in traffic, texts of this length would be scanned in part. */
      readonly tooSlow: boolean;
    }
  | { readonly ok: false; readonly issues: readonly DetectorIssue[] };

/** Detectors of the user's own: what Settings asks of the engine. */
export interface DetectorsApi {
  getDetectors(): Promise<DetectorsInForce>;
  /**
   * The whole list; in force from the next text on, in every host and thread. Rejects with `invalid_detector` (which
   * one, where and why) or `conflict` (another window has saved since); nothing is saved then.
   */
  saveDetectors(args: SavedDetectors): Promise<DetectorsInForce>;
  /** Reads one detector and runs it over a sample, disguises included. Nothing is saved. */
  tryDetector(args: { detector: CustomDetector; sample: string }): Promise<DetectorTrial>;
}
