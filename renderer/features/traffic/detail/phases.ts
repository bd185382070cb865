import type { ExchangeRow } from '../../../../shared/domain/index.ts';

export interface Phase {
  readonly kind: 'gate' | 'wait' | 'answer';
  readonly name: string;
  readonly why: string;
  /** Milliseconds after the request arrived. */
  readonly from: number;
  /** null: it goes on. */
  readonly until: number | null;
}

/** What an exchange spent its time with, in order; nothing where it is not known. */
export function phasesOf(row: ExchangeRow): readonly Phase[] {
  const { gateMs, firstByteMs, durationMs, state } = row;
  const phases: Phase[] = [];
  const end = state === 'open' ? null : durationMs;
  const forwarded = row.upstreamStatus !== null || state === 'upstream-error';
  if (gateMs !== null) {
    const why = row.mode === 'block' ? 'Received, read, looked through, decided' : 'Received and read';
    phases.push({ kind: 'gate', name: 'In Sluice', why, from: 0, until: gateMs });
  }
  if (!forwarded && state !== 'open') return phases;
  const from = gateMs ?? 0;
  if (gateMs !== null || firstByteMs !== null) {
    phases.push({
      kind: 'wait',
      name: 'Waiting',
      why: 'Until the upstream began to answer',
      from,
      until: firstByteMs ?? end,
    });
  }
  if (firstByteMs === null) return phases;
  const why = row.streamed ? 'The upstream streamed its answer' : 'The answer was received';
  phases.push({ kind: 'answer', name: row.streamed ? 'Streaming' : 'Receiving', why, from: firstByteMs, until: end });
  return phases;
}

/** Output tokens a second while the answer streamed; null where that says nothing. */
export function tokensPerSecond({
  streamed,
  outputTokens,
  firstByteMs,
  durationMs,
  state,
}: ExchangeRow): number | null {
  if (!streamed || state === 'open' || outputTokens === null || firstByteMs === null || durationMs === null)
    return null;
  const seconds = (durationMs - firstByteMs) / 1_000;
  // An answer that came in one piece was written before.
  return seconds < 0.05 || outputTokens < 2 ? null : outputTokens / seconds;
}
