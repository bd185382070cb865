import type { ExchangeRow } from '../../shared/domain/index.ts';

/**
 * The rows of a list that are in memory: one unbroken stretch of what matches, in ascending seq. What is older or newer
 * is asked for when somebody scrolls there. Invariant: seq strictly ascending, at most `cap` rows after every call that
 * takes one.
 */
export interface RowWindow {
  readonly rows: readonly ExchangeRow[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

export const EMPTY_WINDOW: RowWindow = { rows: [], hasOlder: false, hasNewer: false };

/** Index of the first row with seq >= `seq`. */
export function lowerBound(rows: readonly ExchangeRow[], seq: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.seq ?? Infinity) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** -1 when it is not there. */
export function indexOfSeq(rows: readonly ExchangeRow[], seq: number): number {
  const index = lowerBound(rows, seq);
  return rows[index]?.seq === seq ? index : -1;
}

export interface Applied {
  readonly window: RowWindow;
  /** Rows that were not there before. */
  readonly added: number;
}

/**
 * New and changed rows as the engine pushed them (ascending seq). Known rows are replaced, or removed when `keep` says
 * so; new ones go where they belong, unless that is outside the stretch in memory.
 */
export function applyRows(
  window: RowWindow,
  changed: readonly ExchangeRow[],
  keep: (row: ExchangeRow) => boolean,
): Applied {
  const rows = window.rows.slice();
  let { hasOlder, hasNewer } = window;
  let added = 0;
  for (const row of changed) {
    const index = lowerBound(rows, row.seq);
    if (rows[index]?.seq === row.seq) {
      if (keep(row)) rows[index] = row;
      else rows.splice(index, 1);
      continue;
    }
    if (!keep(row)) continue;
    const last = rows.at(-1);
    const beforeFirst = index === 0 && last !== undefined;
    const afterLast = index === rows.length;
    if (beforeFirst && hasOlder) continue;
    if (afterLast && hasNewer) continue;
    if (afterLast) rows.push(row);
    else rows.splice(index, 0, row);
    added += 1;
  }
  return { window: { rows, hasOlder, hasNewer }, added };
}

/** Puts an older page in front; what does not fit leaves at the new end. */
export function prependPage(
  window: RowWindow,
  page: { readonly rows: readonly ExchangeRow[]; readonly hasMore: boolean },
  cap: number,
): RowWindow {
  const first = window.rows[0]?.seq ?? Infinity;
  const rows = [...page.rows.filter((row) => row.seq < first), ...window.rows];
  return { rows: rows.slice(0, cap), hasOlder: page.hasMore, hasNewer: window.hasNewer || rows.length > cap };
}

/** Puts a newer page behind; what does not fit leaves at the old end. */
export function appendPage(
  window: RowWindow,
  page: { readonly rows: readonly ExchangeRow[]; readonly hasMore: boolean },
  cap: number,
): RowWindow {
  const last = window.rows.at(-1)?.seq ?? -1;
  const rows = [...window.rows, ...page.rows.filter((row) => row.seq > last)];
  return { rows: rows.slice(-cap), hasOlder: window.hasOlder || rows.length > cap, hasNewer: page.hasMore };
}

/** Replaces everything from `seq` on by what the engine says matches now. */
export function replaceFrom(
  window: RowWindow,
  seq: number,
  page: { readonly rows: readonly ExchangeRow[]; readonly hasMore: boolean },
): Applied {
  const at = lowerBound(window.rows, seq);
  const known = new Set(window.rows.slice(at).map((row) => row.seq));
  return {
    window: {
      rows: [...window.rows.slice(0, at), ...page.rows.filter((row) => row.seq >= seq)],
      hasOlder: window.hasOlder,
      hasNewer: page.hasMore,
    },
    added: page.rows.filter((row) => row.seq >= seq && !known.has(row.seq)).length,
  };
}

/** Drops the oldest rows above `cap`. */
export function trimOldest(window: RowWindow, cap: number): RowWindow {
  if (window.rows.length <= cap) return window;
  return { ...window, rows: window.rows.slice(-cap), hasOlder: true };
}

/** Drops the newest rows above `cap`. */
export function trimNewest(window: RowWindow, cap: number): RowWindow {
  if (window.rows.length <= cap) return window;
  return { ...window, rows: window.rows.slice(0, cap), hasNewer: true };
}
