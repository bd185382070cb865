import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { useEffect, useRef, useState } from 'react';

import type { Mode } from '../../shared/domain/index.ts';
import { GateDown, GateUp } from '../components/marks.tsx';
import { isRunning, useConnection } from '../stores/connection.ts';
import { useStatus } from '../stores/status.ts';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';

/** Leaving Block is asked about once in the life of this window; arming takes no dialog. */
let askedBefore = false;

export function useModeSwitch(): { mode: Mode | null; choose: (mode: Mode) => void; dialog: React.ReactNode } {
  const mode = useStatus((state) => state.status?.mode ?? null);
  const setMode = useStatus((state) => state.setMode);
  const [asking, setAsking] = useState(false);
  const choose = (next: Mode) => {
    if (next === mode) return;
    if (next === 'log' && !askedBefore) setAsking(true);
    else void setMode(next);
  };
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

export function ModeSwitch() {
  const { mode, choose, dialog } = useModeSwitch();
  const running = useConnection(isRunning);
  const armed = mode === 'block';
  const group = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'b' || event.shiftKey || event.altKey) return;
      event.preventDefault();
      choose(armed ? 'log' : 'block');
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  return (
    <>
      <RadioGroup
        ref={group}
        className="mode"
        aria-label="Mode"
        value={mode}
        disabled={!running || mode === null}
        onValueChange={(next) => choose(next === 'block' ? 'block' : 'log')}
      >
        <Radio.Root value="block" className="mode-block" nativeButton render={<button type="button" />}>
          <GateDown />
          Block
        </Radio.Root>
        <Radio.Root value="log" className="mode-log" nativeButton render={<button type="button" />}>
          <GateUp />
          Log
        </Radio.Root>
      </RadioGroup>
      <div className={armed ? 'mode-say armed' : 'mode-say'} aria-live="polite">
        {mode === null ? null : (
          <>
            <b>{armed ? 'Armed' : 'Watching'}</b>
            <span>{armed ? 'Verdict first, then forward' : 'Forward first, verdict after'}</span>
          </>
        )}
      </div>
      {dialog}
    </>
  );
}
