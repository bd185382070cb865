import { ArrowRight } from 'lucide-react';
import { useMemo } from 'react';

import type { ReplayRow } from '../../../../shared/domain/index.ts';
import { formatCount, formatWhen } from '../../../components/format.ts';
import { VerdictPill } from '../../../components/verdict-pill.tsx';
import { useDetail } from '../../../stores/detail.ts';
import { useNavigation } from '../../../stores/navigation.ts';
import { useReplay } from '../../../stores/replay.ts';
import { useTraffic } from '../../../stores/traffic.ts';

/** Rows on the page at once: below them only the number goes on. */
const SHOWN = 200;

export function ReplayRows() {
  const rows = useReplay((state) => state.rows);
  const shown = useReplay((state) => state.shown);
  const progress = useReplay((state) => state.progress);
  const mine = useMemo(() => rows.filter(({ change }) => change === shown), [rows, shown]);
  const total = (shown === 'caught' ? progress?.newlyCaught : progress?.newlyMissed) ?? 0;
  if (mine.length === 0) {
    return (
      <p className="replay-none muted">
        {progress?.finished === false
          ? 'Nothing yet.'
          : shown === 'caught'
            ? 'It catches nothing that passed before.'
            : 'It misses nothing that was caught before.'}
      </p>
    );
  }
  return (
    <ul className="rrows scroll" aria-label={shown === 'caught' ? 'Newly caught' : 'Newly missed'}>
      {mine.slice(0, SHOWN).map((row) => (
        <li key={row.exchangeId}>
          <button type="button" className="rrow" title={row.reason} onClick={() => openExchange(row)}>
            <span className="faint tnum">{formatWhen(row.startedAt)}</span>
            <span className="who ell">{row.agent}</span>
            <code className="ell">{row.rule ?? ''}</code>
            <span className="ell">{row.reason}</span>
            <span className="move">
              <VerdictPill kind={row.before} />
              <ArrowRight />
              <span className="sr-only">becomes</span>
              <VerdictPill kind={row.after} />
            </span>
          </button>
        </li>
      ))}
      {total > Math.min(SHOWN, mine.length) ? (
        <li className="rrow-more faint">
          The newest {formatCount(Math.min(SHOWN, mine.length))} of {formatCount(total)} are shown.
        </li>
      ) : null}
    </ul>
  );
}

/** The edit stays as it is while somebody looks at the exchange. */
function openExchange({ exchangeId, seq }: ReplayRow): void {
  useNavigation.getState().show('traffic');
  useTraffic.getState().select(seq);
  useDetail.getState().open(exchangeId);
}
