import type { DetectorsApi } from '../../../shared/rpc/detectors-api.ts';
import { type Inspector, MAX_SPANS, readDetector } from '../detectors/index.ts';
import type { DetectorBook } from '../settings/index.ts';

/** Longer than this nobody's pattern may take for a sample; traffic gives it twice as long. */
const TRIAL_DEADLINE_MS = 1_000;

/** The part of EngineApi that the detectors in Settings use. */
export function detectorsCalls(book: DetectorBook, inspector: Inspector): DetectorsApi {
  return {
    getDetectors: () => Promise.resolve(book.describe()),
    saveDetectors: (next) => book.save(next),
    async tryDetector({ detector, sample }) {
      const read = readDetector(detector);
      if (!read.ok) return { ok: false, issues: read.issues };
      // Tried even while it is switched off. On the detector thread: a slow one must not hold up the traffic.
      const custom = [{ ...read.detector, enabled: true }];
      const part = { role: 'user', pointer: '', text: sample } as const;
      const options = { side: 'request', custom, deadlineMs: TRIAL_DEADLINE_MS } as const;
      // Not urgent: a thread that has yet to start takes nothing of the pattern's time.
      const { findings, durationMs, partial } = await inspector.inspect([part], options, { urgent: false });
      const matches = findings
        .filter(({ type }) => type === `custom.${read.detector.id}`)
        .map(({ start, end, view }) => ({ start, end, view }));
      return { ok: true, matches, capped: matches.length >= MAX_SPANS, durationMs, tooSlow: partial };
    },
  };
}
