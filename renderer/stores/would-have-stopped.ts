import { create } from 'zustand';

import { callEngine } from '../rpc/engine.ts';
import { throttle } from './throttle.ts';

const WEEK_MS = 7 * 86_400_000;
/** The figure is of a week: it need not follow every request. */
const EVERY_MS = 5_000;

export interface WouldHaveStoppedState {
  /** Of the last week in Log mode; null before the first answer. */
  figure: { readonly stopped: number; readonly total: number; readonly filter: string } | null;
  /** Only asks while somebody looks: in Log mode. */
  readonly watch: (on: boolean) => void;
  readonly touch: () => void;
}

export const useWouldHaveStopped = create<WouldHaveStoppedState>()((set) => {
  let watching = false;
  const ask = throttle(EVERY_MS, () => {
    callEngine('wouldHaveStopped', { sinceMs: WEEK_MS }).then(
      (figure) => set({ figure }),
      // Beside the mode switch there is no room for a reason; the next batch asks again.
      () => undefined,
    );
  });
  return {
    figure: null,
    watch(on) {
      watching = on;
      if (on) ask.run();
    },
    touch() {
      if (watching) ask.run();
    },
  };
});
