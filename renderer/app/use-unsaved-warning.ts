import { useEffect } from 'react';

import { isRunning, useConnection } from '../stores/connection.ts';
import { usePolicies } from '../stores/policies.ts';
import { isDirty } from '../stores/policy-draft.ts';

/** Asks before the window closes on an unsaved edit. Without an engine it could not be saved, so nothing is asked. */
export function useUnsavedWarning(): void {
  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent) => {
      if (isDirty(usePolicies.getState().draft) && isRunning(useConnection.getState())) event.preventDefault();
    };
    window.addEventListener('beforeunload', onUnload);
    return () => window.removeEventListener('beforeunload', onUnload);
  }, []);
}
