import { create } from 'zustand';

import type { SavedSettings, SettingValue } from '../../shared/domain/index.ts';
import { callEngine } from '../rpc/engine.ts';
import { toSluiceError } from '../rpc/client.ts';
import { sayDone } from './toasts.ts';

export interface SettingsState {
  settings: readonly SettingValue[];
  error: string | null;
  readonly load: () => Promise<void>;
  readonly receive: (settings: readonly SettingValue[]) => void;
  /** Resolves with null when saved, with the engine's reason when it was refused. */
  readonly save: (patch: Partial<SavedSettings>) => Promise<string | null>;
}

/** The language model that is asked what policies want to know; null: none is set. */
export function useJudge(): { readonly host: string; readonly model: string } | null {
  const url = useSettings((state) => textOf(state, 'judgeUrl'));
  const model = useSettings((state) => textOf(state, 'judgeModel'));
  return url === '' ? null : { host: URL.parse(url)?.host ?? url, model };
}

function textOf({ settings }: SettingsState, name: SettingValue['name']): string {
  const value = settings.find((one) => one.name === name)?.value;
  return typeof value === 'string' ? value : '';
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
  receive: (settings) => set({ settings, error: null }),
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
