import { create } from 'zustand';

import type { SyncStatus } from '../../shared/domain/index.ts';
import { callEngine } from '../rpc/engine.ts';

export interface SyncState {
  /** null before the engine said anything. */
  status: SyncStatus | null;
  readonly receive: (status: SyncStatus) => void;
  readonly load: () => Promise<void>;
}

export const useSync = create<SyncState>()((set) => ({
  status: null,
  receive: (status) => set({ status }),
  load: async () => set({ status: await callEngine('getSync') }),
}));
