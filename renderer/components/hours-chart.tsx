import { Table2 } from 'lucide-react';
import { useState } from 'react';

import { VERDICTS, type VerdictKind } from '../../shared/domain/index.ts';
import { formatCount } from './format.ts';
import type { Hour } from './hours.ts';
import { IconButton } from './icon-button.tsx';
import { StackedBars, hourLabel } from './stacked-bars.tsx';
import { ScrollRegion } from './scroll-region.tsx';
import { VERDICT_WORDS } from './verdict-pill.tsx';

/** Exchanges an hour, stacked by verdict, with a legend in words and a table on request. */
export function HoursChart({
  title,
  hours,
  kinds = VERDICTS,
  height = 132,
}: {
  readonly title: string;
  readonly hours: readonly Hour[];
  readonly kinds?: readonly VerdictKind[];
  readonly height?: number;
}) {
  const [asTable, setAsTable] = useState(false);
  const total = (kind: VerdictKind) => hours.reduce((sum, hour) => sum + hour.verdicts[kind], 0);
  const said = kinds.map((kind) => `${VERDICT_WORDS[kind]} ${formatCount(total(kind))}`).join(', ');
  return (
    <div className="hchart">
      <div className="hchart-h">
        <h2>{title}</h2>
        <span className="legend">
          {kinds
            .filter((kind) => kind === 'block' || total(kind) > 0)
            .map((kind) => (
              <span key={kind}>
                <i className={`b-${kind}`} />
                {VERDICT_WORDS[kind]} {formatCount(total(kind))}
              </span>
            ))}
        </span>
        <IconButton small label="Show as a table" pressed={asTable} onClick={() => setAsTable(!asTable)}>
          <Table2 />
        </IconButton>
      </div>
      {asTable ? (
        <HoursTable hours={hours} kinds={kinds} height={height} />
      ) : (
        <figure aria-label={`${title}: ${said}`}>
          <StackedBars hours={hours} kinds={kinds} height={height} />
        </figure>
      )}
    </div>
  );
}

function HoursTable({
  hours,
  kinds,
  height,
}: {
  hours: readonly Hour[];
  kinds: readonly VerdictKind[];
  height: number;
}) {
  return (
    <ScrollRegion style={{ height }} label="Exchanges an hour">
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">Hour</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col" className="num">
                {VERDICT_WORDS[kind]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map((hour) => (
            <tr key={hour.at}>
              <td>{hourLabel(hour.at / 1_000)}</td>
              {kinds.map((kind) => (
                <td key={kind} className="num">
                  {hour.verdicts[kind]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
