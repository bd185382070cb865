import { create } from 'zustand';

import type { ExchangeRow, Ingress } from '../../shared/domain/index.ts';
import { TEST_AGENT } from '../../shared/rpc/connect-api.ts';

export interface ArrivalsState {
  /** The first exchange since somebody began to wait for one, as it is now. */
  row: ExchangeRow | null;
  /** Unix ms since when is waited. */
  since: number;
  /** The only door at which is waited; null: any. */
  door: Ingress | null;
  /** Waits anew; without a door, at the same one. */
  readonly restart: (now?: number, door?: Ingress | null) => void;
  readonly receive: (rows: readonly ExchangeRow[]) => void;
}

/** Follows one fresh exchange through its stages, for the check lists that help to connect an agent. */
export const useArrivals = create<ArrivalsState>()((set, get) => ({
  row: null,
  since: Date.now(),
  door: null,
  restart: (now = Date.now(), door = get().door) => set({ row: null, since: now, door }),
  receive(rows) {
    const { row, since, door } = get();
    // A request that Sluice sent itself, or one that was turned away, says nothing about a client.
    const isFirst = (one: ExchangeRow) =>
      one.startedAt >= since &&
      (door === null || one.ingress === door) &&
      one.agent !== TEST_AGENT &&
      one.state !== 'refused';
    const next = row === null ? rows.find(isFirst) : rows.findLast((one) => one.id === row.id);
    if (next !== undefined) set({ row: next });
  },
}));
