import { afterEach, expect, test, vi } from 'vitest';

import {
  formatAge,
  formatBytes,
  formatCompact,
  formatCost,
  formatDuration,
  formatFine,
  formatTokens,
  formatZone,
  plural,
} from './format.ts';

test.each([
  [0, '0'],
  [1_420, '1,420'],
  [9_999, '9,999'],
  [19_800, '19.8k'],
  [223_000, '223k'],
  [2_560_000, '2.56M'],
])('%d tokens', (value, text) => {
  expect(formatTokens(value)).toBe(text);
});

test.each([
  [999, '999'],
  [1_000, '1k'],
  [2_531, '2.5k'],
  [12_604, '12.6k'],
])('%d where room is short', (value, text) => {
  expect(formatCompact(value)).toBe(text);
});

test.each([
  [0.4, '<1 ms'],
  [208, '208 ms'],
  [1_310, '1.31 s'],
  [30_000, '30.0 s'],
  [90_000, '1 m 30 s'],
  [3_720_000, '1 h 2 m'],
])('%d ms', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [0.38, '0.38 ms'],
  [1.9, '1.9 ms'],
  [12, '12 ms'],
])('%d ms of ours', (ms, text) => {
  expect(formatFine(ms)).toBe(text);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_960, '1.96 kB'],
  [1_240_000_000, '1.24 GB'],
  [10_000_000_000, '10 GB'],
])('%d bytes', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('ages have one unit and are never negative', () => {
  const now = 1_000_000_000;
  expect([14, 720, 10_800, 432_000].map((seconds) => formatAge(now - seconds * 1_000, now))).toEqual([
    '14 s',
    '12 m',
    '3 h',
    '5 d',
  ]);
  expect(formatAge(now + 5_000, now)).toBe('0 s');
});

test('one is not many', () => {
  expect(plural(1, 'exchange')).toBe('1 exchange');
  expect(plural(2_000, 'exchange')).toBe('2,000 exchanges');
});

test.each([
  [0, '$0'],
  [0.000_012, '<$0.0001'],
  [0.0271, '$0.0271'],
  [1.256, '$1.26'],
  [1_240.4, '$1,240'],
])('%d dollars are %s', (usd, written) => {
  expect(formatCost(usd)).toBe(written);
});

afterEach(() => vi.restoreAllMocks());

// As `getTimezoneOffset` says it: minutes to add to reach UTC.
test.each([
  [0, 'UTC'],
  [-120, 'UTC+2'],
  [-330, 'UTC+5:30'],
  [210, 'UTC-3:30'],
  [-45, 'UTC+0:45'],
])('a zone %d minutes from UTC', (offset, text) => {
  vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(offset);
  expect(formatZone(1_795_785_286_000)).toBe(text);
});
