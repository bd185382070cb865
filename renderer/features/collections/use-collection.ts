import { useEffect, useState } from 'react';

import type { CollectionDetail } from '../../../shared/domain/index.ts';
import type { Violation } from '../../../shared/domain/index.ts';
import { callEngine } from '../../rpc/engine.ts';
import { toSluiceError } from '../../rpc/client.ts';
import { throttle } from '../../stores/throttle.ts';
import { useCollections } from '../../stores/collections.ts';

/** Counted over everything stored of the agent: not more often than this while traffic flows. */
const RELOAD_EVERY_MS = 2_000;
const SHOWN_VIOLATIONS = 6;

export interface LoadedCollection {
  readonly detail: CollectionDetail | null;
  readonly violations: readonly Violation[];
  readonly error: string | null;
}

/** The page's data, asked for again while the agent is active. */
export function useCollection(agent: string): LoadedCollection {
  const [loaded, setLoaded] = useState<LoadedCollection>({ detail: null, violations: [], error: null });
  useEffect(() => {
    let stale = false;
    const reload = throttle(RELOAD_EVERY_MS, () => {
      Promise.all([
        callEngine('getCollection', { agent }),
        callEngine('listViolations', { status: 'open', groupBy: 'rule', agent, limit: SHOWN_VIOLATIONS }),
      ]).then(
        ([detail, { violations }]) => {
          if (!stale) setLoaded({ detail, violations, error: null });
        },
        (error: unknown) => {
          if (!stale) setLoaded((before) => ({ ...before, error: toSluiceError(error).message }));
        },
      );
    });
    reload.run();
    const of = (state: ReturnType<typeof useCollections.getState>) =>
      state.collections.find((one) => one.agent === agent);
    const stop = useCollections.subscribe((now, before) => {
      if (of(now) !== of(before)) reload.run();
    });
    return () => {
      stale = true;
      stop();
      reload.cancel();
    };
  }, [agent]);
  return loaded;
}
