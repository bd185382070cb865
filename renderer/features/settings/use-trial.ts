import { useEffect, useState } from 'react';

import type { DetectorTrial } from '../../../shared/rpc/detectors-api.ts';
import { callEngine } from '../../rpc/engine.ts';
import { type DetectorDraft, detectorOf, isEmpty } from './detector-draft.ts';

/** How long nothing must be typed before the engine is asked. */
const QUIET_MS = 200;

/** What the draft finds in the sample, as the engine says; null while there is nothing to try. */
export function useTrial(draft: DetectorDraft, sample: string): DetectorTrial | null {
  const [trial, setTrial] = useState<DetectorTrial | null>(null);
  useEffect(() => {
    let current = true;
    const ask = async () => {
      const answer = isEmpty(draft)
        ? null
        : await callEngine('tryDetector', {
            // A name is not needed yet to see what it would find.
            detector: detectorOf({ ...draft, id: draft.id === '' ? 'unnamed' : draft.id }),
            sample,
          }).catch(() => null);
      if (current) setTrial(answer);
    };
    const timer = setTimeout(() => void ask(), QUIET_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [draft, sample]);
  return trial;
}
