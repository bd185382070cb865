import { expect, test } from 'vitest';

import { exchangeRow } from '../../../test-support/rows.ts';
import { phasesOf, tokensPerSecond } from './phases.ts';

const told = (patch: Parameters<typeof exchangeRow>[0]) =>
  phasesOf(exchangeRow({ gateMs: 2, firstByteMs: 50, durationMs: 300, ...patch })).map(
    ({ name, from, until }) => `${name} ${from}-${until ?? ''}`,
  );

test('through Sluice, waiting, answering', () => {
  expect(told({ streamed: true })).toEqual(['In Sluice 0-2', 'Waiting 2-50', 'Streaming 50-300']);
  expect(told({ streamed: false })[2]).toBe('Receiving 50-300');
});

test('what goes on has no end yet', () => {
  const open = { state: 'open', durationMs: null } as const;
  expect(told({ ...open, streamed: true })).toEqual(['In Sluice 0-2', 'Waiting 2-50', 'Streaming 50-']);
  expect(told({ ...open, firstByteMs: null })).toEqual(['In Sluice 0-2', 'Waiting 2-']);
});

test('what never went on waited for nobody; who never answered was waited for', () => {
  const silent = { firstByteMs: null, upstreamStatus: null } as const;
  expect(told({ ...silent, state: 'blocked', durationMs: 3 })).toEqual(['In Sluice 0-2']);
  expect(told({ ...silent, state: 'upstream-error' })).toEqual(['In Sluice 0-2', 'Waiting 2-300']);
  expect(told({ ...silent, gateMs: null, state: 'interrupted' })).toEqual([]);
});

test('tokens a second only of what was seen to stream', () => {
  const row = { streamed: true, firstByteMs: 100, durationMs: 1_100, outputTokens: 64 } as const;
  expect(tokensPerSecond(exchangeRow(row))).toBe(64);
  expect(tokensPerSecond(exchangeRow({ ...row, streamed: false }))).toBeNull();
  expect(tokensPerSecond(exchangeRow({ ...row, durationMs: 101 }))).toBeNull();
  expect(tokensPerSecond(exchangeRow({ ...row, outputTokens: null }))).toBeNull();
});
