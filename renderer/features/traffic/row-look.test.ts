import { expect, test } from 'vitest';

import { exchangeRow } from '../../test-support/rows.ts';
import { barShares, rowTone, withoutVerdict } from './row-look.ts';

test('only what was blocked looks blocked: in Log mode it went through', () => {
  expect(rowTone(exchangeRow({ verdict: 'block', state: 'blocked' }))).toBe('is-block');
  expect(rowTone(exchangeRow({ verdict: 'block', state: 'complete', mode: 'log' }))).toBeNull();
  expect(rowTone(exchangeRow({ state: 'upstream-error' }))).toBe('is-err');
});

test('nobody judges before the answer in Log mode, nor after the engine ended', () => {
  expect(withoutVerdict(exchangeRow({ verdict: null, state: 'open', mode: 'block' }))).toBe('judging');
  expect(withoutVerdict(exchangeRow({ verdict: null, state: 'open', mode: 'log' }))).toBe('passing');
  expect(withoutVerdict(exchangeRow({ verdict: null, state: 'interrupted' }))).toBe('none');
});

test('bars grow with time, never beyond their track', () => {
  const width = (durationMs: number) => barShares(exchangeRow({ durationMs, firstByteMs: null })).width;
  expect(width(10)).toBeLessThan(width(1_000));
  expect(width(1_000)).toBeLessThan(width(20_000));
  expect(width(3_600_000)).toBe(100);
});

test('the share of waiting is the first byte’s', () => {
  expect(barShares(exchangeRow({ durationMs: 200, firstByteMs: 50 })).wait).toBe(25);
  expect(barShares(exchangeRow({ durationMs: 0, firstByteMs: 0 })).wait).toBe(0);
});
