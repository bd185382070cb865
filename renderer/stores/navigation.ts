import { create } from 'zustand';

export const VIEWS = ['traffic', 'violations', 'collections', 'connect', 'settings'] as const;
export type View = (typeof VIEWS)[number];

export interface NavigationState {
  view: View;
  /** The collection that the view is about; null: all traffic. */
  agent: string | null;
  paletteOpen: boolean;
  shortcutsOpen: boolean;
  show(view: View): void;
  /** A collection chosen in the rail: traffic and violations are narrowed to it, elsewhere its page opens. */
  chooseAgent(agent: string | null): void;
  openCollection(agent: string): void;
  setPalette(open: boolean): void;
  setShortcuts(open: boolean): void;
}

export const useNavigation = create<NavigationState>()((set, get) => ({
  view: 'traffic',
  agent: null,
  paletteOpen: false,
  shortcutsOpen: false,
  show: (view) => set(view === 'collections' && get().view !== 'collections' ? { view, agent: null } : { view }),
  chooseAgent(agent) {
    const { view } = get();
    if (view === 'traffic' || view === 'violations' || (view === 'collections' && agent !== null)) set({ agent });
    else set(agent === null ? { view: 'traffic', agent } : { view: 'collections', agent });
  },
  openCollection: (agent) => set({ view: 'collections', agent }),
  setPalette: (paletteOpen) => set({ paletteOpen }),
  setShortcuts: (shortcutsOpen) => set({ shortcutsOpen }),
}));
