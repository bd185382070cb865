// Rows are placed on a CSS grid, some of them by hand: table elements cannot be, so the roles say what they are.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';

import { formatCount } from '../../components/format.ts';
import { useDetail } from '../../stores/detail.ts';
import { ROW_HEIGHTS, usePreferences } from '../../stores/preferences.ts';
import { indexOfSeq } from '../../stores/row-window.ts';
import { useStatus } from '../../stores/status.ts';
import { useTraffic } from '../../stores/traffic.ts';
import { GridHead, COLUMNS } from './grid-head.tsx';
import { TrafficRow, rowId } from './traffic-row.tsx';

/** Older or newer pages are asked for when the view comes this near to the end of what is in memory. */
const EDGE_ROWS = 30;
/** Above this rate new rows do not flash. */
const CALM_PER_SECOND = 20;

export function TrafficGrid() {
  const rows = useTraffic((state) => state.window.rows);
  const hasOlder = useTraffic((state) => state.window.hasOlder);
  const hasNewer = useTraffic((state) => state.window.hasNewer);
  const selectedSeq = useTraffic((state) => state.selectedSeq);
  const following = useTraffic((state) => state.following);
  const paused = useTraffic((state) => state.paused);
  const count = useTraffic((state) => state.count);
  const calm = useStatus((state) => (state.status?.exchangesPerSecond ?? 0) > CALM_PER_SECOND);
  const rowHeight = ROW_HEIGHTS[usePreferences((state) => state.density)];
  const scroller = useRef<HTMLDivElement>(null);

  // It hands out functions that the React compiler could not memoise; we do not use that compiler.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => rows[index]?.seq ?? index,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  useStillness(scroller, rowHeight);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const { window, setFollowing, loadOlder, loadNewer } = useTraffic.getState();
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    setFollowing(below < rowHeight / 2 && !window.hasNewer);
    if (element.scrollTop < EDGE_ROWS * rowHeight && window.hasOlder) void loadOlder();
    if (below < EDGE_ROWS * rowHeight && window.hasNewer) void loadNewer();
  }, [rowHeight]);

  const selected = selectedSeq === null ? -1 : indexOfSeq(rows, selectedSeq);
  const items = virtualizer.getVirtualItems();
  // Scrolled away it is not in the document, and nothing may point at it.
  const selectedIsDrawn = items.some(({ index }) => index === selected);
  const session = selected < 0 ? null : (rows[selected]?.session ?? null);
  // What lies before the rows in memory: known exactly only when nothing is newer than them.
  const before = count === null || count.capped || hasNewer ? 0 : Math.max(0, count.count - rows.length);
  const total = count === null || count.capped ? (hasOlder || hasNewer ? -1 : rows.length + 1) : count.count + 1;

  return (
    <div className="gridwrap">
      <div
        ref={scroller}
        role="grid"
        aria-label="Traffic"
        aria-rowcount={total}
        aria-colcount={COLUMNS.length}
        aria-activedescendant={selectedIsDrawn && selectedSeq !== null ? rowId(selectedSeq) : undefined}
        aria-busy={rows.length === 0 && hasOlder}
        tabIndex={0}
        className="grid scroll"
        onScroll={onScroll}
        onKeyDown={(event) =>
          onGridKey(event, Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2))
        }
      >
        <GridHead />
        <div className="grid-rows" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <TrafficRow
                key={row.seq}
                row={row}
                rowIndex={before + item.index + 2}
                top={item.start}
                selected={row.seq === selectedSeq}
                sameSession={session !== null && row.session === session && row.seq !== selectedSeq}
                calm={calm || paused}
                onSelect={selectSeq}
                onOpen={openSeq}
              />
            );
          })}
        </div>
      </div>
      {following ? null : <NewPill />}
    </div>
  );
}

/**
 * Keeps what somebody reads where it is: at the end the view stays at the end, anywhere else rows that come or go
 * above it move the scroll position along.
 */
function useStillness(scrollerRef: RefObject<HTMLDivElement | null>, rowHeight: number): void {
  const rows = useTraffic((state) => state.window.rows);
  const following = useTraffic((state) => state.following);
  const selectedSeq = useTraffic((state) => state.selectedSeq);
  const firstSeq = useRef<number | null>(null);

  useLayoutEffect(() => {
    const element = scrollerRef.current;
    if (element === null) return;
    const before = firstSeq.current;
    firstSeq.current = rows[0]?.seq ?? null;
    if (following) {
      element.scrollTop = element.scrollHeight;
      return;
    }
    if (before === null) return;
    const now = indexOfSeq(rows, before);
    if (now > 0) element.scrollTop += now * rowHeight;
  }, [rows, following, rowHeight, scrollerRef]);

  useEffect(() => {
    const element = scrollerRef.current;
    if (element === null || selectedSeq === null) return;
    const index = indexOfSeq(useTraffic.getState().window.rows, selectedSeq);
    if (index < 0) return;
    const top = index * rowHeight;
    const room = element.clientHeight - HEAD_HEIGHT - rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top > element.scrollTop + room) element.scrollTop = top - room;
  }, [selectedSeq, rowHeight, scrollerRef]);
}

/** `--head-h` */
const HEAD_HEIGHT = 28;

function selectSeq(seq: number): void {
  const { window, select } = useTraffic.getState();
  const row = window.rows[indexOfSeq(window.rows, seq)];
  if (row === undefined) return;
  select(seq);
  useDetail.getState().open(row.id);
}

function openSeq(seq: number): void {
  selectSeq(seq);
  document.querySelector<HTMLElement>('.detail [role="tab"][aria-selected="true"]')?.focus();
}

function onGridKey(event: KeyboardEvent<HTMLDivElement>, pageRows: number): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { window, selectedSeq } = useTraffic.getState();
  const { rows } = window;
  const at = selectedSeq === null ? rows.length : indexOfSeq(rows, selectedSeq);
  const go = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row !== undefined) selectSeq(row.seq);
  };
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
      go(at + 1);
      break;
    case 'ArrowUp':
    case 'k':
      go(at - 1);
      break;
    case 'PageDown':
      go(at + pageRows);
      break;
    case 'PageUp':
      go(at - pageRows);
      break;
    case 'Home':
      go(0);
      break;
    case 'End':
      void useTraffic
        .getState()
        .toTail()
        .then(() => {
          const last = useTraffic.getState().window.rows.at(-1);
          if (last !== undefined) selectSeq(last.seq);
        });
      break;
    case 'Enter':
      if (selectedSeq !== null) openSeq(selectedSeq);
      break;
    case 'Escape':
      useDetail.getState().close();
      useTraffic.getState().select(null);
      break;
    default:
      return;
  }
  event.preventDefault();
}

function NewPill() {
  const unseen = useTraffic((state) => state.unseen);
  const hasNewer = useTraffic((state) => state.window.hasNewer);
  const toTail = useTraffic((state) => state.toTail);
  if (unseen === 0 && !hasNewer) return null;
  return (
    <button type="button" className="newpill" onClick={() => void toTail()}>
      <ArrowDown />
      {unseen === 0 ? 'Newest' : `${formatCount(unseen)} new`}
    </button>
  );
}
