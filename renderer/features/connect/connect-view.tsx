import { Bot, Check, CodeXml, Info, Plug, Route, ShieldCheck, SquareTerminal, Webhook } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';

import { CopyButton } from '../../components/copy-button.tsx';
import { useArrivals } from '../../stores/arrivals.ts';
import { usePreferences } from '../../stores/preferences.ts';
import { useStatus } from '../../stores/status.ts';
import { ClientDetail } from './client-detail.tsx';
import { CLIENTS, type Client, GROUPS, clientById } from './clients/index.ts';
import { usePlace } from './use-place.ts';
import './connect.css';

const GROUP_ICONS: Readonly<Record<Client['group'], ReactNode>> = {
  'Gateways and guardrails': <ShieldCheck />,
  SDKs: <CodeXml />,
  'Coding agents': <Bot />,
  'Anything else': <SquareTerminal />,
};
const OWN_ICONS: Readonly<Record<string, ReactNode>> = { 'litellm-proxy': <Route />, 'litellm-hook': <Webhook /> };

export function ConnectView() {
  const place = usePlace();
  const chosen = usePreferences((state) => state.client);
  const change = usePreferences((state) => state.change);
  const restart = useArrivals((state) => state.restart);
  const client = clientById(chosen);
  const door = doorOf(client);
  useEffect(() => restart(Date.now(), door), [restart, door]);
  return (
    <>
      <header className="pghead">
        <span className="tile-ic">
          <Plug />
        </span>
        <div className="grow">
          <h1>Connect an agent</h1>
          <p>One port takes everything: base URLs and guardrail calls.</p>
        </div>
        <span className="address">
          <span className="ping" />
          <code>{place.base}</code>
          <CopyButton text={place.base} label="Copy" />
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
                      restart(Date.now(), doorOf(one));
                    }}
                  />
                ))}
              </div>
            </section>
          ))}
          <RefusedNote />
          <p className="note">
            <Info />
            <span>
              <b>Not seeing traffic?</b> Check that the client runs on this machine, that no other proxy variable wins,
              and that its base URL ends in <code>/v1</code> where the SDK expects it.
            </span>
          </p>
        </div>
        <ClientDetail client={client} place={place} />
      </div>
    </>
  );
}

/** null: either. */
function doorOf({ door, orHook }: Client): Client['door'] | null {
  return orHook === true ? null : door;
}

function ClientTile({ client, chosen, onChoose }: { client: Client; chosen: boolean; onChoose: () => void }) {
  return (
    <button type="button" className={chosen ? 'client on' : 'client'} aria-pressed={chosen} onClick={onChoose}>
      <span className="gl">{OWN_ICONS[client.id] ?? GROUP_ICONS[client.group]}</span>
      <span>
        <b>{client.name}</b>
        <span className="s">{client.hint}</span>
      </span>
      {chosen ? <Check className="lucide chosen" /> : null}
    </button>
  );
}

/** Those hooks go on without a verdict: whoever connects one must not overlook it. */
function RefusedNote() {
  const count = useStatus((state) => state.status?.refusedHooks.count ?? 0);
  if (count === 0) return null;
  return (
    <p className="note refused">
      <Info />
      <span>
        <b>{count === 1 ? 'One hook call was refused' : `${count} hook calls were refused`} for the token.</b> The
        hook’s AKTO_API_TOKEN (or api_key) must be the value of SLUICE_TOKEN.
      </span>
    </p>
  );
}
