import { useEffect, useMemo, useState } from 'react';

import { callEngine } from '../../../rpc/engine.ts';
import { useCollections } from '../../../stores/collections.ts';
import { throttle } from '../../../stores/throttle.ts';

const EVERY_MS = 2_000;

/** Open violations by the policy's name. */
export function useOpenViolations(): ReadonlyMap<string, number> {
  const total = useCollections((state) => state.totals.openViolations);
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map());
  const ask = useMemo(
    () =>
      throttle(EVERY_MS, () => {
        callEngine('listViolations', { status: 'open', groupBy: 'policy', limit: 1 }).then(
          ({ groups }) => setCounts(new Map(groups.map(({ key, count }) => [key, count]))),
          () => undefined,
        );
      }),
    [],
  );
  useEffect(() => {
    if (total >= 0) ask.run();
  }, [total, ask]);
  useEffect(() => () => ask.cancel(), [ask]);
  return counts;
}
