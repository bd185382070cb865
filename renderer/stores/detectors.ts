import { create } from 'zustand';

import type { CustomDetector } from '../../shared/domain/index.ts';
import type { DetectorsInForce } from '../../shared/rpc/detectors-api.ts';
import { toSluiceError } from '../rpc/client.ts';
import { callEngine } from '../rpc/engine.ts';
import { sayDone } from './toasts.ts';

export interface DetectorsState {
  readonly saved: DetectorsInForce;
  /** What went wrong with loading. */
  readonly error: string | null;
  readonly load: () => Promise<void>;
  /** The whole list. Resolves with null when saved, with the engine's reason when it was refused. */
  readonly save: (detectors: readonly CustomDetector[], done: string) => Promise<string | null>;
}

export const useDetectors = create<DetectorsState>()((set, get) => ({
  saved: { detectors: [], revision: 0, notice: null },
  error: null,
  async load() {
    try {
      set({ saved: await callEngine('getDetectors'), error: null });
    } catch (error) {
      set({ error: toSluiceError(error).message });
    }
  },
  async save(detectors, done) {
    try {
      const { revision } = get().saved;
      set({ saved: await callEngine('saveDetectors', { detectors, revision }) });
      sayDone(done);
      return null;
    } catch (error) {
      const { code, message } = toSluiceError(error);
      // What another window saved is shown, so that the next try starts from it.
      if (code === 'conflict') await get().load();
      return message;
    }
  },
}));
