import { CloudUpload, ExternalLink, RefreshCw } from 'lucide-react';
import { useEffect } from 'react';

import { AKTO_INVENTORY } from '../../components/outbox-words.ts';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { attempt } from '../../stores/attempt.ts';
import { useSync } from '../../stores/sync.ts';
import { Connection } from './connection.tsx';
import { OutboxList } from './outbox-list.tsx';
import { Pipe } from './pipe.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { Scope } from './scope.tsx';
import { SyncSwitch } from './sync-switch.tsx';
import { VerdictSection } from './verdict-section.tsx';
import { sayStanding } from './sync-words.ts';
import './sync.css';

export function SyncView() {
  const status = useSync((state) => state.status);
  const show = useSync((state) => state.show);
  const retryNow = useSync((state) => state.retryNow);
  useEffect(() => {
    show(true);
    return () => show(false);
  }, [show]);
  if (status === null) return null;
  return (
    <>
      <header className="pghead">
        <span className="tile-ic">
          <CloudUpload />
        </span>
        <div className="grow">
          <h1>
            Sync to Akto
            <SyncSwitch status={status} />
          </h1>
          <p className="ell" title={sayStanding(status)}>
            {sayStanding(status)}
          </p>
        </div>
        <button
          type="button"
          className="btn"
          disabled={status.problem === null}
          onClick={() => void attempt('It was not tried again.', retryNow)}
        >
          <RefreshCw />
          Retry now
        </button>
        <a className="btn" href={AKTO_INVENTORY} target="_blank" rel="noreferrer">
          <ExternalLink />
          Open Akto
        </a>
      </header>
      <Pipe status={status} />
      <div className="sync-two">
        <ScrollRegion className="sync-left" label="Connection and outbox">
          <Connection key={status.url ?? ''} status={status} />
          <Scope status={status} />
          <VerdictSection status={status} />
          <OutboxList status={status} />
        </ScrollRegion>
        <PreviewPane url={status.url} />
      </div>
    </>
  );
}
