import { create } from 'zustand';

import type { ExchangeDetail, ExchangeRow, Message } from '../../shared/domain/index.ts';
import { callEngine } from '../rpc/engine.ts';
import { toSluiceError } from '../rpc/client.ts';

export const DETAIL_TABS = ['chat', 'raw', 'findings', 'timing'] as const;
export type DetailTab = (typeof DETAIL_TABS)[number];

export interface LiveAnswer {
  readonly id: string;
  readonly messages: readonly Message[];
}

export interface DetailState {
  /** Exchange in the pane; null: the pane is closed. */
  id: string | null;
  /** What is known of it; may be older than `id` while the next one loads. */
  detail: ExchangeDetail | null;
  loading: boolean;
  error: string | null;
  /** The answer of an open exchange as it arrives. */
  live: LiveAnswer | null;
  tab: DetailTab;
  /** Finding to bring into view, by its id. */
  focusFinding: number | null;
  readonly open: (id: string, tab?: DetailTab) => void;
  readonly openFinding: (id: string, finding: number) => void;
  readonly close: () => void;
  readonly setTab: (tab: DetailTab) => void;
  /** Asks for the exchange again. */
  readonly refresh: () => Promise<void>;
  readonly receiveRows: (rows: readonly ExchangeRow[]) => void;
  readonly receiveLive: (live: LiveAnswer) => void;
}

export const useDetail = create<DetailState>()((set, get) => {
  let watched: string | null = null;

  /** The engine pushes text only for the one open exchange that is looked at. */
  const watch = (id: string | null) => {
    if (id === watched) return;
    watched = id;
    callEngine('watchExchange', { id }).catch(() => {
      watched = null;
    });
  };

  const load = async (id: string) => {
    set({ loading: true, error: null });
    try {
      const detail = await callEngine('getExchange', { id });
      if (get().id !== id) return;
      const open = detail.row.state === 'open';
      set({ detail, loading: false, ...(open ? {} : { live: null }) });
      watch(open ? id : null);
    } catch (error) {
      if (get().id === id) set({ loading: false, error: toSluiceError(error).message });
    }
  };

  return {
    id: null,
    detail: null,
    loading: false,
    error: null,
    live: null,
    tab: 'chat',
    focusFinding: null,
    open(id, tab) {
      if (tab !== undefined) set({ tab });
      if (id === get().id) return;
      set({ id, live: null, focusFinding: null });
      void load(id);
    },
    openFinding(id, finding) {
      get().open(id, 'findings');
      set({ focusFinding: finding, tab: 'findings' });
    },
    close() {
      set({ id: null, detail: null, live: null, error: null, loading: false, focusFinding: null });
      watch(null);
    },
    setTab: (tab) => set({ tab }),
    async refresh() {
      const { id } = get();
      // After a loss of the engine it no longer knows whom we watch.
      watched = null;
      if (id !== null) await load(id);
    },
    receiveRows(rows) {
      const { id, detail } = get();
      if (id === null) return;
      const row = rows.findLast((one) => one.id === id);
      if (row === undefined) return;
      if (detail?.row.id === id) set({ detail: { ...detail, row } });
      void load(id);
    },
    receiveLive(live) {
      if (live.id === get().id) set({ live });
    },
  };
});
