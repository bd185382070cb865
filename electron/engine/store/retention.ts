import type { Store } from './store.ts';

/** An application that is never open for ten minutes has its retention, too; the start itself is not held up. */
const FIRST_MS = 30_000;
const EVERY_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

export interface Retention {
  readonly retentionDays: number;
  readonly retentionBytes: number;
}

/** Removes, soon after the start and every ten minutes, what is older or more than the user keeps. Returns how to end it. */
export function keepRetention(store: Pick<Store, 'prune'>, limits: () => Retention): () => void {
  const prune = (): void => {
    const { retentionDays, retentionBytes } = limits();
    // What fails here the store says in `error`; the next turn tries again.
    store.prune({ olderThan: Date.now() - retentionDays * DAY_MS, maxBytes: retentionBytes }).catch(() => undefined);
  };
  const timers = [setTimeout(prune, FIRST_MS), setInterval(prune, EVERY_MS)];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearTimeout(timer);
  };
}
