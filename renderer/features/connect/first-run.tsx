import { useEffect, useState } from 'react';

import { CodeBox } from '../../components/code-box.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { useArrivals } from '../../stores/arrivals.ts';
import { useNavigation } from '../../stores/navigation.ts';
import { shortAddress, useStatus } from '../../stores/status.ts';
import { CheckList } from './check-list.tsx';
import { FIRST_STEPS, clientById, firstSnippet } from './clients/index.ts';
import { usePlace } from './use-place.ts';
import { FirstArt } from './first-art.tsx';
import './connect.css';

/** What the traffic view shows before the first exchange. */
export function FirstRun() {
  const status = useStatus((state) => state.status);
  const show = useNavigation((state) => state.show);
  const restart = useArrivals((state) => state.restart);
  // Whatever arrives from now on is the first; what came before the window opened would already be in the list.
  useEffect(() => restart(0, null), [restart]);
  const [chosen, setChosen] = useState('litellm-proxy');
  const place = usePlace();
  const armed = status?.mode === 'block';
  return (
    <div className="first scroll">
      <FirstArt armed={armed} />
      <div>
        <h1>See what your agents send</h1>
        <p className="lead">
          Three steps, about a minute.{' '}
          {armed
            ? 'Block is on: what a policy forbids is answered before it leaves. Log only watches.'
            : 'Log only watches: nothing is held back until you switch to Block.'}
        </p>
      </div>
      <div className="steps3">
        <section className="step now">
          <h2>
            <i>1</i>Point an agent here
          </h2>
          <Segmented
            small
            label="Kind of client"
            value={chosen}
            onChange={setChosen}
            options={FIRST_STEPS.map(({ name, client }) => ({ value: client, label: name }))}
          />
          <CodeBox {...firstSnippet(clientById(chosen), place)} primary />
          <p>
            Keys pass through and are never stored.{' '}
            <button type="button" className="link" onClick={() => show('connect')}>
              All clients
            </button>
          </p>
        </section>
        <section className="step">
          <h2>
            <i>2</i>Send one request
          </h2>
          <p>Run your agent once. Sluice forwards it to the upstream:</p>
          <code className="upstream">{status?.upstream.url ?? '–'}</code>
          <p>
            Not the right one?{' '}
            <button type="button" className="link" onClick={() => show('settings')}>
              Change it in Settings
            </button>
          </p>
        </section>
        <section className="step">
          <h2>
            <i>3</i>Watch it arrive
          </h2>
          <CheckList small />
          <span className="grow" />
          <div className="listening">
            <span className="ping" />
            <span>
              Listening on <b className="mono">{shortAddress(status) ?? '…'}</b>
            </span>
          </div>
        </section>
      </div>
      <p className="faint">Nothing leaves this machine but your own requests to their upstream. Sync to Akto is off.</p>
    </div>
  );
}
