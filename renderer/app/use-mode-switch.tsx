import { type ReactNode, useCallback, useState } from 'react';

import type { Mode } from '../../shared/domain/index.ts';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { useStatus } from '../stores/status.ts';

/** Leaving Block is asked about once in the life of this window; arming takes no dialog. */
let askedBefore = false;

export function useModeSwitch(): { mode: Mode | null; choose: (mode: Mode) => void; dialog: ReactNode } {
  const mode = useStatus((state) => state.status?.mode ?? null);
  const setMode = useStatus((state) => state.setMode);
  const [asking, setAsking] = useState(false);
  const choose = useCallback(
    (next: Mode) => {
      if (next === mode) return;
      if (next === 'log' && !askedBefore) setAsking(true);
      else void setMode(next);
    },
    [mode, setMode],
  );
  const dialog = (
    <ConfirmDialog
      open={asking}
      onClose={() => setAsking(false)}
      title="Stop blocking?"
      action="Switch to Log"
      onConfirm={() => {
        askedBefore = true;
        void setMode('log');
      }}
    >
      In Log mode every request is forwarded at once and judged afterwards. Nothing is held back or masked until you
      switch to Block again.
    </ConfirmDialog>
  );
  return { mode, choose, dialog };
}
