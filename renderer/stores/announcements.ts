import { create } from 'zustand';

import type { ExchangeRow } from '../../shared/domain/index.ts';

/** A screen reader hears of violations at most this often, then with their number. */
const EVERY_MS = 8_000;

export interface AnnouncementsState {
  /** What to read out; changes are announced. */
  text: string;
  readonly receive: (rows: readonly ExchangeRow[]) => void;
}

const WORDS = { block: 'blocked', mask: 'masked', warn: 'warned', alert: 'alerted' } as const;

/** What became of it: Log mode carries nothing out, and alerts in both. */
function outcome({ verdict, mode }: ExchangeRow): string {
  if (verdict === null || verdict === 'allow') return '';
  return mode === 'log' && verdict !== 'alert' ? `would have been ${WORDS[verdict]}` : WORDS[verdict];
}

const OUTCOMES = [...Object.values(WORDS), ...Object.values(WORDS).map((word) => `would have been ${word}`)];

/** One sentence for all verdicts since the last one: `3 blocked, 1 alerted. Agents: billing-bot, search-agent.` */
export function sentence(rows: readonly ExchangeRow[]): string {
  const parts = OUTCOMES.map((word) => ({ word, count: rows.filter((row) => outcome(row) === word).length }))
    .filter(({ count }) => count > 0)
    .map(({ count, word }) => `${count} ${word}`);
  const agents = [...new Set(rows.map((row) => row.agent))];
  const named = agents.slice(0, 3).join(', ');
  return `${parts.join(', ')}. ${agents.length === 1 ? 'Agent' : 'Agents'}: ${named}${agents.length > 3 ? ' and others' : ''}.`;
}

export const useAnnouncements = create<AnnouncementsState>()((set) => {
  const announced = new Set<string>();
  let waiting: ExchangeRow[] = [];
  let quietUntil = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const speak = () => {
    timer = undefined;
    if (waiting.length === 0) return;
    quietUntil = Date.now() + EVERY_MS;
    set({ text: sentence(waiting) });
    waiting = [];
  };
  return {
    text: '',
    receive(rows) {
      const objected = rows.filter((row) => row.verdict !== null && row.verdict !== 'allow' && !announced.has(row.id));
      if (objected.length === 0) return;
      for (const row of objected) announced.add(row.id);
      if (announced.size > 5_000) announced.clear();
      waiting.push(...objected);
      timer ??= setTimeout(speak, Math.max(500, quietUntil - Date.now()));
    },
  };
});
