import type { ReactNode } from 'react';

import type { ExchangeRow } from '../../../../shared/domain/index.ts';
import { formatBytes, formatCost, formatDuration, formatFine } from '../../../components/format.ts';
import { useNow } from '../../../components/use-now.ts';
import { useDetail } from '../../../stores/detail.ts';
import { isBadStatus, sayTokens } from '../row-look.ts';

export function Metrics({ row }: { readonly row: ExchangeRow }) {
  const live = useDetail((state) => (state.live?.id === row.id ? state.live : null));
  const open = row.state === 'open';
  const said = row.marks.includes('tokens-estimated')
    ? 'Estimated: the answer does not say how many tokens it used'
    : undefined;
  return (
    <dl className="metrics">
      <Metric name={open ? <span className="livedot">{live === null ? 'open' : 'streaming'}</span> : sayState(row)}>
        <span className={isBadStatus(row) ? 'status-bad' : undefined}>{row.status ?? '–'}</span>
      </Metric>
      <Metric name="Tokens in" title={said}>
        {row.inputTokens === null ? '–' : sayTokens(row, row.inputTokens)}
      </Metric>
      <Metric name="Out" run={open} title={said}>
        {row.outputTokens === null ? '–' : sayTokens(row, row.outputTokens)}
      </Metric>
      <Metric name="Cost" title={costSource(row)}>
        {row.costUsd === null ? '–' : formatCost(row.costUsd)}
      </Metric>
      <Metric name="Duration" run={open}>
        {open ? <Running since={row.startedAt} /> : row.durationMs === null ? '–' : formatDuration(row.durationMs)}
      </Metric>
      <Metric name="First byte">{row.firstByteMs === null ? '–' : formatDuration(row.firstByteMs)}</Metric>
      <Metric name="Gate" title="Time in Sluice before the request went on">
        {row.gateMs === null ? '–' : formatFine(row.gateMs)}
      </Metric>
      <Metric name="Size" title="Bytes of request and answer on the wire">
        {formatBytes(row.requestBytes + row.responseBytes)}
      </Metric>
    </dl>
  );
}

function costSource({ costUsd, priceDate }: ExchangeRow): string | undefined {
  if (costUsd !== null) return `At list prices of ${priceDate ?? 'an unknown day'}, in US dollars`;
  return 'No tokens, or a model that is not in the price list';
}

function Metric({
  name,
  children,
  run = false,
  title,
}: {
  name: ReactNode;
  children: ReactNode;
  run?: boolean;
  title?: string | undefined;
}) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd className={run ? 'run' : undefined}>{children}</dd>
    </div>
  );
}

function Running({ since }: { readonly since: number }) {
  const now = useNow();
  return formatDuration(Math.max(0, now - since));
}

const STATES: Readonly<Record<Exclude<ExchangeRow['state'], 'open'>, string>> = {
  complete: 'Complete',
  blocked: 'Blocked',
  'client-left': 'Client left',
  'upstream-error': 'Upstream error',
  refused: 'Refused',
  interrupted: 'Interrupted',
};

function sayState(row: ExchangeRow): string {
  return row.state === 'open' ? 'Open' : STATES[row.state];
}
