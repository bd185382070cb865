import { Activity, Clock, CloudUpload, Database, Lock, LockOpen } from 'lucide-react';
import type { ReactNode } from 'react';

import { type EngineStatus, waitingOf } from '../../shared/domain/index.ts';
import { formatBytes, formatCount, formatFine } from '../components/format.ts';
import { isRunning, useConnection } from '../stores/connection.ts';
import { useNavigation } from '../stores/navigation.ts';
import { useSettings } from '../stores/settings.ts';
import { useStatus } from '../stores/status.ts';
import { useSync } from '../stores/sync.ts';

export function StatusBar() {
  const status = useStatus((state) => state.status);
  const running = useConnection(isRunning);
  const outbox = useSync((state) => state.status?.outbox.counts);
  const setShortcuts = useNavigation((state) => state.setShortcuts);
  const known = running ? status : null;
  return (
    <footer className="status">
      <Fact
        icon={<Activity />}
        name="Exchanges"
        value={known === null ? '–' : `${formatRate(known.exchangesPerSecond)} /s`}
      />
      <Fact
        icon={<Clock />}
        name="Added p50"
        value={fine(known?.gateP50Ms)}
        title="Time spent in Sluice before a request goes on"
      />
      <Fact name="p99" value={fine(known?.gateP99Ms)} />
      <Fact name="Queue" value={known === null ? '–' : queue(known)} />
      <Fact icon={<Database />} name="Database" value={known === null ? '–' : formatBytes(known.databaseBytes)} />
      {known !== null && outbox !== undefined ? (
        <Fact icon={<CloudUpload />} name="Outbox" value={formatCount(waitingOf(outbox))} title="Waits to go to Akto" />
      ) : null}
      {known !== null && known.openExchanges > 0 ? <Fact name="Open" value={formatCount(known.openExchanges)} /> : null}
      {known !== null && known.unrecorded > 0 ? (
        <Fact name="Not recorded" value={formatCount(known.unrecorded)} />
      ) : null}
      <span className="grow" />
      {known === null ? null : <FailurePolicy mode={known.mode} />}
      <button type="button" className="st" onClick={() => setShortcuts(true)}>
        <kbd>?</kbd>
        <span>Shortcuts</span>
      </button>
    </footer>
  );
}

function Fact({ icon, name, value, title }: { icon?: ReactNode; name: string; value: string; title?: string }) {
  return (
    <span className="st" title={title}>
      {icon}
      <span>{name}</span>
      <b>{value}</b>
    </span>
  );
}

function FailurePolicy({ mode }: { readonly mode: EngineStatus['mode'] }) {
  const failure = useSettings((state) => state.settings.find((one) => one.name === 'detectorFailure')?.value);
  if (failure === undefined) return null;
  const text = mode === 'log' ? 'Log mode holds nothing back' : failure === 'closed' ? 'Fails closed' : 'Fails open';
  return (
    <span className="st" title="What happens to a request whose scan failed or ran out of time">
      {mode === 'block' && failure === 'closed' ? <Lock /> : <LockOpen />}
      <b>{text}</b>
    </span>
  );
}

const fine = (ms: number | null | undefined) => (ms === null || ms === undefined ? '–' : formatFine(ms));

const formatRate = (rate: number) => (rate >= 100 ? String(Math.round(rate)) : rate.toFixed(1).replace(/\.0$/, ''));

function queue(status: EngineStatus): string {
  if (status.waitingRequests > 0) return `${formatCount(status.waitingRequests)} waiting`;
  return status.queueBytes === 0 ? '0' : formatBytes(status.queueBytes);
}
