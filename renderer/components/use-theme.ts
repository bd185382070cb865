import { useSyncExternalStore } from 'react';

import { usePreferences } from '../stores/preferences.ts';

const dark = () => window.matchMedia('(prefers-color-scheme: dark)');

/** The theme in effect: canvases do not follow CSS by themselves and are drawn again when it changes. */
export function useTheme(): 'light' | 'dark' {
  const chosen = usePreferences((state) => state.theme);
  const system = useSyncExternalStore(
    (listener) => {
      const query = dark();
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => dark().matches,
  );
  if (chosen !== 'system') return chosen;
  return system ? 'dark' : 'light';
}
