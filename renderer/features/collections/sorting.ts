import type { CollectionSummary } from '../../../shared/domain/index.ts';

export type SortKey =
  | 'agent'
  | 'exchanges'
  | 'openViolations'
  | 'blocked'
  | 'errors'
  | 'inputTokens'
  | 'outputTokens'
  | 'costUsd'
  | 'firstSeenAt'
  | 'lastSeenAt';

/** Columns of the table that can be sorted. Numbers begin with the largest. */
export const COLUMNS: readonly { readonly key: SortKey; readonly name: string; readonly number: boolean }[] = [
  { key: 'agent', name: 'Agent', number: false },
  { key: 'exchanges', name: 'Exchanges', number: true },
  { key: 'openViolations', name: 'Open violations', number: true },
  { key: 'blocked', name: 'Block', number: true },
  { key: 'errors', name: 'Errors', number: true },
  { key: 'inputTokens', name: 'Tokens in', number: true },
  { key: 'outputTokens', name: 'Tokens out', number: true },
  { key: 'costUsd', name: 'Cost', number: true },
  { key: 'firstSeenAt', name: 'First seen', number: true },
  { key: 'lastSeenAt', name: 'Last seen', number: true },
];

export function sortBy(
  collections: readonly CollectionSummary[],
  key: SortKey,
  down: boolean,
): readonly CollectionSummary[] {
  const value = (one: CollectionSummary) => (key === 'blocked' ? one.verdicts.block : one[key]);
  const compare = (a: CollectionSummary, b: CollectionSummary) => {
    const [left, right] = [value(a), value(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
  // Equal ones by name, whichever way round, so that rows do not dance.
  return collections.toSorted((a, b) => (down ? -compare(a, b) : compare(a, b)) || (a.agent < b.agent ? -1 : 1));
}
