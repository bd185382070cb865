import { Search } from 'lucide-react';

import { ApprovalChip } from '../features/approvals/index.ts';
import { Logo } from '../components/marks.tsx';
import { isRunning, useConnection } from '../stores/connection.ts';
import { useNavigation } from '../stores/navigation.ts';
import { shortAddress, useStatus } from '../stores/status.ts';
import { Health } from './health.tsx';
import { ModeSwitch } from './mode-switch.tsx';

export function TopBar() {
  return (
    <header className="top">
      <Brand />
      <ModeSwitch />
      <RecordingSwitch />
      <ApprovalChip />
      <span className="grow" />
      <Health />
      <SearchButton />
    </header>
  );
}

function Brand() {
  const address = useStatus((state) => shortAddress(state.status));
  const armed = useStatus((state) => state.status?.mode === 'block');
  return (
    <div className="top-brand">
      <Logo armed={armed} />
      <strong>Sluice</strong>
      <span className="addr" title="Agents send here">
        {address}
      </span>
      <Exposed />
    </div>
  );
}

const NOBODY: readonly string[] = [];

/** Whoever opened Sluice to others must see it. */
function Exposed() {
  const exposed = useStatus((state) => state.status?.exposed ?? NOBODY);
  if (exposed.length === 0) return null;
  const title = `Sluice can be reached from elsewhere as ${exposed.join(', ')}. Whoever asks must show SLUICE_TOKEN.`;
  return (
    <span className="exposed" title={title}>
      Exposed
    </span>
  );
}

function RecordingSwitch() {
  const recording = useStatus((state) => state.status?.recording ?? null);
  const setRecording = useStatus((state) => state.setRecording);
  const running = useConnection(isRunning);
  const on = recording === true;
  return (
    <button
      type="button"
      className={on ? 'rec on' : 'rec'}
      role="switch"
      aria-checked={on}
      aria-label="Recording"
      title={
        on ? 'Exchanges are stored. Verdicts go on when you switch this off.' : 'Nothing is stored. Verdicts go on.'
      }
      disabled={!running || recording === null}
      onClick={() => void setRecording(!on)}
    >
      <i className="rec-dot" />
      <span>{on ? 'Recording' : 'Not recording'}</span>
    </button>
  );
}

function SearchButton() {
  const setPalette = useNavigation((state) => state.setPalette);
  return (
    <button type="button" className="search" aria-keyshortcuts="Control+K" onClick={() => setPalette(true)}>
      <Search />
      <span>Search or run a command</span>
      <kbd>Ctrl K</kbd>
    </button>
  );
}
