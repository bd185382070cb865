import { describe, expect, test } from 'vitest';

import { exchangeRow } from '../test-support/rows.ts';
import {
  EMPTY_WINDOW,
  type RowWindow,
  appendPage,
  applyRows,
  indexOfSeq,
  prependPage,
  replaceFrom,
  trimNewest,
  trimOldest,
} from './row-window.ts';

const rows = (...seqs: number[]) => seqs.map((seq) => exchangeRow({ seq }));
const windowOf = (seqs: number[], ends: Partial<RowWindow> = {}): RowWindow => ({
  rows: rows(...seqs),
  hasOlder: false,
  hasNewer: false,
  ...ends,
});
const seqs = (window: RowWindow) => window.rows.map(({ seq }) => seq);
const keepAll = () => true;

describe('what the engine pushes', () => {
  test('new rows go to the end', () => {
    const { window, added } = applyRows(windowOf([1, 2]), rows(3, 4), keepAll);
    expect(seqs(window)).toEqual([1, 2, 3, 4]);
    expect(added).toBe(2);
  });

  test('a known row is replaced where it stands and is not new', () => {
    const { window, added } = applyRows(windowOf([1, 2, 3]), [exchangeRow({ seq: 2, verdict: 'block' })], keepAll);
    expect(seqs(window)).toEqual([1, 2, 3]);
    expect(window.rows[1]?.verdict).toBe('block');
    expect(added).toBe(0);
  });

  test('a row that no longer belongs here leaves', () => {
    const { window } = applyRows(windowOf([1, 2, 3]), rows(2), ({ seq }) => seq !== 2);
    expect(seqs(window)).toEqual([1, 3]);
  });

  test('a row that came to belong here later takes its place', () => {
    const { window, added } = applyRows(windowOf([1, 4]), rows(2), keepAll);
    expect(seqs(window)).toEqual([1, 2, 4]);
    expect(added).toBe(1);
  });

  test('nothing is put before rows that are not in memory', () => {
    expect(seqs(applyRows(windowOf([5, 6], { hasOlder: true }), rows(2), keepAll).window)).toEqual([5, 6]);
    expect(seqs(applyRows(windowOf([5, 6]), rows(2), keepAll).window)).toEqual([2, 5, 6]);
  });

  test('nothing is put behind rows that are not in memory', () => {
    const { window, added } = applyRows(windowOf([1, 2], { hasNewer: true }), rows(9), keepAll);
    expect(seqs(window)).toEqual([1, 2]);
    expect(added).toBe(0);
  });

  test('the window before is left as it was', () => {
    const before = windowOf([1]);
    applyRows(before, rows(2), keepAll);
    expect(seqs(before)).toEqual([1]);
  });
});

describe('pages', () => {
  test('an older page goes in front; what does not fit leaves at the new end', () => {
    const window = prependPage(windowOf([4, 5]), { rows: rows(1, 2, 3), hasMore: true }, 4);
    expect(seqs(window)).toEqual([1, 2, 3, 4]);
    expect(window).toMatchObject({ hasOlder: true, hasNewer: true });
  });

  test('a newer page goes behind; what does not fit leaves at the old end', () => {
    const window = appendPage(windowOf([1, 2], { hasNewer: true }), { rows: rows(3, 4, 5), hasMore: false }, 4);
    expect(seqs(window)).toEqual([2, 3, 4, 5]);
    expect(window).toMatchObject({ hasOlder: true, hasNewer: false });
  });

  test('rows that are there already do not come twice', () => {
    expect(seqs(prependPage(windowOf([3, 4]), { rows: rows(2, 3), hasMore: false }, 9))).toEqual([2, 3, 4]);
    expect(seqs(appendPage(windowOf([3, 4]), { rows: rows(4, 5), hasMore: false }, 9))).toEqual([3, 4, 5]);
  });

  test('everything from one row on is replaced by what matches now', () => {
    const { window, added } = replaceFrom(windowOf([1, 2, 3]), 2, { rows: rows(3, 5), hasMore: false });
    expect(seqs(window)).toEqual([1, 3, 5]);
    expect(added).toBe(1);
  });

  test('trimming says at which end something is missing', () => {
    expect(trimOldest(windowOf([1, 2, 3]), 2)).toMatchObject({ hasOlder: true, hasNewer: false });
    expect(seqs(trimOldest(windowOf([1, 2, 3]), 2))).toEqual([2, 3]);
    expect(trimNewest(windowOf([1, 2, 3]), 2)).toMatchObject({ hasOlder: false, hasNewer: true });
    expect(seqs(trimNewest(windowOf([1, 2, 3]), 2))).toEqual([1, 2]);
  });
});

test('a row is found by its seq', () => {
  expect(indexOfSeq(rows(2, 4, 6), 4)).toBe(1);
  expect(indexOfSeq(rows(2, 4, 6), 5)).toBe(-1);
  expect(indexOfSeq(EMPTY_WINDOW.rows, 1)).toBe(-1);
});
