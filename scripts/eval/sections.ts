/** What `npm run eval` measures, in the order of its table: one line a room. */
import { evaluateInjection } from './injection/index.ts';
import { measureLatency } from './latency.ts';
import { evaluatePii } from './pii.ts';
import type { Section } from './report.ts';
import { evaluateSecrets } from './secrets.ts';
import { measureSize } from './size.ts';

/**
 * Measures what the folder holds data for: no section where it holds none. Throws what reading or scanning throws.
 */
export type Evaluate = (dir: string) => Section[] | Promise<Section[]>;

export const SECTIONS: Readonly<Record<string, Evaluate>> = {
  pii: evaluatePii,
  secrets: evaluateSecrets,
  injection: evaluateInjection,
  latency: measureLatency,
  size: measureSize,
};
