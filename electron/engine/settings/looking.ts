import type { InspectOptions } from '../detectors/index.ts';
import type { DetectorBook } from './detector-book.ts';
import type { Settings } from './settings.ts';

/** What a person set about what is found: names of people, test values, detectors of their own. */
export function lookingFor(
  { current }: Settings,
  detectors: DetectorBook,
): Pick<InspectOptions, 'persons' | 'spareTestValues' | 'custom'> {
  const { personNames: persons, spareTestValues } = current;
  return { persons, spareTestValues, ...(detectors.current.length === 0 ? {} : { custom: detectors.current }) };
}
