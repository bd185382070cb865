// Rows are placed on a CSS grid: the roles say what they are.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { Check, CircleMinus, CircleX, Clock, Inbox, Pause, RefreshCw, Send } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect } from 'react';

import type { OutboxEntry, OutboxState, OutboxView, SyncStatus } from '../../../shared/domain/index.ts';
import { waitingOf } from '../../../shared/domain/index.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatBytes, formatCount } from '../../components/format.ts';
import { OUTBOX_STATE_WORDS } from '../../components/outbox-words.ts';
import { Segmented } from '../../components/segmented.tsx';
import { attempt } from '../../stores/attempt.ts';
import { useDetail } from '../../stores/detail.ts';
import { useNavigation } from '../../stores/navigation.ts';
import { useSync } from '../../stores/sync.ts';
import { useTraffic } from '../../stores/traffic.ts';
import { sayReason } from './sync-words.ts';

const ICONS: Readonly<Record<OutboxState, ReactNode>> = {
  queued: <Clock />,
  sending: <Send />,
  delivered: <Check />,
  rejected: <CircleX />,
  paused: <Pause />,
  'left-out': <CircleMinus />,
};

const EMPTY: Readonly<Record<OutboxView, string>> = {
  waiting: 'Nothing waits to be sent.',
  rejected: 'Akto has refused nothing.',
  delivered: 'Nothing has been delivered yet.',
  'left-out': 'Nothing was left out.',
};

export function OutboxList({ status }: { readonly status: SyncStatus }) {
  const { view, entries, hasMore, error, selected, loadMore } = useSync();
  useEffect(() => {
    if (selected !== null) document.getElementById(rowId(selected.seq))?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <section className="sync-outbox" aria-label="Outbox">
      <Tools counts={status.outbox.counts} />
      {error === null ? null : <p className="note">{error}</p>}
      {entries.length === 0 ? (
        <EmptyState icon={<Inbox />} title={EMPTY[view]} />
      ) : (
        <>
          <div className="ohead" role="presentation">
            <span>State</span>
            <span>Exchange</span>
            <span>Agent</span>
            <span>Reason</span>
            <span className="num">Size</span>
            <span className="num">Tries</span>
          </div>
          <div
            role="grid"
            aria-label="Exchanges in the outbox"
            aria-rowcount={entries.length}
            aria-activedescendant={selected === null ? undefined : rowId(selected.seq)}
            tabIndex={0}
            onKeyDown={onKey}
          >
            {entries.map((entry) => (
              <Row key={entry.seq} entry={entry} selected={entry.seq === selected?.seq} />
            ))}
          </div>
          {hasMore ? (
            <button type="button" className="btn ghost sync-more" onClick={loadMore}>
              Show more
            </button>
          ) : null}
        </>
      )}
    </section>
  );
}

const rowId = (seq: number) => `outbox-${seq}`;

function Tools({ counts }: { readonly counts: SyncStatus['outbox']['counts'] }) {
  const { view, setView, selected, retry, leaveOut } = useSync();
  const tab = (value: OutboxView, name: string, count: number) => ({
    value,
    label: (
      <>
        {name} <span className="badge">{formatCount(count)}</span>
      </>
    ),
  });
  const chosen = selected === null ? null : [selected.seq];
  return (
    <div className="tools">
      <Segmented
        label="Show"
        value={view}
        onChange={setView}
        options={[
          tab('waiting', 'Waiting', waitingOf(counts)),
          tab('rejected', 'Rejected', counts.rejected),
          tab('delivered', 'Delivered', counts.delivered),
          tab('left-out', 'Left out', counts['left-out']),
        ]}
      />
      <span className="grow" />
      {view === 'rejected' ? (
        <button
          type="button"
          className="btn"
          disabled={counts.rejected === 0}
          onClick={() => void attempt('Nothing was put back.', () => retry(chosen))}
        >
          <RefreshCw />
          {chosen === null ? 'Retry all' : 'Retry'}
        </button>
      ) : null}
      {chosen !== null && (view === 'waiting' || view === 'rejected') ? (
        <button
          type="button"
          className="btn ghost"
          onClick={() => void attempt('It stays where it is.', () => leaveOut(view, chosen))}
        >
          <CircleMinus />
          Leave out
        </button>
      ) : null}
    </div>
  );
}

function Row({ entry, selected }: { readonly entry: OutboxEntry; readonly selected: boolean }) {
  const select = useSync((state) => state.select);
  return (
    // The grid has the keyboard: arrows move, Enter opens.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={rowId(entry.seq)}
      className={selected ? 'orow is-sel' : 'orow'}
      role="row"
      aria-selected={selected}
      onClick={() => select(selected ? null : entry)}
      onDoubleClick={() => openInTraffic(entry)}
    >
      <span role="gridcell" className={`ostate ${entry.state}`}>
        {ICONS[entry.state]}
        {OUTBOX_STATE_WORDS[entry.state]}
      </span>
      <span role="gridcell" className="mono">
        {formatCount(entry.seq)}
      </span>
      <span role="gridcell" className="who">
        {entry.agent}
      </span>
      <span role="gridcell" title={sayReason(entry)}>
        {sayReason(entry)}
      </span>
      <span role="gridcell" className="num">
        {entry.sizeBytes === null ? '–' : formatBytes(entry.sizeBytes)}
      </span>
      <span role="gridcell" className="num">
        {entry.tries === 0 ? '–' : entry.tries}
      </span>
    </div>
  );
}

function openInTraffic({ seq, id }: Pick<OutboxEntry, 'seq' | 'id'>): void {
  useNavigation.getState().show('traffic');
  useTraffic.getState().select(seq);
  useDetail.getState().open(id);
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

function onKey(event: KeyboardEvent): void {
  const { entries, selected, select } = useSync.getState();
  const step = STEPS[event.key];
  if (step !== undefined) {
    const at = entries.findIndex(({ seq }) => seq === selected?.seq);
    const next = entries[at === -1 ? 0 : Math.min(entries.length - 1, Math.max(0, at + step))];
    if (next !== undefined) select(next);
  } else if (event.key === 'Enter' && selected !== null) openInTraffic(selected);
  else if (event.key === 'Escape') select(null);
  else return;
  event.preventDefault();
}
