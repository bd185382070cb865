import { z } from 'zod';

import { DETECTOR_LIMITS } from '../domain/detector.ts';
import type { DetectorsApi } from './detectors-api.ts';

/** Checked by the detectors' room, which can say what is wrong and where. */
const detector = z.record(z.string(), z.unknown());

/** One schema per call, as callSchemas. */
export const detectorsCallSchemas = {
  getDetectors: z.undefined(),
  saveDetectors: z.strictObject({
    detectors: z.array(detector).max(DETECTOR_LIMITS.detectors),
    revision: z.int().min(0),
  }),
  tryDetector: z.strictObject({ detector, sample: z.string().max(DETECTOR_LIMITS.sampleLength) }),
} as const satisfies Record<keyof DetectorsApi, z.ZodType>;
