import type { Store } from './store.ts';

const EVERY_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

export interface Retention {
  readonly retentionDays: number;
  readonly retentionBytes: number;
}

/** Removes, every ten minutes, what is older or more than the user keeps. Returns how to end it. */
export function keepRetention(store: Pick<Store, 'prune'>, limits: () => Retention): () => void {
  const timer = setInterval(() => {
    const { retentionDays, retentionBytes } = limits();
    // What fails here the store says in `error`; the next turn tries again.
    store.prune({ olderThan: Date.now() - retentionDays * DAY_MS, maxBytes: retentionBytes }).catch(() => undefined);
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
