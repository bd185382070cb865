import { create } from 'zustand';

import type { CollectionSummary, Mode, Totals, VerdictCounts } from '../../shared/domain/index.ts';
import { callEngine } from '../rpc/engine.ts';
import { attempt } from './attempt.ts';

export const NO_VERDICTS: VerdictCounts = { allow: 0, alert: 0, warn: 0, mask: 0, block: 0 };
const NO_TOTALS: Totals = { exchanges: 0, verdicts: NO_VERDICTS, openViolations: 0, hours: [] };

export interface CollectionsState {
  /** Most exchanges first; equal ones by name, so that rows do not dance. */
  collections: readonly CollectionSummary[];
  totals: Totals;
  loaded: boolean;
  readonly load: () => Promise<void>;
  readonly receive: (changed: readonly CollectionSummary[], totals: Totals) => void;
  readonly setMode: (agent: string, mode: Mode | null) => Promise<void>;
}

const byCount = (a: CollectionSummary, b: CollectionSummary) =>
  b.exchanges - a.exchanges || (a.agent < b.agent ? -1 : 1);

/** Puts changed collections over the known ones; empty ones are gone (moved to another name, deleted). */
export function mergeCollections(
  known: readonly CollectionSummary[],
  changed: readonly CollectionSummary[],
): readonly CollectionSummary[] {
  if (changed.length === 0) return known;
  const byAgent = new Map(known.map((one) => [one.agent, one]));
  for (const one of changed) byAgent.set(one.agent, one);
  return [...byAgent.values()].filter((one) => one.exchanges > 0).sort(byCount);
}

export const useCollections = create<CollectionsState>()((set, get) => ({
  collections: [],
  totals: NO_TOTALS,
  loaded: false,
  load: () =>
    attempt('The collections could not be read.', async () => {
      const { collections, totals } = await callEngine('listCollections');
      set({ collections: collections.slice().sort(byCount), totals, loaded: true });
    }),
  receive: (changed, totals) => set({ collections: mergeCollections(get().collections, changed), totals }),
  setMode: (agent, mode) =>
    attempt('The mode of the collection was not changed.', async () => {
      const summary = await callEngine('setCollectionMode', { agent, mode });
      set({ collections: mergeCollections(get().collections, [summary]) });
    }),
}));
