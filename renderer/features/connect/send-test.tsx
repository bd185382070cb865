import { FlaskConical, Send } from 'lucide-react';
import { useState } from 'react';

import type { Ingress } from '../../../shared/domain/index.ts';
import type { TestOutcome } from '../../../shared/rpc/connect-api.ts';
import { formatDuration } from '../../components/format.ts';
import { callEngine } from '../../rpc/engine.ts';
import { attempt } from '../../stores/attempt.ts';

/** Two requests that Sluice sends to itself, and what came of the last one. */
export function SendTest({ door }: { readonly door: Ingress }) {
  const [running, setRunning] = useState(false);
  const [outcome, setOutcome] = useState<TestOutcome | null>(null);
  const send = async (violation: boolean) => {
    setRunning(true);
    setOutcome(null);
    await attempt('The test request was not sent.', async () =>
      setOutcome(await callEngine('sendTest', { door, violation })),
    );
    setRunning(false);
  };
  return (
    <>
      <div className="btns">
        <button type="button" className="btn" disabled={running} onClick={() => void send(false)}>
          <Send />
          Send a test request
        </button>
        <button type="button" className="btn" disabled={running} onClick={() => void send(true)}>
          <FlaskConical />
          Send a test violation
        </button>
      </div>
      <output className="muted">
        {outcome === null ? null : (
          <>
            <b>{outcome.denied ? 'Denied' : outcome.status}</b> after {formatDuration(outcome.durationMs)}.{' '}
            {outcome.message}
          </>
        )}
      </output>
    </>
  );
}
