import { Download, RotateCcw, Waves } from 'lucide-react';

import hookFile from '../../../connectors/litellm/custom_hooks.py?raw';
import { CodeBox } from '../../components/code-box.tsx';
import { saveFile } from '../../components/save-file.ts';
import { Segmented } from '../../components/segmented.tsx';
import { useArrivals } from '../../stores/arrivals.ts';
import { useConnectPlace } from '../../stores/connect-place.ts';
import { useNavigation } from '../../stores/navigation.ts';
import { useStatus } from '../../stores/status.ts';
import { CheckList } from './check-list.tsx';
import { type Client, type Place, testViolation } from './clients/index.ts';
import { ExposureGuide } from './exposure-guide.tsx';
import { SendTest } from './send-test.tsx';

const HOOK_NAME = 'custom_hooks.py';

/** The chosen client's steps: what to change, whether it has arrived, and a violation to try. */
export function ClientDetail({ client, place }: { readonly client: Client; readonly place: Place }) {
  const arrived = useArrivals((state) => state.row !== null);
  const restart = useArrivals((state) => state.restart);
  const show = useNavigation((state) => state.show);
  const guarded = useStatus((state) => state.status?.tokenDemanded === true);
  return (
    <section className="cdetail scroll" aria-label={client.title}>
      <div className="chead">
        <div className="grow">
          <h2>{client.title}</h2>
          <p className="muted">{client.lead}</p>
        </div>
        {client.asks === true ? <WhereItRuns /> : null}
      </div>
      <h3 className="stepno">
        <i>1</i>
        {client.asks === true ? 'Tell LiteLLM about Sluice' : 'Point the client at Sluice'}
      </h3>
      <div className="indent">
        {client.asks === true && place.container ? <ExposureGuide /> : null}
        {client.hook === true ? <HookFile /> : null}
        {client.snippets(place).map(({ say, ...snippet }, index) => (
          <div key={`${snippet.name} ${say ?? ''}`} className="indent-0">
            {say === undefined ? null : <p className="muted">{say}</p>}
            <CodeBox {...snippet} large={index === 0} save={snippet.name === 'shell' ? undefined : snippet.name} />
          </div>
        ))}
        <p className="faint">
          {client.note}
          {guarded && client.door === 'gateway'
            ? ' SLUICE_TOKEN is set: the client also sends it as the header x-sluice-token.'
            : null}
        </p>
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
          A payment provider’s test card. In Block mode it is denied before any model sees it; in Log mode it goes
          through and is recorded. The buttons send it from Sluice itself, as the agent sluice-test; the list above
          waits for your own client.
        </p>
        <SendTest key={client.id} door={client.door} />
        <CodeBox {...testViolation(client.asks === true ? place.upstream : place.base)} />
      </div>
    </section>
  );
}

function WhereItRuns() {
  const container = useConnectPlace((state) => state.container);
  const setContainer = useConnectPlace((state) => state.setContainer);
  return (
    <Segmented
      small
      label="Where LiteLLM runs"
      value={container ? 'container' : 'machine'}
      onChange={(value) => setContainer(value === 'container')}
      options={[
        { value: 'machine', label: 'On this machine' },
        { value: 'container', label: 'In a container' },
      ]}
    />
  );
}

function HookFile() {
  return (
    <div className="hookfile">
      <span className="grow">
        Save <code>{HOOK_NAME}</code> into the folder of LiteLLM’s <code>config.yaml</code>.
      </span>
      <button type="button" className="btn primary" onClick={() => saveFile(HOOK_NAME, hookFile)}>
        <Download />
        Save the hook…
      </button>
    </div>
  );
}
