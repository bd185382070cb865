import { create } from 'zustand';

import type { SavedSettings, SettingValue } from '../../shared/domain/index.ts';
import { callEngine } from '../rpc/engine.ts';
import { toSluiceError } from '../rpc/client.ts';
import { sayDone } from './toasts.ts';

export interface SettingsState {
  settings: readonly SettingValue[];
  error: string | null;
  readonly load: () => Promise<void>;
  /** Resolves with null when saved, with the engine's reason when it was refused. */
  readonly save: (patch: Partial<SavedSettings>) => Promise<string | null>;
}

export const useSettings = create<SettingsState>()((set) => ({
  settings: [],
  error: null,
  async load() {
    try {
      set({ settings: await callEngine('getSettings'), error: null });
    } catch (error) {
      set({ error: toSluiceError(error).message });
    }
  },
  async save(patch) {
    try {
      set({ settings: await callEngine('saveSettings', { patch }) });
      sayDone('Saved.');
      return null;
    } catch (error) {
      return toSluiceError(error).message;
    }
  },
}));
