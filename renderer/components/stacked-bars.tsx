import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

import type { VerdictKind } from '../../shared/domain/index.ts';
import { formatCount } from './format.ts';
import type { Hour } from './hours.ts';
import { stack } from './stack.ts';
import { useTheme } from './use-theme.ts';

const INKS: Readonly<Record<VerdictKind, string>> = {
  allow: '--chart-quiet',
  alert: '--alert-solid',
  warn: '--warn-solid',
  mask: '--mask-solid',
  block: '--block-solid',
};
const NARROWEST_PX = 80;
/** uPlot's sides, clockwise from the top. Its enum exists in the types only. */
// oxlint-disable-next-line typescript/no-unsafe-enum-assignment
const RIGHT: uPlot.Axis.Side = 1;

/** `09:00`, local time. */
export function hourLabel(seconds: number): string {
  return `${String(new Date(seconds * 1_000).getHours()).padStart(2, '0')}:00`;
}

/** The drawing alone; its meaning in words is up to whoever shows it. */
export function StackedBars(props: BarsProps) {
  // A canvas does not follow CSS: another theme is another drawing.
  return <Bars key={useTheme()} {...props} />;
}

interface BarsProps {
  readonly hours: readonly Hour[];
  readonly kinds: readonly VerdictKind[];
  readonly height: number;
}

function Bars({ hours, kinds, height }: BarsProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const data = useMemo(() => stack(hours, kinds), [hours, kinds]);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const plot = new uPlot(chartOptions(element, kinds, height), [[]], element);
    chart.current = plot;
    const observer = new ResizeObserver(() => plot.setSize({ width: widthOf(element), height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
      chart.current = null;
    };
  }, [kinds, height]);
  useEffect(() => {
    chart.current?.setData(data);
  }, [data]);
  return <div ref={place} style={{ height }} />;
}

const widthOf = (element: HTMLElement) => Math.max(NARROWEST_PX, element.clientWidth);

function chartOptions(element: HTMLElement, kinds: readonly VerdictKind[], height: number): uPlot.Options {
  const ink = inkReader(element);
  const axis = { stroke: ink('--text-3'), font: '10px "Inter Variable", sans-serif', ticks: { show: false } };
  const paths = uPlot.paths.bars?.({ size: [0.72, 26] });
  return {
    width: widthOf(element),
    height,
    padding: [6, 2, 0, 14],
    cursor: { show: false },
    legend: { show: false },
    scales: { x: { time: true }, y: { range: (_, __, most) => [0, Math.max(4, most)] } },
    axes: [
      { ...axis, size: 20, gap: 4, grid: { show: false }, values: (_, ticks) => ticks.map(hourLabel), space: 64 },
      {
        ...axis,
        side: RIGHT,
        size: 34,
        gap: 4,
        grid: { stroke: ink('--chart-grid'), width: 1 },
        values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? formatCount(tick) : '')),
        space: 24,
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
  };
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
