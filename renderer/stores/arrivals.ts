import { create } from 'zustand';

import type { ExchangeRow } from '../../shared/domain/index.ts';

export interface ArrivalsState {
  /** The first exchange since somebody began to wait for one, as it is now. */
  row: ExchangeRow | null;
  /** Unix ms since when is waited. */
  since: number;
  /** Waits anew. */
  readonly restart: (now?: number) => void;
  readonly receive: (rows: readonly ExchangeRow[]) => void;
}

/** Follows one fresh exchange through its stages, for the check lists that help to connect an agent. */
export const useArrivals = create<ArrivalsState>()((set, get) => ({
  row: null,
  since: Date.now(),
  restart: (now = Date.now()) => set({ row: null, since: now }),
  receive(rows) {
    const { row, since } = get();
    const next = row === null ? rows.find((one) => one.startedAt >= since) : rows.findLast((one) => one.id === row.id);
    if (next !== undefined) set({ row: next });
  },
}));
