import { create } from 'zustand';

import type { OutboxEntry, OutboxView, SyncSettings, SyncStatus } from '../../shared/domain/index.ts';
import type { ConnectionTest, RecordPreview } from '../../shared/rpc/sync-api.ts';
import { toSluiceError } from '../rpc/client.ts';
import { callEngine } from '../rpc/engine.ts';

const PAGE = 200;
const MOST = 1_000;

export interface SyncState {
  /** null before the engine said anything. */
  status: SyncStatus | null;
  /** The list is looked at, and kept fresh. */
  visible: boolean;
  view: OutboxView;
  entries: readonly OutboxEntry[];
  hasMore: boolean;
  /** Exchange whose record is shown; null: of the newest one. */
  selected: Pick<OutboxEntry, 'seq' | 'id'> | null;
  preview: RecordPreview | null;
  error: string | null;
  readonly receive: (status: SyncStatus) => void;
  readonly load: () => Promise<void>;
  readonly show: (visible: boolean) => void;
  readonly setView: (view: OutboxView) => void;
  readonly loadMore: () => void;
  readonly select: (entry: Pick<OutboxEntry, 'seq' | 'id'> | null) => void;
  /** Resolves with null when saved, with the engine's reason when it was refused. */
  readonly save: (
    patch: Partial<Omit<SyncSettings, 'since'>>,
    from?: 'now' | 'stored' | number,
  ) => Promise<string | null>;
  readonly setToken: (token: string | null) => Promise<string | null>;
  readonly test: (sendRecord: boolean) => Promise<ConnectionTest>;
  readonly retry: (seqs: readonly number[] | null) => Promise<void>;
  readonly leaveOut: (view: 'waiting' | 'rejected', seqs: readonly number[]) => Promise<void>;
  /** Ends a pause after failures. */
  readonly retryNow: () => Promise<void>;
}

export const useSync = create<SyncState>()((set, get) => {
  let asked = 0;

  const loadList = async (limit: number): Promise<void> => {
    const turn = ++asked;
    try {
      const { entries, hasMore } = await callEngine('listOutbox', { view: get().view, limit });
      if (turn === asked) set({ entries, hasMore, error: null });
    } catch (error) {
      if (turn === asked) set({ error: toSluiceError(error).message });
    }
  };
  const reload = () => loadList(Math.min(MOST, Math.max(PAGE, get().entries.length)));
  const loadPreview = async (): Promise<void> => {
    const { selected } = get();
    try {
      const preview = await callEngine('previewRecord', selected === null ? {} : { id: selected.id });
      if (get().selected?.id === selected?.id) set({ preview });
    } catch {
      // There is no exchange (any more): nothing to preview.
      if (get().selected?.id === selected?.id) set({ preview: null });
    }
  };
  const refresh = async (): Promise<void> => {
    if (!get().visible) return;
    // What was chosen stays as it was made; the newest one may be another by now.
    await Promise.all([reload(), get().selected === null ? loadPreview() : undefined]);
  };
  const saved = async (work: () => Promise<SyncStatus>): Promise<string | null> => {
    try {
      set({ status: await work() });
      await Promise.all([refresh(), loadPreview()]);
      return null;
    } catch (error) {
      return toSluiceError(error).message;
    }
  };

  return {
    status: null,
    visible: false,
    view: 'waiting',
    entries: [],
    hasMore: false,
    selected: null,
    preview: null,
    error: null,
    receive(status) {
      set({ status });
      void refresh();
    },
    async load() {
      set({ status: await callEngine('getSync') });
      await refresh();
    },
    show(visible) {
      set({ visible });
      if (visible) void Promise.all([refresh(), loadPreview()]);
    },
    setView(view) {
      set({ view, entries: [], hasMore: false, selected: null });
      void refresh();
    },
    loadMore: () => void loadList(Math.min(MOST, get().entries.length + PAGE)),
    select(selected) {
      set({ selected });
      void loadPreview();
    },
    save: (patch, from) => saved(() => callEngine('saveSync', { patch, ...(from === undefined ? {} : { from }) })),
    setToken: (token) => saved(() => callEngine('setAktoToken', { token })),
    test: (sendRecord) => callEngine('testAkto', { sendRecord }),
    async retry(seqs) {
      await callEngine('retryOutbox', { seqs });
      await refresh();
    },
    async leaveOut(view, seqs) {
      await callEngine('discardOutbox', { view, seqs });
      set({ selected: null });
      await refresh();
    },
    retryNow: async () => set({ status: await callEngine('retrySync') }),
  };
});
