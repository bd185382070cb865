import { create } from 'zustand';

import type { ReplayProgress, ReplayRow } from '../../shared/domain/index.ts';
import { toSluiceError } from '../rpc/client.ts';
import { callEngine } from '../rpc/engine.ts';
import { draftedPolicies, usePolicies } from './policies.ts';

/** How far back a replay may go, in exchanges. */
export const REPLAY_SIZES = [1_000, 10_000, 100_000] as const;
export type ReplaySize = (typeof REPLAY_SIZES)[number];

export interface ReplayState {
  last: ReplaySize;
  /** null: none has been started. */
  progress: ReplayProgress | null;
  /** All that came so far, newest exchange first. */
  rows: readonly ReplayRow[];
  shown: 'caught' | 'missed';
  startedAt: number;
  /** How long it took; null while it runs. */
  tookMs: number | null;
  starting: boolean;
  error: string | null;
  /** The policies have been edited since. */
  stale: boolean;
  readonly setLast: (last: ReplaySize) => void;
  readonly show: (shown: ReplayState['shown']) => void;
  readonly start: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly receive: (progress: ReplayProgress) => void;
  readonly markStale: () => void;
  /** The engine that ran it is gone. */
  readonly lose: () => void;
}

export const useReplay = create<ReplayState>()((set, get) => {
  /** Events may overtake the answer that names the replay. */
  let early: ReplayProgress[] = [];
  /** Cancelled before it had a name. */
  let unwanted = false;
  return {
    last: 1_000,
    progress: null,
    rows: [],
    shown: 'caught',
    startedAt: 0,
    tookMs: null,
    starting: false,
    error: null,
    stale: false,
    setLast: (last) => set({ last }),
    show: (shown) => set({ shown }),
    async start() {
      if (usePolicies.getState().inForce === null || get().starting) return;
      early = [];
      unwanted = false;
      set({ starting: true, error: null, progress: null, rows: [], startedAt: Date.now(), tookMs: null, stale: false });
      try {
        // Pressed right after the last key, it is still that edit that is replayed.
        await usePolicies.getState().checkNow();
        const policies = usePolicies.getState();
        const { id } = await callEngine('startReplay', {
          policies: draftedPolicies(policies),
          exceptions: policies.inForce?.exceptions ?? [],
          last: get().last,
        });
        const empty = { id, done: 0, total: 0, newlyCaught: 0, newlyMissed: 0, rows: [], usesStoredFindings: 0 };
        set({ starting: false, progress: { ...empty, finished: false } });
        for (const progress of early.splice(0)) get().receive(progress);
        if (unwanted) await get().cancel();
      } catch (error) {
        set({ starting: false, error: toSluiceError(error).message });
      }
    },
    async cancel() {
      const { progress, starting } = get();
      if (starting) unwanted = true;
      if (progress === null || progress.finished !== false) return;
      await callEngine('cancelReplay', { id: progress.id }).catch(() => undefined);
    },
    receive(progress) {
      const { progress: known, rows, starting, startedAt } = get();
      if (starting) {
        early.push(progress);
        return;
      }
      if (known === null || known.id !== progress.id || known.finished !== false) return;
      const all = [...rows, ...progress.rows];
      const ended = progress.finished !== false;
      set({
        progress,
        rows: all,
        tookMs: ended ? Date.now() - startedAt : null,
        error: progress.finished === 'failed' ? 'The replay stopped: the stored exchanges could not be read.' : null,
        // What there is something of, when the other has nothing.
        ...(ended && progress.newlyCaught === 0 && progress.newlyMissed > 0 ? { shown: 'missed' as const } : {}),
      });
    },
    markStale() {
      if (get().progress !== null && !get().stale) set({ stale: true });
    },
    lose() {
      const { progress, starting } = get();
      if (starting || progress?.finished === false) set({ starting: false, progress: null, rows: [] });
    },
  };
});
