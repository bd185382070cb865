import { useLayoutEffect } from 'react';

import { usePreferences } from '../stores/preferences.ts';

/** Pins theme and row height on the root element, where the tokens read them. */
export function useAppearance(): void {
  const theme = usePreferences((state) => state.theme);
  const density = usePreferences((state) => state.density);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset.theme;
    else dataset.theme = theme;
    dataset.density = density;
  }, [theme, density]);
}
