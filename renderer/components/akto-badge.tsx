import { CloudAlert, CloudCheck, CloudUpload } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';

import { type OutboxState, type SyncStatus, waitingOf } from '../../shared/domain/index.ts';
import { useOutboxMarks } from '../stores/outbox-marks.ts';
import { useSync } from '../stores/sync.ts';
import { OUTBOX_STATE_WORDS } from './outbox-words.ts';

const ICONS: Readonly<Partial<Record<OutboxState, ReactNode>>> = {
  queued: <CloudUpload />,
  sending: <CloudUpload />,
  paused: <CloudUpload />,
  delivered: <CloudCheck />,
  rejected: <CloudAlert />,
};

/** How far an exchange has come on its way to Akto; nothing for one that does not go there. */
export function AktoBadge({ seq }: { readonly seq: number }) {
  const used = useSync(({ status }) => status !== null && isUsed(status));
  const state = useOutboxMarks(({ states }) => states.get(seq));
  useEffect(() => {
    if (used && state === undefined) useOutboxMarks.getState().want(seq);
  }, [seq, used, state]);
  const icon = state === undefined ? undefined : ICONS[state];
  if (state === undefined || icon === undefined) return null;
  const words = `Akto: ${OUTBOX_STATE_WORDS[state].toLowerCase()}`;
  return (
    <span className={`akto-badge ${state}`} title={words}>
      {icon}
      <span className="sr-only">{words}</span>
    </span>
  );
}

/** The same of a collection: what was delivered, and what stands in the way. */
export function AktoCounts({ agent }: { readonly agent: string }) {
  const counts = useSync(({ status }) => status?.outbox.byAgent[agent]);
  if (counts === undefined) return null;
  const waiting = waitingOf(counts);
  return (
    <span className="akto-counts">
      <Count state="delivered" count={counts.delivered} />
      {waiting === 0 ? null : <Count state="queued" count={waiting} />}
      {counts.rejected === 0 ? null : <Count state="rejected" count={counts.rejected} />}
    </span>
  );
}

function Count({ state, count }: { readonly state: 'delivered' | 'queued' | 'rejected'; readonly count: number }) {
  const words = `Akto: ${state === 'queued' ? 'waiting' : OUTBOX_STATE_WORDS[state].toLowerCase()}`;
  return (
    <span className={`akto-badge ${state}`} title={words}>
      {ICONS[state]}
      <span className="sr-only">{words}</span>
      <span className="tnum">{count.toLocaleString('en')}</span>
    </span>
  );
}

/** Where nobody ever switched it on, nothing need be asked. */
function isUsed({ settings, outbox }: SyncStatus): boolean {
  const { counts, deliveredEver } = outbox;
  return settings.on || deliveredEver > 0 || waitingOf(counts) > 0 || counts.rejected > 0;
}
