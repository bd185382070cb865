import { create } from 'zustand';

import type { PlaygroundInput, PlaygroundResult, Role, Side } from '../../shared/domain/index.ts';
import { toSluiceError } from '../rpc/client.ts';
import { callEngine } from '../rpc/engine.ts';
import { debounce } from './debounce.ts';
import { draftedPolicies, usePolicies } from './policies.ts';

/** After the last key. */
const TRY_MS = 250;

/** A captured exchange that is tried on, with what a person needs to know it again. */
export interface PickedExchange {
  readonly id: string;
  readonly agent: string;
  readonly path: string;
  readonly startedAt: number;
}

export interface PlaygroundState {
  text: string;
  role: Role;
  side: Side;
  /** For scopes; '': an agent that no scope names. */
  agent: string;
  /** null: the text above is tried. */
  picked: PickedExchange | null;
  result: PlaygroundResult | null;
  running: boolean;
  error: string | null;
  readonly setText: (text: string) => void;
  readonly set: (patch: Partial<Pick<PlaygroundState, 'role' | 'side' | 'agent'>>) => void;
  readonly pick: (exchange: PickedExchange | null, side?: Side) => void;
  /** Tries again soon: something changed. */
  readonly refresh: () => void;
  /** Tries now. */
  readonly run: () => Promise<void>;
}

export const usePlayground = create<PlaygroundState>()((set, get) => {
  let asked = 0;
  const soon = debounce(TRY_MS, () => void get().run());
  return {
    text: '',
    role: 'user',
    side: 'request',
    agent: '',
    picked: null,
    result: null,
    running: false,
    error: null,
    setText(text) {
      set({ text, picked: null });
      soon.run();
    },
    set(patch) {
      set(patch);
      soon.run();
    },
    pick(picked, side = 'request') {
      set({ picked, side, result: null });
      void get().run();
    },
    refresh: () => soon.run(),
    async run() {
      soon.cancel();
      const turn = ++asked;
      const input = inputOf(get());
      if (input === null) return set({ result: null, running: false, error: null });
      set({ running: true });
      try {
        const policies = usePolicies.getState();
        const { inForce } = policies;
        const result = await callEngine('tryPolicies', {
          input,
          ...(inForce === null ? {} : { policies: draftedPolicies(policies), exceptions: inForce.exceptions }),
        });
        if (turn === asked) set({ result, running: false, error: null });
      } catch (error) {
        if (turn === asked) set({ running: false, error: toSluiceError(error).message });
      }
    },
  };
});

/** null: there is nothing to try. */
function inputOf({ picked, side, text, role, agent }: PlaygroundState): PlaygroundInput | null {
  if (picked !== null) return { kind: 'exchange', exchangeId: picked.id, side };
  if (text === '') return null;
  const name = agent.trim();
  return { kind: 'text', text, role, side, ...(name === '' ? {} : { agent: name }) };
}
