// Rows are placed on a CSS grid, some of them by hand: table elements cannot be, so the roles say what they are.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { LogOut } from 'lucide-react';
import { memo, useState } from 'react';

import type { ExchangeRow } from '../../../shared/domain/index.ts';
import { AktoBadge } from '../../components/akto-badge.tsx';
import { formatClock, formatCost, formatDuration, formatMillis } from '../../components/format.ts';
import { useNow } from '../../components/use-now.ts';
import { VerdictPill } from '../../components/verdict-pill.tsx';
import { barShares, isBadStatus, isFresh, rowTone, sayTokens, withoutVerdict } from './row-look.ts';

export const rowId = (seq: number) => `exchange-${seq}`;

export const TrafficRow = memo(function TrafficRow({
  row,
  rowIndex,
  top,
  selected,
  sameSession,
  calm,
  onSelect,
  onOpen,
}: {
  readonly row: ExchangeRow;
  readonly rowIndex: number;
  readonly top: number;
  readonly selected: boolean;
  readonly sameSession: boolean;
  /** Too much is arriving for flashes. */
  readonly calm: boolean;
  readonly onSelect: (seq: number) => void;
  readonly onOpen: (seq: number) => void;
}) {
  // Decided once, when the row first comes into view.
  const [fresh] = useState(() => !calm && isFresh(row, Date.now()));
  const classes = ['lrow', rowTone(row), selected && 'is-sel', sameSession && 'is-sess', fresh && 'is-new'];
  return (
    <div
      id={rowId(row.seq)}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={selected}
      tabIndex={-1}
      className={classes.filter(Boolean).join(' ')}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={(event) => {
        if (event.button === 0) onSelect(row.seq);
      }}
      onDoubleClick={() => onOpen(row.seq)}
    >
      <span role="gridcell" className="c-time tnum">
        {formatClock(row.startedAt)}
        <i>{formatMillis(row.startedAt)}</i>
      </span>
      <span role="gridcell">
        <VerdictPill kind={row.verdict} without={withoutVerdict(row)} soFar={row.state === 'open'} />
      </span>
      <span role="gridcell" className="c-agent">
        <span className="ell">{row.agent}</span>
        <AktoBadge seq={row.seq} />
      </span>
      <span role="gridcell" className="c-method">
        {row.method}
      </span>
      <span
        role="gridcell"
        className="c-path"
        title={row.operation === null ? row.path : `${row.operation}\n${row.path}`}
      >
        <PathOf row={row} />
      </span>
      <span role="gridcell" className="c-model">
        {row.model ?? <Nil />}
      </span>
      <span role="gridcell" className="c-status tnum">
        <Status row={row} />
      </span>
      <span role="gridcell" className="num c-in">
        {row.inputTokens === null ? <Nil /> : sayTokens(row, row.inputTokens)}
      </span>
      <span role="gridcell" className="num c-out">
        {row.outputTokens === null ? (
          <Nil />
        ) : (
          <Counting live={row.state === 'open'}>{sayTokens(row, row.outputTokens)}</Counting>
        )}
      </span>
      <span role="gridcell" className="num c-cost">
        {row.costUsd === null ? <Nil /> : formatCost(row.costUsd)}
      </span>
      <span role="gridcell" className="num c-dur">
        {row.state === 'open' ? (
          <RunningTime since={row.startedAt} />
        ) : row.durationMs === null ? (
          <Nil />
        ) : (
          formatDuration(row.durationMs)
        )}
      </span>
      <span role="gridcell" className="c-bar">
        <DurationBar row={row} />
      </span>
      <span role="gridcell" className="num c-fb">
        {row.firstByteMs === null ? <Nil /> : formatDuration(row.firstByteMs)}
      </span>
    </div>
  );
});

/** Every call to an MCP server has the same path: what it asks for says more. */
function PathOf({ row: { path, operation } }: { readonly row: ExchangeRow }) {
  if (operation === null) return path;
  const [method = '', ...on] = operation.split(' ');
  return (
    <>
      {method} {on.length === 0 ? <i className="rpc-path">{path}</i> : <b>{on.join(' ')}</b>}
    </>
  );
}

function Nil() {
  return <i className="nil">–</i>;
}

function Counting({ live, children }: { readonly live: boolean; readonly children: string }) {
  return live ? <b className="run">{children}</b> : children;
}

function RunningTime({ since }: { readonly since: number }) {
  const now = useNow();
  return <b className="run">{formatDuration(Math.max(0, now - since))}</b>;
}

function Status({ row }: { readonly row: ExchangeRow }) {
  if (row.state === 'open' && row.status === null) {
    return (
      <span className="status-live" title="Waiting for the answer">
        ···<span className="sr-only">waiting</span>
      </span>
    );
  }
  if (row.state === 'client-left') {
    return (
      <span className="status-left" title="The client left before the answer ended">
        {row.status ?? <Nil />}
        <LogOut />
        <span className="sr-only">client left</span>
      </span>
    );
  }
  if (row.state === 'interrupted') {
    return (
      <span className="status-left" title="The engine ended while this was open">
        {row.status ?? 'cut'}
      </span>
    );
  }
  if (row.status === null) return <Nil />;
  return <span className={isBadStatus(row) ? 'status-bad' : undefined}>{row.status}</span>;
}

function DurationBar({ row }: { readonly row: ExchangeRow }) {
  const { width, wait, kind } = barShares(row);
  if (width === 0) return null;
  return (
    <i className={kind === 'plain' ? 'bar' : `bar ${kind}`} style={{ width: `${width}%` }} aria-hidden="true">
      <i style={{ width: `${wait}%` }} />
    </i>
  );
}
