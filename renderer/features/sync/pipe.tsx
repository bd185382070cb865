import { Check, CircleX, Clock, RefreshCw, Send } from 'lucide-react';
import type { ReactNode } from 'react';

import type { SyncStatus } from '../../../shared/domain/index.ts';
import { formatCount } from '../../components/format.ts';
import { useNow } from '../../components/use-now.ts';
import { sayDelivered, sayQueued, sayRetrying, saySending } from './sync-words.ts';

/** The outbox by state, in the order in which an exchange passes through. */
export function Pipe({ status }: { readonly status: SyncStatus }) {
  const now = useNow(1_000);
  const { counts, deliveredEver } = status.outbox;
  const retrying = status.problem === null ? 0 : counts.queued;
  return (
    <dl className="pipe" aria-label="Outbox">
      <Stage look="flows" icon={<Clock />} name="Queued" count={counts.queued} text={sayQueued(status)} />
      <Stage look="flows" icon={<Send />} name="Sending" count={counts.sending} text={saySending(status)} />
      <Stage look="fine" icon={<Check />} name="Delivered" count={deliveredEver} text={sayDelivered(status)} />
      <Stage
        look={retrying > 0 ? 'aside slow' : 'aside'}
        icon={<RefreshCw />}
        name="Retrying"
        count={retrying}
        text={sayRetrying(status, now)}
      />
      <Stage
        look={counts.rejected > 0 ? 'aside bad' : 'aside'}
        icon={<CircleX />}
        name="Rejected"
        count={counts.rejected}
        text={counts.rejected === 0 ? 'Akto refused nothing' : 'each with its reason, below'}
      />
    </dl>
  );
}

function Stage({
  look,
  icon,
  name,
  count,
  text,
}: {
  readonly look: string;
  readonly icon: ReactNode;
  readonly name: string;
  readonly count: number;
  readonly text: string;
}) {
  return (
    <div className={look}>
      <dt className="lab">
        {icon}
        {name}
      </dt>
      <dd>
        <strong className="tnum">{formatCount(count)}</strong>
        <span className="em ell" title={text}>
          {text}
        </span>
      </dd>
    </div>
  );
}
