import type { ExchangeRow } from '../../../shared/domain/index.ts';
import { formatTokens } from '../../components/format.ts';

/** A row is new for as long as its ground takes to fade; later ones only scrolled into view. */
const FRESH_MS = 1_400;
/** Durations from 0 to half a minute on one track: short ones must differ, long ones must fit. */
const LONGEST_MS = 30_000;
const KNEE_MS = 100;

export function isFresh(row: ExchangeRow, now: number): boolean {
  return now - row.startedAt < FRESH_MS;
}

/** What was carried out, not only what was decided: in Log mode a block verdict is forwarded all the same. */
export function rowTone(row: ExchangeRow): 'is-block' | 'is-err' | null {
  if (row.state === 'blocked') return 'is-block';
  return row.state === 'upstream-error' || row.state === 'interrupted' ? 'is-err' : null;
}

/** What there is instead of a verdict while there is none. */
export function withoutVerdict({ state, mode }: ExchangeRow): 'judging' | 'passing' | 'none' {
  if (state !== 'open') return 'none';
  return mode === 'log' ? 'passing' : 'judging';
}

export function isBadStatus(row: ExchangeRow): boolean {
  return row.status !== null && row.status >= 400;
}

/** Tokens as they are written; with a tilde where we counted them because the answer did not say. */
export function sayTokens(row: ExchangeRow, count: number): string {
  return `${row.marks.includes('tokens-estimated') ? '~' : ''}${formatTokens(count)}`;
}

/** Width of the duration's bar and the share spent waiting for the first byte, both in percent. */
export function barShares(row: ExchangeRow): { width: number; wait: number; kind: 'plain' | 'run' | 'cut' } {
  if (row.state === 'blocked') return { width: 2, wait: 0, kind: 'cut' };
  if (row.durationMs === null) {
    if (row.state !== 'open' || row.firstByteMs === null) return { width: 0, wait: 0, kind: 'run' };
    return { width: scale(row.firstByteMs), wait: 100, kind: 'run' };
  }
  const wait = row.firstByteMs === null || row.durationMs === 0 ? 0 : (row.firstByteMs / row.durationMs) * 100;
  return { width: scale(row.durationMs), wait: Math.min(100, Math.round(wait)), kind: 'plain' };
}

function scale(ms: number): number {
  const share = Math.log1p(ms / KNEE_MS) / Math.log1p(LONGEST_MS / KNEE_MS);
  return Math.round(Math.min(1, Math.max(0.02, share)) * 1_000) / 10;
}
