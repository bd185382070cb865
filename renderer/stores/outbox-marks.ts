import { create } from 'zustand';

import type { OutboxMark, OutboxState } from '../../shared/domain/index.ts';
import { callEngine } from '../rpc/engine.ts';
import { throttle } from './throttle.ts';

/** Exchanges remembered; those told first are forgotten first, and asked about again when they are shown again. */
const MOST = 5_000;
const ASK_MS = 150;
/** The engine takes no more at once. */
const AT_ONCE = 1_000;

export interface OutboxMarksState {
  /** Where exchanges stand on their way to Akto, by seq; those that do not go there are missing. */
  states: ReadonlyMap<number, OutboxState>;
  /** What the engine tells by itself. */
  readonly receive: (marks: readonly OutboxMark[]) => void;
  /** It is shown: its state is asked for unless it is known. */
  readonly want: (seq: number) => void;
  /** The engine was away. */
  readonly forget: () => void;
}

export const useOutboxMarks = create<OutboxMarksState>()((set, get) => {
  const wanted = new Set<number>();
  const asked = new Set<number>();

  const ask = throttle(ASK_MS, () => {
    const seqs = [...wanted].slice(0, AT_ONCE);
    if (seqs.length === 0) return;
    for (const seq of seqs) wanted.delete(seq);
    callEngine('outboxMarks', { seqs }).then(
      (marks) => get().receive(marks),
      // The engine is away: whatever is shown then is asked for when it is back.
      () => undefined,
    );
    if (wanted.size > 0) ask.run();
  });

  return {
    states: new Map(),
    receive(marks) {
      if (marks.length === 0) return;
      const states = new Map(get().states);
      for (const [seq, state] of marks) {
        states.delete(seq);
        states.set(seq, state);
      }
      for (const seq of states.keys()) {
        if (states.size <= MOST) break;
        states.delete(seq);
        asked.delete(seq);
      }
      set({ states });
    },
    want(seq) {
      if (asked.has(seq)) return;
      asked.add(seq);
      wanted.add(seq);
      ask.run();
    },
    forget() {
      asked.clear();
      wanted.clear();
      set({ states: new Map() });
    },
  };
});
