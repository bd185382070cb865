import { create } from 'zustand';

import type { EnginePhase } from '../../shared/domain/index.ts';
import type { HostBridge } from '../../shared/rpc/host-bridge.ts';

export interface ConnectionState {
  phase: EnginePhase;
  /** Since when the engine is down; null while it runs. */
  downSince: number | null;
  host: HostBridge | null;
  readonly setHost: (host: HostBridge) => void;
  readonly setPhase: (phase: EnginePhase) => void;
}

/** Which process we talk to, and whether it is there. */
export const useConnection = create<ConnectionState>()((set, get) => ({
  phase: { phase: 'starting', attempt: 1 },
  downSince: null,
  host: null,
  setHost: (host) => set({ host }),
  setPhase: (phase) => set({ phase, downSince: phase.phase === 'running' ? null : (get().downSince ?? Date.now()) }),
}));

export const isRunning = (state: ConnectionState) => state.phase.phase === 'running';
