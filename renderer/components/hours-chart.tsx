import { Table2 } from 'lucide-react';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

import { VERDICTS, type VerdictKind } from '../../shared/domain/index.ts';
import { formatCount } from './format.ts';
import type { Hour } from './hours.ts';
import { IconButton } from './icon-button.tsx';
import { stack } from './stack.ts';
import { useTheme } from './use-theme.ts';
import { VERDICT_WORDS } from './verdict-pill.tsx';

const INKS: Readonly<Record<VerdictKind, string>> = {
  allow: '--chart-quiet',
  alert: '--alert-solid',
  warn: '--warn-solid',
  mask: '--mask-solid',
  block: '--block-solid',
};

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
        <div role="img" aria-label={`${title}: ${said}`}>
          <Bars hours={hours} kinds={kinds} height={height} />
        </div>
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
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroll" style={{ height }} tabIndex={0} role="region" aria-label="Exchanges an hour">
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
    </div>
  );
}

function hourLabel(seconds: number): string {
  return `${String(new Date(seconds * 1_000).getHours()).padStart(2, '0')}:00`;
}

function Bars({ hours, kinds, height }: { hours: readonly Hour[]; kinds: readonly VerdictKind[]; height: number }) {
  const place = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const data = useMemo(() => stack(hours, kinds), [hours, kinds]);
  useChart(place, data, kinds, height, theme);
  return <div ref={place} style={{ height }} />;
}

function useChart(
  place: RefObject<HTMLDivElement | null>,
  data: uPlot.AlignedData,
  kinds: readonly VerdictKind[],
  height: number,
  theme: 'light' | 'dark',
): void {
  const chart = useRef<uPlot | null>(null);
  const latest = useRef(data);
  latest.current = data;
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const ink = inkReader(element);
    const axis = { stroke: ink('--text-3'), font: '10px "Inter Variable", sans-serif', ticks: { show: false } };
    const paths = uPlot.paths.bars?.({ size: [0.72, 26] });
    const plot = new uPlot(
      {
        width: Math.max(80, element.clientWidth),
        height,
        padding: [6, 2, 0, 2],
        cursor: { show: false },
        legend: { show: false },
        scales: { x: { time: true }, y: { range: (_, __, most) => [0, Math.max(4, most)] } },
        axes: [
          { ...axis, size: 20, gap: 4, grid: { show: false }, values: (_, ticks) => ticks.map(hourLabel), space: 64 },
          {
            ...axis,
            side: 1,
            size: 34,
            gap: 4,
            grid: { stroke: ink('--chart-grid'), width: 1 },
            values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? formatCount(tick) : '')),
            space: 36,
          },
        ],
        series: [
          {},
          // Tallest first: each later one is drawn over its foot.
          ...kinds.toReversed().map((kind) => ({
            fill: ink(INKS[kind]),
            width: 0,
            points: { show: false },
            ...(paths === undefined ? {} : { paths }),
          })),
        ],
      },
      latest.current,
      element,
    );
    chart.current = plot;
    const observer = new ResizeObserver(() => plot.setSize({ width: Math.max(80, element.clientWidth), height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
      chart.current = null;
    };
  }, [place, kinds, height, theme]);
  useEffect(() => chart.current?.setData(data), [data]);
}

/** A token's colour as canvas takes it: light-dark() is resolved by the browser, not by us. */
function inkReader(element: HTMLElement): (token: string) => string {
  const probe = document.createElement('span');
  return (token) => {
    element.append(probe);
    probe.style.color = `var(${token})`;
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
}
