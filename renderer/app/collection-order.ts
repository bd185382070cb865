import type { CollectionSummary } from '../../shared/domain/index.ts';

/** `recent`: by last exchange, but only to the minute, so that two busy agents do not swap places all the time. */
export function sortCollections(
  collections: readonly CollectionSummary[],
  order: 'count' | 'recent',
): readonly CollectionSummary[] {
  if (order === 'count') return collections;
  const minute = (one: CollectionSummary) => Math.floor(one.lastSeenAt / 60_000);
  return collections.toSorted((a, b) => minute(b) - minute(a) || (a.agent < b.agent ? -1 : 1));
}

/** Exchanges per hour of all collections together, oldest first. */
export function totalPerHour(collections: readonly CollectionSummary[]): readonly number[] {
  const hours = Array.from({ length: 24 }, () => 0);
  for (const { perHour } of collections) {
    for (const [index, value] of perHour.entries()) hours[index] = (hours[index] ?? 0) + value;
  }
  return hours;
}
