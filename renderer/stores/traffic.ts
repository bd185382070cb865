import { create } from 'zustand';

import type { CollectionSummary, ExchangeRow, Totals } from '../../shared/domain/index.ts';
import { type FilterResult, parseFilter } from '../../shared/filter/filter.ts';
import { callEngine } from '../rpc/engine.ts';
import { toSluiceError } from '../rpc/client.ts';
import {
  EMPTY_WINDOW,
  type RowWindow,
  appendPage,
  applyRows,
  indexOfSeq,
  prependPage,
  replaceFrom,
  trimNewest,
  trimOldest,
} from './row-window.ts';
import { throttle } from './throttle.ts';

/** Rows asked for at once, and kept in memory at most. */
export const PAGE_ROWS = 400;
export const WINDOW_ROWS = 8_000;
const MATCH_EVERY_MS = 200;
const COUNT_EVERY_MS = 1_500;

export type FilterProblem = Extract<FilterResult, { ok: false }>;

export interface StoredBatch {
  readonly rows: readonly ExchangeRow[];
  readonly collections: readonly CollectionSummary[];
  readonly totals: Totals;
}

const inScope = (row: ExchangeRow, agent: string | null) => agent === null || row.agent === agent;

export interface TrafficState {
  /** Applied filter; always one that parses. */
  filter: string;
  problem: FilterProblem | null;
  /** Only this collection. */
  agent: string | null;
  window: RowWindow;
  /** `first`: nothing to show yet. */
  loading: 'first' | 'older' | 'newer' | null;
  error: string | null;
  count: { readonly count: number; readonly capped: boolean; readonly total: number } | null;
  paused: boolean;
  pausedAt: number | null;
  /** Rows that arrived while paused. */
  arrived: number;
  /** The list shows its end and stays there. */
  following: boolean;
  /** Rows that arrived while somebody read further up. */
  unseen: number;
  selectedSeq: number | null;

  readonly setFilter: (filter: string) => void;
  readonly setAgent: (agent: string | null) => void;
  readonly reload: () => Promise<void>;
  readonly loadOlder: () => Promise<void>;
  readonly loadNewer: () => Promise<void>;
  readonly toTail: () => Promise<void>;
  readonly setFollowing: (following: boolean) => void;
  readonly setPaused: (paused: boolean) => void;
  readonly select: (seq: number | null) => void;
  readonly receive: (batch: StoredBatch) => void;
  /** Rows that are shown already, as they are now. */
  readonly receiveProgress: (rows: readonly ExchangeRow[]) => void;
}

/** Answers to questions of an older filter or scope are thrown away. */
let generation = 0;
/** Lowest seq whose match with the filter has to be asked again. */
let dirtyFrom = Infinity;
let matching = false;
/** Rows pushed while the first page was on its way: the engine may have read it before they were stored. */
let meanwhile: ExchangeRow[] = [];
/** Highest seq counted as arrived while paused. */
let lastArrived = 0;

export const useTraffic = create<TrafficState>()((set, get) => {
  const query = () => ({ filter: get().filter, ...(get().agent === null ? {} : { agent: get().agent ?? '' }) });

  const count = throttle(COUNT_EVERY_MS, () => {
    const asked = generation;
    callEngine('countExchanges', query()).then(
      (answer) => {
        if (asked === generation) set({ count: answer });
      },
      // The list itself says what is wrong; without a count the bar just shows none.
      () => undefined,
    );
  });

  const settle = (window: RowWindow, added: number) => {
    const { following, unseen } = get();
    if (following) set({ window: trimOldest(window, WINDOW_ROWS) });
    else set({ unseen: unseen + added, window: trimNewest(window, WINDOW_ROWS) });
  };

  /** With a filter only the engine knows what matches: one small question for all rows that changed. */
  const rematch = throttle(MATCH_EVERY_MS, () => {
    if (matching || dirtyFrom === Infinity || get().loading === 'first') return;
    const asked = generation;
    const first = get().window.rows[0]?.seq ?? 0;
    const from = get().window.hasOlder ? Math.max(dirtyFrom, first) : dirtyFrom;
    dirtyFrom = Infinity;
    matching = true;
    callEngine('listExchanges', { ...query(), after: Math.max(0, from - 1), limit: 1_000 })
      .then((page) => {
        if (asked !== generation || get().paused) return;
        const { window, added } = replaceFrom(get().window, from, page);
        settle(window, added);
        if (page.hasMore && get().following) void get().reload();
      })
      .catch(() => undefined)
      .finally(() => {
        matching = false;
        if (dirtyFrom !== Infinity) rematch.run();
      });
  });

  return {
    filter: '',
    problem: null,
    agent: null,
    window: EMPTY_WINDOW,
    loading: 'first',
    error: null,
    count: null,
    paused: false,
    pausedAt: null,
    arrived: 0,
    following: true,
    unseen: 0,
    selectedSeq: null,

    setFilter(filter) {
      const result = parseFilter(filter);
      if (!result.ok) {
        set({ problem: result });
        return;
      }
      set({ problem: null });
      if (filter === get().filter) return;
      set({ filter });
      // The number of another question is not left standing while the throttle waits.
      count.cancel();
      void get().reload();
    },

    setAgent(agent) {
      if (agent === get().agent) return;
      set({ agent });
      count.cancel();
      void get().reload();
    },

    async reload() {
      generation += 1;
      const asked = generation;
      dirtyFrom = Infinity;
      meanwhile = [];
      set({ loading: 'first', error: null });
      try {
        const page = await callEngine('listExchanges', { ...query(), limit: PAGE_ROWS });
        if (asked !== generation) return;
        const loaded: RowWindow = { rows: page.rows, hasOlder: page.hasMore, hasNewer: false };
        set({
          window: applyRows(loaded, meanwhile, (row) => inScope(row, get().agent)).window,
          loading: null,
          following: true,
          unseen: 0,
          arrived: 0,
        });
        count.run();
        meanwhile = [];
        if (dirtyFrom !== Infinity) rematch.run();
      } catch (error) {
        if (asked === generation) set({ loading: null, error: toSluiceError(error).message });
      }
    },

    async loadOlder() {
      const { window, loading } = get();
      const first = window.rows[0];
      if (loading !== null || !window.hasOlder || first === undefined) return;
      const asked = generation;
      set({ loading: 'older' });
      try {
        const page = await callEngine('listExchanges', { ...query(), before: first.seq, limit: PAGE_ROWS });
        if (asked === generation) set({ window: prependPage(get().window, page, WINDOW_ROWS), loading: null });
      } catch {
        if (asked === generation) set({ loading: null });
      }
    },

    async loadNewer() {
      const { window, loading } = get();
      const last = window.rows.at(-1);
      if (loading !== null || !window.hasNewer || last === undefined) return;
      const asked = generation;
      set({ loading: 'newer' });
      try {
        const page = await callEngine('listExchanges', { ...query(), after: last.seq, limit: PAGE_ROWS });
        if (asked === generation) set({ window: appendPage(get().window, page, WINDOW_ROWS), loading: null });
      } catch {
        if (asked === generation) set({ loading: null });
      }
    },

    async toTail() {
      if (get().window.hasNewer) await get().reload();
      set({ following: true, unseen: 0, window: trimOldest(get().window, WINDOW_ROWS) });
    },

    setFollowing(following) {
      if (following === get().following) return;
      set(following ? { following, unseen: 0 } : { following });
    },

    setPaused(paused) {
      if (paused === get().paused) return;
      set({ paused, pausedAt: paused ? Date.now() : null, arrived: 0 });
      if (!paused) void get().reload();
    },

    select(seq) {
      set({ selectedSeq: seq });
    },

    receiveProgress(rows) {
      const { window, paused } = get();
      if (paused) return;
      const known = rows.filter(({ seq }) => indexOfSeq(window.rows, seq) >= 0);
      if (known.length > 0) set({ window: applyRows(window, known, () => true).window });
    },

    receive({ rows, collections, totals }) {
      const { agent, filter, paused, window, loading } = get();
      const mine = (row: ExchangeRow) => inScope(row, agent);
      if (paused) {
        const seen = Math.max(window.rows.at(-1)?.seq ?? 0, lastArrived);
        const fresh = rows.filter((row) => row.seq > seen && mine(row)).length;
        lastArrived = Math.max(seen, rows.at(-1)?.seq ?? 0);
        if (fresh > 0) set({ arrived: get().arrived + fresh });
        return;
      }
      if (filter === '') {
        if (loading === 'first') {
          meanwhile.push(...rows);
          return;
        }
        const { window: next, added } = applyRows(window, rows, mine);
        settle(next, added);
        const own = agent === null ? totals.exchanges : collections.find((one) => one.agent === agent)?.exchanges;
        if (own !== undefined) set({ count: { count: own, capped: false, total: totals.exchanges } });
        return;
      }
      const touched = rows.find((row) => mine(row) || indexOfSeq(window.rows, row.seq) >= 0);
      if (touched === undefined) return;
      dirtyFrom = Math.min(dirtyFrom, touched.seq);
      rematch.run();
      count.run();
    },
  };
});
