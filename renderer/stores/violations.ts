import { create } from 'zustand';

import type { Violation, ViolationGroup, ViolationGroupBy, ViolationStatus } from '../../shared/domain/index.ts';
import { callEngine } from '../rpc/engine.ts';
import { toSluiceError } from '../rpc/client.ts';
import { attempt } from './attempt.ts';
import { throttle } from './throttle.ts';
import { sayDone } from './toasts.ts';

const LIMIT = 500;
const RELOAD_EVERY_MS = 1_000;

export interface ViolationsState {
  status: ViolationStatus;
  groupBy: ViolationGroupBy;
  agent: string | null;
  groups: readonly ViolationGroup[];
  violations: readonly Violation[];
  counts: Readonly<Record<ViolationStatus, number>>;
  loaded: boolean;
  error: string | null;
  checked: ReadonlySet<number>;
  selected: number | null;
  collapsed: ReadonlySet<string>;
  /** Only loads while somebody looks. */
  visible: boolean;
  readonly load: () => Promise<void>;
  readonly receive: (openViolations: number) => void;
  readonly show: (visible: boolean) => void;
  readonly setStatus: (status: ViolationStatus) => void;
  readonly setGroupBy: (groupBy: ViolationGroupBy) => void;
  readonly setAgent: (agent: string | null) => void;
  readonly select: (id: number | null) => void;
  readonly toggle: (ids: readonly number[], on: boolean) => void;
  readonly toggleGroup: (key: string) => void;
  /** Moves them to `to`, with an undo. */
  readonly triage: (ids: readonly number[], to: ViolationStatus) => Promise<void>;
}

/** The group a violation belongs to. */
export function groupKey(violation: Violation, groupBy: ViolationGroupBy): string {
  return violation[groupBy];
}

const DONE_WORDS: Readonly<Record<ViolationStatus, string>> = {
  open: 'reopened',
  reviewed: 'marked as reviewed',
  'false-positive': 'marked as false positive',
};

export const useViolations = create<ViolationsState>()((set, get) => {
  let asked = 0;
  let lastOpen = -1;
  const reload = throttle(RELOAD_EVERY_MS, () => void get().load());

  const move = async (ids: readonly number[], to: ViolationStatus) => {
    await callEngine('setViolationStatus', { ids, status: to });
    await get().load();
  };

  return {
    status: 'open',
    groupBy: 'policy',
    agent: null,
    groups: [],
    violations: [],
    counts: { open: 0, reviewed: 0, 'false-positive': 0 },
    loaded: false,
    error: null,
    checked: new Set(),
    selected: null,
    collapsed: new Set(),
    visible: false,

    async load() {
      if (!get().visible) return;
      const { status, groupBy, agent } = get();
      const turn = ++asked;
      try {
        const page = await callEngine('listViolations', {
          status,
          groupBy,
          ...(agent === null ? {} : { agent }),
          limit: LIMIT,
        });
        if (turn !== asked) return;
        const ids = new Set(page.violations.map((one) => one.id));
        set({
          ...page,
          loaded: true,
          error: null,
          checked: new Set([...get().checked].filter((id) => ids.has(id))),
        });
      } catch (error) {
        if (turn === asked) set({ error: toSluiceError(error).message });
      }
    },
    receive(openViolations) {
      if (openViolations === lastOpen) return;
      lastOpen = openViolations;
      if (get().visible) reload.run();
    },
    show(visible) {
      set({ visible });
      if (visible) void get().load();
    },
    setStatus(status) {
      set({ status, checked: new Set(), selected: null, loaded: false });
      void get().load();
    },
    setGroupBy(groupBy) {
      set({ groupBy, collapsed: new Set() });
      void get().load();
    },
    setAgent(agent) {
      if (agent === get().agent) return;
      set({ agent, checked: new Set() });
      void get().load();
    },
    select: (selected) => set({ selected }),
    toggle(ids, on) {
      const checked = new Set(get().checked);
      for (const id of ids) {
        if (on) checked.add(id);
        else checked.delete(id);
      }
      set({ checked });
    },
    toggleGroup(key) {
      const collapsed = new Set(get().collapsed);
      if (!collapsed.delete(key)) collapsed.add(key);
      set({ collapsed });
    },
    triage(ids, to) {
      if (ids.length === 0) return Promise.resolve();
      const from = get().status;
      return attempt('The violations were not changed.', async () => {
        const next = nextSelected(get().violations, ids, get().selected);
        await move(ids, to);
        set({ checked: new Set(), selected: next });
        const what = ids.length === 1 ? '1 violation' : `${ids.length} violations`;
        sayDone(`${what} ${DONE_WORDS[to]}.`, {
          label: 'Undo',
          run: () => void attempt('The change was not undone.', () => move(ids, from)),
        });
      });
    },
  };
});

/** After triage the cursor goes to the next one that stays, so that R R R works down the list. */
export function nextSelected(
  violations: readonly Violation[],
  gone: readonly number[],
  selected: number | null,
): number | null {
  if (selected === null || !gone.includes(selected)) return selected;
  const index = violations.findIndex((one) => one.id === selected);
  const stays = (one: Violation) => !gone.includes(one.id);
  return (
    (violations.slice(index + 1).find(stays) ?? violations.slice(0, Math.max(0, index)).findLast(stays))?.id ?? null
  );
}
