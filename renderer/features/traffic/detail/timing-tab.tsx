import type { ExchangeRow } from '../../../../shared/domain/index.ts';
import {
  formatClock,
  formatDuration,
  formatFine,
  formatMillis,
  formatWhen,
  formatZone,
} from '../../../components/format.ts';
import { ScrollRegion } from '../../../components/scroll-region.tsx';
import { useNow } from '../../../components/use-now.ts';
import { sayTokens } from '../row-look.ts';
import { type Phase, phasesOf, tokensPerSecond } from './phases.ts';

export function TimingTab({ row }: { readonly row: ExchangeRow }) {
  const phases = phasesOf(row);
  if (phases.length === 0) {
    return (
      <div className="pane-empty">
        <p>Nothing was measured of this exchange.</p>
      </div>
    );
  }
  return (
    <ScrollRegion className="timing" label="Timing">
      {row.state === 'open' ? <Running row={row} phases={phases} /> : <Waterfall phases={phases} total={endOf(row)} />}
      <Facts row={row} />
    </ScrollRegion>
  );
}

function endOf({ durationMs, gateMs, firstByteMs }: ExchangeRow): number {
  return Math.max(durationMs ?? 0, firstByteMs ?? 0, gateMs ?? 0);
}

function Running({ row, phases }: { readonly row: ExchangeRow; readonly phases: readonly Phase[] }) {
  const now = useNow();
  return <Waterfall phases={phases} total={Math.max(endOf(row), now - row.startedAt)} />;
}

function Waterfall({ phases, total }: { readonly phases: readonly Phase[]; readonly total: number }) {
  const percent = (ms: number) => `${total === 0 ? 0 : Math.min(100, (ms / total) * 100)}%`;
  return (
    <table className="waterfall">
      <caption className="sr-only">What the time went into</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Phase</th>
          <th scope="col">When</th>
          <th scope="col">How long</th>
        </tr>
      </thead>
      <tbody>
        {phases.map(({ kind, name, why, from, until }) => {
          const end = Math.max(from, until ?? total);
          return (
            <tr key={kind}>
              <th scope="row">
                {name}
                <span className="faint">{why}</span>
              </th>
              <td className="track">
                <span className="sr-only">after {formatFine(from)}</span>
                <i className={`phase ${kind}`} style={{ left: percent(from), width: percent(end - from) }} />
              </td>
              <td className={until === null ? 'num run' : 'num'}>{formatFine(end - from)}</td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            In all
          </th>
          <td className="num">{formatDuration(total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function Facts({ row }: { readonly row: ExchangeRow }) {
  const speed = tokensPerSecond(row);
  return (
    <dl className="kv">
      <dt>Arrived</dt>
      <dd className="tnum">
        {formatWhen(row.startedAt).includes(':') ? '' : `${formatWhen(row.startedAt)}, `}
        {formatClock(row.startedAt)}
        {formatMillis(row.startedAt)} <span className="faint">{formatZone(row.startedAt)}</span>
      </dd>
      {speed === null ? null : (
        <>
          <dt>Speed</dt>
          <dd className="tnum">{sayTokens(row, Math.round(speed))} tokens a second</dd>
        </>
      )}
      <dt>Mode</dt>
      <dd>
        {row.mode === 'block' ? 'Block: judged before it was forwarded' : 'Log: forwarded first, judged behind it'}
      </dd>
    </dl>
  );
}
