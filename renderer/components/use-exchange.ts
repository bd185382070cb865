import { useEffect, useState } from 'react';

import type { ExchangeDetail } from '../../shared/domain/index.ts';
import { callEngine } from '../rpc/engine.ts';

/** One exchange, read once; null while it loads or when it is gone. */
export function useExchange(id: string | null): ExchangeDetail | null {
  const [detail, setDetail] = useState<ExchangeDetail | null>(null);
  useEffect(() => {
    let stale = false;
    if (id === null) return;
    callEngine('getExchange', { id }).then(
      (found) => {
        if (!stale) setDetail(found);
      },
      () => undefined,
    );
    return () => {
      stale = true;
    };
  }, [id]);
  // What an older question brought is not an answer to this one.
  return detail?.row.id === id ? detail : null;
}
