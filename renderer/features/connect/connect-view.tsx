import { Check, CodeXml, Info, Plug, RotateCcw, Route, SquareTerminal, Waves } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';

import { CodeBox } from '../../components/code-box.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { useArrivals } from '../../stores/arrivals.ts';
import { useNavigation } from '../../stores/navigation.ts';
import { usePreferences } from '../../stores/preferences.ts';
import { useStatus } from '../../stores/status.ts';
import { CheckList } from './check-list.tsx';
import { CLIENTS, type Client, clientById, testViolation } from './clients.ts';
import './connect.css';

const GROUPS = ['Gateways', 'SDKs', 'Anything else'] as const;
const GROUP_ICONS: Readonly<Record<Client['group'], ReactNode>> = {
  Gateways: <Route />,
  SDKs: <CodeXml />,
  'Anything else': <SquareTerminal />,
};

/** Where agents send to when the engine has not said yet. */
const DEFAULT_BASE = 'http://127.0.0.1:4141';

export function ConnectView() {
  const base = useStatus((state) => state.status?.addresses[0] ?? DEFAULT_BASE);
  const chosen = usePreferences((state) => state.client);
  const change = usePreferences((state) => state.change);
  const restart = useArrivals((state) => state.restart);
  useEffect(() => restart(), [restart]);
  const client = clientById(chosen);
  return (
    <>
      <header className="pghead">
        <span className="tile-ic">
          <Plug />
        </span>
        <div className="grow">
          <h1>Connect an agent</h1>
          <p>One port takes everything: only base URLs change.</p>
        </div>
        <span className="address">
          <span className="ping" />
          <code>{base}</code>
          <CopyButton text={base} label="Copy" />
        </span>
      </header>
      <div className="conn">
        <div className="clients scroll">
          {GROUPS.map((group) => (
            <section key={group} aria-label={group}>
              <h2>{group}</h2>
              <div className="cgrid">
                {CLIENTS.filter((one) => one.group === group).map((one) => (
                  <ClientTile
                    key={one.id}
                    client={one}
                    chosen={one.id === client.id}
                    onChoose={() => {
                      change({ client: one.id });
                      restart();
                    }}
                  />
                ))}
              </div>
            </section>
          ))}
          <p className="note">
            <Info />
            <span>
              <b>Not seeing traffic?</b> Check that the client runs on this machine, that no other proxy variable wins,
              and that its base URL ends in <code>/v1</code> where the SDK expects it.
            </span>
          </p>
        </div>
        <ClientDetail client={client} base={base} />
      </div>
    </>
  );
}

function ClientTile({ client, chosen, onChoose }: { client: Client; chosen: boolean; onChoose: () => void }) {
  return (
    <button type="button" className={chosen ? 'client on' : 'client'} aria-pressed={chosen} onClick={onChoose}>
      <span className="gl">{GROUP_ICONS[client.group]}</span>
      <span>
        <b>{client.name}</b>
        <span className="s">{client.hint}</span>
      </span>
      {chosen ? <Check className="lucide chosen" /> : null}
    </button>
  );
}

function ClientDetail({ client, base }: { readonly client: Client; readonly base: string }) {
  const snippet = client.snippet(base);
  const test = testViolation(base);
  const arrived = useArrivals((state) => state.row !== null);
  const restart = useArrivals((state) => state.restart);
  const show = useNavigation((state) => state.show);
  return (
    <section className="cdetail scroll" aria-label={client.title}>
      <div>
        <h2>{client.title}</h2>
        <p className="muted">{client.lead}</p>
      </div>
      <h3 className="stepno">
        <i>1</i>Point the client at Sluice
      </h3>
      <div className="indent">
        <CodeBox {...snippet} large />
        <p className="faint">{client.note}</p>
      </div>
      <h3 className="stepno">
        <i>2</i>Run it once
        <span className="grow" />
        {arrived ? (
          <button type="button" className="btn ghost sm" onClick={() => restart()}>
            <RotateCcw />
            Watch again
          </button>
        ) : (
          <span className="livedot">listening</span>
        )}
      </h3>
      <div className="indent">
        <CheckList />
        <div className="btns">
          <button type="button" className="btn" onClick={() => show('traffic')}>
            <Waves />
            Show in traffic
          </button>
        </div>
      </div>
      <h3 className="stepno">
        <i>3</i>See a violation
      </h3>
      <div className="indent">
        <p className="muted">
          A payment provider’s test card. In Block mode this is answered with 403 before any model sees it; in Log mode
          it goes through and is recorded.
        </p>
        <CodeBox {...test} />
      </div>
    </section>
  );
}
