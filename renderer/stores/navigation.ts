import { create } from 'zustand';

export const VIEWS = ['traffic', 'violations', 'collections', 'policies', 'connect', 'sync', 'settings'] as const;
export type View = (typeof VIEWS)[number];

export interface NavigationState {
  view: View;
  /** The collection that the view is about; null: all traffic. */
  agent: string | null;
  paletteOpen: boolean;
  shortcutsOpen: boolean;
  readonly show: (view: View) => void;
  /** A collection chosen in the rail: traffic and violations are narrowed to it, elsewhere its page opens. */
  readonly chooseAgent: (agent: string | null) => void;
  readonly openCollection: (agent: string) => void;
  readonly setPalette: (open: boolean) => void;
  readonly setShortcuts: (open: boolean) => void;
}

export const useNavigation = create<NavigationState>()((set, get) => ({
  view: 'traffic',
  agent: null,
  paletteOpen: false,
  shortcutsOpen: false,
  // Collections leads to the table of all, also from the page of one.
  show: (view) => set(view === 'collections' ? { view, agent: null } : { view }),
  chooseAgent(agent) {
    const { view } = get();
    if (view === 'traffic' || view === 'violations' || (view === 'collections' && agent !== null)) set({ agent });
    else set(agent === null ? { view: 'traffic', agent } : { view: 'collections', agent });
  },
  openCollection: (agent) => set({ view: 'collections', agent }),
  setPalette: (paletteOpen) => set({ paletteOpen }),
  setShortcuts: (shortcutsOpen) => set({ shortcutsOpen }),
}));
