import { useEffect } from 'react';

import { useNavigation } from '../stores/navigation.ts';
import { usePreferences } from '../stores/preferences.ts';
import { useTraffic } from '../stores/traffic.ts';

/** View and filter survive a restart of the window. */
export function restorePlace(): void {
  const { view, filter } = usePreferences.getState();
  useNavigation.setState({ view });
  useTraffic.setState({ filter });
}

export function useRememberedPlace(): void {
  const view = useNavigation((state) => state.view);
  const filter = useTraffic((state) => state.filter);
  const change = usePreferences((state) => state.change);
  useEffect(() => change({ view, filter }), [view, filter, change]);
}
