import { Dialog } from '@base-ui/react/dialog';
import { useEffect, useState } from 'react';

import type { ExchangeRow } from '../../../../shared/domain/index.ts';
import { parseFilter } from '../../../../shared/filter/filter.ts';
import { formatClock } from '../../../components/format.ts';
import { VerdictPill } from '../../../components/verdict-pill.tsx';
import { toSluiceError } from '../../../rpc/client.ts';
import { callEngine } from '../../../rpc/engine.ts';
import { usePlayground } from '../../../stores/playground.ts';

const SHOWN = 100;

/** The latest exchanges, narrowed by the filter of the traffic view. */
export function PickDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog wider">
          <Dialog.Title className="dialog-title">Pick captured traffic</Dialog.Title>
          <Choices onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Choices({ onClose }: { readonly onClose: () => void }) {
  const [filter, setFilter] = useState('');
  const [rows, setRows] = useState<readonly ExchangeRow[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const pick = usePlayground((state) => state.pick);
  useEffect(() => {
    const parsed = parseFilter(filter);
    if (!parsed.ok) return;
    let stale = false;
    callEngine('listExchanges', { filter, limit: SHOWN }).then(
      (page) => {
        if (stale) return;
        setProblem(null);
        setRows(page.rows.toReversed());
      },
      (error: unknown) => setProblem(toSluiceError(error).message),
    );
    return () => {
      stale = true;
    };
  }, [filter]);
  const parsed = parseFilter(filter);
  const complaint = parsed.ok ? problem : parsed.message;
  return (
    <>
      <input
        className="field pick-filter"
        aria-label="Filter the exchanges"
        aria-invalid={!parsed.ok}
        placeholder="agent: verdict: model: …"
        value={filter}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setFilter(event.target.value)}
      />
      {complaint === null ? null : (
        <p className="problem" role="alert">
          {complaint}
        </p>
      )}
      <ul className="picks scroll" aria-label="Exchanges, newest first">
        {rows?.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              onClick={() => {
                pick({ id: row.id, agent: row.agent, path: row.path, startedAt: row.startedAt });
                onClose();
              }}
            >
              <span className="faint tnum">{formatClock(row.startedAt)}</span>
              <VerdictPill kind={row.verdict} />
              <b className="ell">{row.agent}</b>
              <span className="ell">{row.path}</span>
              <span className="ell faint">{row.model ?? ''}</span>
            </button>
          </li>
        ))}
        {rows?.length === 0 ? (
          <li className="pane-empty">{filter === '' ? 'Nothing is stored yet.' : 'No match.'}</li>
        ) : null}
      </ul>
      <div className="dialog-actions">
        <Dialog.Close className="btn">Cancel</Dialog.Close>
      </div>
    </>
  );
}
