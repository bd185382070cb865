import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { useEffect } from 'react';

import { GateDown, GateUp } from '../components/marks.tsx';
import { isRunning, useConnection } from '../stores/connection.ts';
import { Unstopped } from './unstopped.tsx';
import { useModeSwitch } from './use-mode-switch.tsx';

export function ModeSwitch() {
  const { mode, choose, dialog } = useModeSwitch();
  const running = useConnection(isRunning);
  const armed = mode === 'block';

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'b' || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      choose(armed ? 'log' : 'block');
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  return (
    <>
      <RadioGroup
        className="mode"
        aria-label="Mode"
        value={mode}
        disabled={!running || mode === null}
        onValueChange={(next) => choose(next === 'block' ? 'block' : 'log')}
      >
        <Radio.Root value="block" className="mode-block">
          <GateDown />
          Block
        </Radio.Root>
        <Radio.Root value="log" className="mode-log">
          <GateUp />
          Log
        </Radio.Root>
      </RadioGroup>
      <div className={armed && running ? 'mode-say armed' : 'mode-say'} aria-live="polite">
        {mode === null ? null : !running ? (
          // What is not known to be in force is not claimed.
          <>
            <b>Unknown</b>
            <span>No word from the engine</span>
          </>
        ) : (
          <>
            <b>{armed ? 'Armed' : 'Watching'}</b>
            <span>{armed ? 'Verdict first, then forward' : 'Forward first, verdict after'}</span>
          </>
        )}
      </div>
      {mode === 'log' && running ? <Unstopped /> : null}
      {dialog}
    </>
  );
}
