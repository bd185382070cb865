import { create } from 'zustand';

import type { Approval, ApprovalScope } from '../../shared/domain/index.ts';
import { toSluiceError } from '../rpc/client.ts';
import { callEngine } from '../rpc/engine.ts';
import { attempt } from './attempt.ts';
import { sayDone } from './toasts.ts';

export interface ApprovalsState {
  /** Everything that waits for a person, oldest first. */
  waiting: readonly Approval[];
  /** The prompt is on the screen. */
  open: boolean;
  /** Which of the queue is asked about; null: the most urgent. */
  current: string | null;
  /** Answers on their way. */
  answering: ReadonlySet<string>;
  readonly load: () => Promise<void>;
  readonly receive: (waiting: readonly Approval[]) => void;
  readonly setOpen: (open: boolean) => void;
  readonly choose: (id: string) => void;
  /** Asks about the next (1) or the one before (-1) in the queue. */
  readonly step: (by: 1 | -1) => void;
  readonly answer: (one: Approval, decision: 'approve' | 'deny', scope?: ApprovalScope) => Promise<void>;
  readonly release: (exchangeId: string) => Promise<void>;
}

/** Only what needs a person asks by itself; a warning can be released at leisure. */
const isUrgent = (one: Approval) => one.kind === 'approval';

/** The one asked about: the chosen one, else the first that needs a person, else the first. */
export function currentOf({ waiting, current }: Pick<ApprovalsState, 'waiting' | 'current'>): Approval | null {
  return waiting.find(({ id }) => id === current) ?? waiting.find(isUrgent) ?? waiting[0] ?? null;
}

/** When it is too late, as Unix ms: a held request is denied before its question ends. */
export function endOf({ heldUntil, deadline }: Approval): number {
  return heldUntil ?? deadline;
}

export const useApprovals = create<ApprovalsState>()((set, get) => ({
  waiting: [],
  open: false,
  current: null,
  answering: new Set(),
  async load() {
    get().receive(await callEngine('listApprovals'));
  },
  receive(waiting) {
    const known = new Set(get().waiting.map(({ id }) => id));
    const asksNow = waiting.some((one) => isUrgent(one) && !known.has(one.id));
    set({ waiting, open: waiting.length > 0 && (get().open || asksNow) });
  },
  setOpen: (open) => set({ open, ...(open ? {} : { current: null }) }),
  choose: (current) => set({ current, open: true }),
  step(by) {
    const { waiting } = get();
    const at = waiting.findIndex(({ id }) => id === currentOf(get())?.id);
    const next = waiting[at + by];
    if (next !== undefined) set({ current: next.id });
  },
  async answer(one, decision, scope = 'once') {
    if (get().answering.has(one.id)) return;
    set({ answering: new Set([...get().answering, one.id]) });
    await attempt('The answer did not arrive.', async () => {
      try {
        await callEngine('answerApproval', { id: one.id, decision, scope });
        sayDone(outcome(one, decision));
      } catch (error) {
        if (toSluiceError(error).code !== 'not_found') throw error;
        sayDone('It was answered already, or the time was over.');
      }
      get().receive(get().waiting.filter(({ id }) => id !== one.id));
    });
    set({ answering: new Set([...get().answering].filter((id) => id !== one.id)) });
  },
  release: (exchangeId) =>
    attempt('The warning was not released.', async () => {
      const { until } = await callEngine('releaseWarn', { exchangeId });
      const time = new Date(until).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
      sayDone(`Released: it passes when the agent sends it again before ${time}.`);
    }),
}));

function outcome({ agent, kind, held }: Approval, decision: 'approve' | 'deny'): string {
  if (decision === 'deny') return kind === 'warn' ? `${agent}: it stays denied.` : `${agent}: denied.`;
  return held > 0 ? `${agent}: approved, it goes on.` : `${agent}: approved, it passes when it is sent again.`;
}
