import { useEffect, useState } from 'react';

import type { ExchangeDetail } from '../../shared/domain/index.ts';
import { callEngine } from '../rpc/engine.ts';

/** One exchange, read once; null while it loads or when it is gone. */
export function useExchange(id: string | null): ExchangeDetail | null {
  const [detail, setDetail] = useState<ExchangeDetail | null>(null);
  useEffect(() => {
    let stale = false;
    setDetail(null);
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
  return detail;
}
