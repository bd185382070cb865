import type { KeyboardEvent, PointerEvent } from 'react';

import { usePreferences } from '../../../stores/preferences.ts';

/** README of the design: minimum 376 for the pane, 520 for the list beside it. */
const PANE_MIN = 376;
const LIST_MIN = 520;
const PANE_MIN_HEIGHT = 200;
const LIST_MIN_HEIGHT = 120;
const STEP = 16;

/** Between list and detail: dragged, moved by arrow keys, set back by a double click. */
export function Splitter() {
  const dock = usePreferences((state) => state.dock);
  const change = usePreferences((state) => state.change);
  const stored = usePreferences((state) => (state.dock === 'right' ? state.detailWidth : state.detailHeight));
  const right = dock === 'right';

  const set = (size: number | null, splitter: HTMLElement) => {
    const room = splitter.closest('.split')?.getBoundingClientRect();
    if (room === undefined) return;
    const most = right ? room.width - LIST_MIN : room.height - LIST_MIN_HEIGHT;
    const kept = size === null ? null : Math.round(Math.max(right ? PANE_MIN : PANE_MIN_HEIGHT, Math.min(most, size)));
    change(right ? { detailWidth: kept } : { detailHeight: kept });
  };
  const present = (splitter: HTMLElement) => {
    const pane = splitter.closest('.detail')?.getBoundingClientRect();
    return (right ? pane?.width : pane?.height) ?? PANE_MIN;
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const room = event.currentTarget.closest('.split')?.getBoundingClientRect();
    if (room !== undefined) set(right ? room.right - event.clientX : room.bottom - event.clientY, event.currentTarget);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowLeft: STEP, ArrowUp: STEP, ArrowRight: -STEP, ArrowDown: -STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(present(event.currentTarget) + step, event.currentTarget);
  };
  return (
    // A separator that can be focused and moved is a widget (WAI-ARIA 1.2, separator).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      // An hr has no size that could be moved.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="separator"
      className={`splitter ${dock}`}
      aria-label="Size of the detail"
      aria-orientation={right ? 'vertical' : 'horizontal'}
      aria-valuenow={stored ?? PANE_MIN}
      aria-valuemin={right ? PANE_MIN : PANE_MIN_HEIGHT}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={(event) => set(null, event.currentTarget)}
      onKeyDown={onKeyDown}
    />
  );
}
