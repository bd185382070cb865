import { Switch } from '@base-ui/react/switch';
import { useId, useState } from 'react';

import type { SyncStatus } from '../../../shared/domain/index.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { plural } from '../../components/format.ts';
import { Segmented } from '../../components/segmented.tsx';
import { useCollections } from '../../stores/collections.ts';
import { useSync } from '../../stores/sync.ts';
import { sayDone, sayFailed } from '../../stores/toasts.ts';

type From = 'now' | 'stored' | 'date';

/** Off at once; on after a person said from when on exchanges go. */
export function SyncSwitch({ status }: { readonly status: SyncStatus }) {
  const [asking, setAsking] = useState(false);
  const save = useSync((state) => state.save);
  const { on } = status.settings;
  const turn = async (next: boolean, from?: 'now' | 'stored' | number) => {
    const refused = await save({ on: next }, from);
    if (refused !== null) sayFailed(next ? 'Sync stays off.' : 'Sync stays on.', refused);
    else sayDone(next ? 'Sync is on.' : 'Sync is off. What waits is kept.');
  };
  return (
    <>
      <Switch.Root
        className="switch"
        aria-label="Sync"
        checked={on}
        onCheckedChange={(next) => (next ? setAsking(true) : void turn(false))}
      >
        <Switch.Thumb />
      </Switch.Root>
      {asking ? (
        <StartDialog url={status.url} onClose={() => setAsking(false)} onStart={(from) => void turn(true, from)} />
      ) : null}
    </>
  );
}

function StartDialog({
  url,
  onClose,
  onStart,
}: {
  readonly url: string | null;
  readonly onClose: () => void;
  readonly onStart: (from: 'now' | 'stored' | number) => void;
}) {
  const stored = useCollections((state) => state.totals.exchanges);
  const [from, setFrom] = useState<From>('now');
  const [since, setSince] = useState('');
  const id = useId();
  const at = Date.parse(since);
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title="Send exchanges to Akto?"
      action="Switch sync on"
      disabled={url === null || (from === 'date' && Number.isNaN(at))}
      onConfirm={() => onStart(from === 'date' ? at : from)}
    >
      <p>
        {url === null
          ? 'There is no address yet: give one on this page first.'
          : `Requests and answers go to ${url}, with credentials and secrets replaced. Nothing else changes.`}
      </p>
      <div className="sync-from">
        <Segmented
          label="From when on"
          value={from}
          onChange={setFrom}
          options={[
            { value: 'now', label: 'From now on' },
            { value: 'date', label: 'Since…' },
            { value: 'stored', label: `All ${plural(stored, 'exchange')} stored` },
          ]}
        />
        {from === 'date' ? (
          <>
            <label htmlFor={id} className="sr-only">
              Exchanges since
            </label>
            <input
              id={id}
              type="datetime-local"
              className="field mono"
              value={since}
              onChange={(event) => setSince(event.target.value)}
            />
          </>
        ) : null}
      </div>
    </ConfirmDialog>
  );
}
