import { create } from 'zustand';

import type { EngineStatus, Mode } from '../../shared/domain/index.ts';
import { callEngine } from '../rpc/engine.ts';
import { attempt } from './attempt.ts';

export interface StatusState {
  /** The last that the engine said; null before the first. */
  status: EngineStatus | null;
  readonly receive: (status: EngineStatus) => void;
  readonly setMode: (mode: Mode) => Promise<void>;
  readonly setRecording: (recording: boolean) => Promise<void>;
}

export const useStatus = create<StatusState>()((set) => ({
  status: null,
  receive: (status) => set({ status }),
  setMode: (mode) =>
    attempt('The mode was not changed.', async () => set({ status: await callEngine('setMode', { mode }) })),
  setRecording: (recording) =>
    attempt('Recording was not changed.', async () => set({ status: await callEngine('setRecording', { recording }) })),
}));

/** Where agents send to, without the scheme: `127.0.0.1:4141`. */
export function shortAddress(status: EngineStatus | null): string | null {
  return status?.addresses[0]?.replace(/^https?:\/\//, '') ?? null;
}
