import { Trash2 } from 'lucide-react';
import { useId, useState } from 'react';

import type { SettingValue } from '../../../shared/domain/index.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { formatBytes, plural } from '../../components/format.ts';
import { callEngine } from '../../rpc/engine.ts';
import { attempt } from '../../stores/attempt.ts';
import { useCollections } from '../../stores/collections.ts';
import { useDetail } from '../../stores/detail.ts';
import { useStatus } from '../../stores/status.ts';
import { sayDone } from '../../stores/toasts.ts';
import { useTraffic } from '../../stores/traffic.ts';
import { saySetBy, sayValue } from './setting-words.ts';

const WORD = 'delete';

export function DataSection({ setting }: { readonly setting: SettingValue | undefined }) {
  const status = useStatus((state) => state.status);
  const exchanges = useCollections((state) => state.totals.exchanges);
  const folder = status?.dataFolder ?? (setting === undefined ? '' : sayValue(setting));
  const [asking, setAsking] = useState(false);
  return (
    <section className="card" aria-label="Data">
      <h2 className="card-h">Data</h2>
      <div className="srow">
        <div className="srow-t">
          <span>Data folder</span>
          <p>Everything stored is in here, with credentials and secrets replaced before they are written.</p>
        </div>
        <div className="srow-v">
          <code className="held folder">{folder}</code>
          <CopyButton text={folder} label="Copy" />
          {setting === undefined ? null : <span className="setby">{saySetBy(setting)}</span>}
        </div>
      </div>
      <div className="srow">
        <div className="srow-t">
          <span>Delete everything</span>
          <p>
            {plural(exchanges, 'exchange')}, {formatBytes(status?.databaseBytes ?? 0)}. Settings stay.
          </p>
        </div>
        <div className="srow-v">
          <button type="button" className="btn danger" onClick={() => setAsking(true)}>
            <Trash2 />
            Delete all…
          </button>
        </div>
      </div>
      <DeleteDialog open={asking} exchanges={exchanges} onClose={() => setAsking(false)} />
    </section>
  );
}

function DeleteDialog({ open, exchanges, onClose }: { open: boolean; exchanges: number; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const id = useId();
  const close = () => {
    setTyped('');
    onClose();
  };
  const deleteAll = () =>
    attempt('Not everything was deleted.', async () => {
      await callEngine('deleteAll');
      useDetail.getState().close();
      useTraffic.getState().select(null);
      await Promise.all([useTraffic.getState().reload(), useCollections.getState().load()]);
      sayDone('Everything stored was deleted.');
    });
  return (
    <ConfirmDialog
      open={open}
      onClose={close}
      title="Delete everything that is stored?"
      action="Delete all"
      danger
      disabled={typed.trim().toLowerCase() !== WORD}
      onConfirm={() => void deleteAll()}
    >
      <p>
        {plural(exchanges, 'exchange')} with their findings, counters and backups are removed from disk. This cannot be
        undone.
      </p>
      <label htmlFor={id} className="confirm-label">
        Type <b>{WORD}</b> to go on
      </label>
      <input
        id={id}
        className="field mono"
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
    </ConfirmDialog>
  );
}
