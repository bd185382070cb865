import { useState } from 'react';

import type { EnginePhase } from '../../shared/domain/index.ts';
import { VerdictMark } from '../components/marks.tsx';
import { useNow } from '../components/use-now.ts';
import { useConnection } from '../stores/connection.ts';
import { useNavigation } from '../stores/navigation.ts';
import { useStatus } from '../stores/status.ts';

const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** Says that the engine is down, when it is tried again, and what a person can do. */
export function EngineBanner() {
  const phase = useConnection((state) => state.phase);
  const storeError = useStatus((state) => state.status?.storeError ?? null);
  if (phase.phase === 'running') return storeError === null ? <RefusedBanner /> : <StoreBanner error={storeError} />;
  if (phase.phase === 'starting' && phase.attempt <= 1) return null;
  return (
    <div className="banner" role="alert">
      <VerdictMark kind="block" />
      <BannerText phase={phase} />
      <span className="grow" />
      <Actions phase={phase} />
    </div>
  );
}

function BannerText({ phase }: { readonly phase: EnginePhase }) {
  const inBrowser = useConnection((state) => state.host?.kind === 'browser');
  if (phase.phase === 'stopped') {
    const title = phase.code === 'address_in_use' ? 'The port is taken.' : 'The engine stopped.';
    return (
      <>
        <b>{title}</b>
        <span className="ell">{phase.message}</span>
      </>
    );
  }
  if (inBrowser) {
    // A window in a browser starts no engine: it only sees that nobody answers, and asks again.
    return (
      <>
        <b>The engine does not answer.</b>
        <span className="ell">
          If it has ended, agents reach nobody until it is started again. <NextTry phase={phase} />
        </span>
      </>
    );
  }
  return (
    <>
      <b>The engine stopped.</b>
      <span className="ell">
        Agents get a clear error until it is back. <NextTry phase={phase} />
      </span>
    </>
  );
}

function NextTry({ phase }: { readonly phase: EnginePhase }) {
  const now = useNow(1_000);
  if (phase.phase !== 'restarting') return 'Starting.';
  const seconds = Math.ceil((phase.nextTryAt - now) / 1_000);
  const ordinal = ORDINALS[phase.attempt] ?? `${phase.attempt}th`;
  // Assistive technology hears the banner once, not every second.
  return (
    <span title={phase.reason}>
      <span aria-hidden="true">
        {seconds > 0 ? `Next try in ${seconds} s` : 'Trying now'}, {ordinal} try.
      </span>
      <span className="sr-only">It is tried again by itself.</span>
    </span>
  );
}

function Actions({ phase }: { readonly phase: EnginePhase }) {
  const host = useConnection((state) => state.host);
  if (host === null) return null;
  const port = phase.phase === 'stopped' && phase.code === 'address_in_use' ? phase.freePort : undefined;
  const canRestart = host.kind === 'electron' || phase.phase === 'restarting';
  return (
    <>
      {port === undefined ? null : (
        // Named like a hook, but it is a call to the host.
        // oxlint-disable-next-line react/hooks
        <button type="button" className="btn sm primary" onClick={() => host.useOtherPort(port)}>
          Use port {port}
        </button>
      )}
      {canRestart ? (
        <button type="button" className="btn sm" onClick={() => host.restartEngine()}>
          {host.kind === 'electron' ? 'Restart now' : 'Try now'}
        </button>
      ) : null}
    </>
  );
}

function StoreBanner({ error }: { readonly error: string }) {
  return (
    <div className="banner" role="alert">
      <VerdictMark kind="block" />
      <b>Recording has stopped.</b>
      <span className="ell">{error} Traffic goes on, but is not stored.</span>
    </div>
  );
}

/** Hooks that are refused go on without a verdict: nobody may overlook that. Put away, it comes back with the next one. */
function RefusedBanner() {
  const count = useStatus((state) => state.status?.refusedHooks.count ?? 0);
  const show = useNavigation((state) => state.show);
  const [seen, setSeen] = useState(0);
  if (count <= seen) return null;
  const title =
    count === 1 ? 'A hook call was refused for its token.' : `${count} hook calls were refused for their token.`;
  return (
    <div className="banner" role="alert">
      <VerdictMark kind="block" />
      <b>{title}</b>
      <span className="ell">
        Those calls go on without a verdict. The hook’s AKTO_API_TOKEN must be the value of SLUICE_TOKEN.
      </span>
      <span className="grow" />
      <button type="button" className="btn sm" onClick={() => show('connect')}>
        Open Connect
      </button>
      <button type="button" className="btn sm" onClick={() => setSeen(count)}>
        Dismiss
      </button>
    </div>
  );
}
