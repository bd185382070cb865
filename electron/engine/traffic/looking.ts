import type { InspectOptions } from '../detectors/index.ts';

/** The options of a scan that a person sets. */
export type Looking = Pick<InspectOptions, 'persons' | 'spareTestValues' | 'custom'>;

/** One that is not compared does not compile. */
const COMPARED = { persons: true, spareTestValues: true, custom: true } satisfies Record<keyof Looking, true>;
const OPTIONS = Object.keys(COMPARED) as readonly (keyof Looking)[];

/** Whether the same is looked for: what was found with the one would be found with the other. */
export function isSameLooking(left: Looking, right: Looking): boolean {
  return OPTIONS.every((option) => left[option] === right[option]);
}
