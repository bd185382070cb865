import type { DetectorsApi } from '../../../shared/rpc/detectors-api.ts';
import { MAX_SPANS, inspect, readDetector } from '../detectors/index.ts';
import type { DetectorBook } from '../settings/index.ts';

/** The part of EngineApi that the detectors in Settings use. */
export function detectorsCalls(book: DetectorBook): DetectorsApi {
  return {
    getDetectors: () => Promise.resolve(book.describe()),
    saveDetectors: (next) => book.save(next),
    tryDetector({ detector, sample }) {
      const read = readDetector(detector);
      if (!read.ok) return Promise.resolve({ ok: false, issues: read.issues });
      // Tried even while it is switched off.
      const custom = [{ ...read.detector, enabled: true }];
      const part = { role: 'user', pointer: '', text: sample } as const;
      const { findings, durationMs } = inspect([part], { side: 'request', custom });
      const matches = findings
        .filter(({ type }) => type === `custom.${read.detector.id}`)
        .map(({ start, end, view }) => ({ start, end, view }));
      return Promise.resolve({ ok: true, matches, capped: matches.length >= MAX_SPANS, durationMs });
    },
  };
}
