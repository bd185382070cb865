import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

import type { ViolationGroupBy } from '../../shared/domain/index.ts';
import type { View } from './navigation.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const DENSITIES = ['compact', 'normal', 'comfortable'] as const;
export type Density = (typeof DENSITIES)[number];
/** Height of a list row in px; the same numbers stand in styles/base.css. */
export const ROW_HEIGHTS: Readonly<Record<Density, number>> = { compact: 24, normal: 28, comfortable: 32 };

export interface Preferences {
  theme: Theme;
  density: Density;
  /** Where the detail pane is docked. */
  dock: 'right' | 'bottom';
  /** Width of a right pane, height of a lower one, in px; null: the default of the window's size. */
  detailWidth: number | null;
  detailHeight: number | null;
  view: View;
  filter: string;
  savedFilters: readonly string[];
  groupBy: ViolationGroupBy;
  client: string;
  policyView: 'form' | 'json';
}

export interface PreferencesState extends Preferences {
  readonly change: (patch: Partial<Preferences>) => void;
}

/** What this window remembers between starts. Nothing captured is in it but filters somebody typed. */
export const usePreferences = create<PreferencesState>()(
  persist(
    (set) => ({
      theme: 'system',
      density: 'normal',
      dock: 'right',
      detailWidth: null,
      detailHeight: null,
      view: 'traffic',
      filter: '',
      savedFilters: [],
      groupBy: 'policy',
      client: 'openai-python',
      policyView: 'form',
      change: (patch) => set(patch),
    }),
    {
      name: 'sluice.preferences',
      version: 1,
      storage: createJSONStorage(() => localStorage),
      partialize: ({ change: _change, ...kept }) => kept,
    },
  ),
);
