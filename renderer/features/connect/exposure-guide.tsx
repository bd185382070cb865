import { Check, Container } from 'lucide-react';

import { CodeBox } from '../../components/code-box.tsx';
import { useConnectPlace } from '../../stores/connect-place.ts';
import { useConnection } from '../../stores/connection.ts';
import { useStatus } from '../../stores/status.ts';
import { CONTAINER_HOST } from './clients/index.ts';

/** Docker's bridge on Linux; elsewhere Docker brings a container's calls to this machine's own loopback. */
const BRIDGE = '172.17.0.1';

/** How a LiteLLM in a container reaches Sluice, which listens on this machine only: on purpose, and with a token. */
export function ExposureGuide() {
  const exposed = useStatus((state) => state.status?.exposed);
  const folder = useStatus((state) => state.status?.dataFolder ?? '');
  const guarded = useStatus((state) => state.status?.tokenDemanded === true);
  const platform = useConnection((state) => state.host?.platform ?? '');
  const token = useConnectPlace((state) => state.madeToken);
  if (exposed !== undefined && exposed.length > 0) {
    return (
      <p className="note">
        <Check />
        <span>
          <b>Reachable as {exposed.join(', ')}.</b> Whoever asks there must show SLUICE_TOKEN: use its value as the
          token below.
        </span>
      </p>
    );
  }
  const isMachineOfDocker = /darwin|win32|mac|win/i.test(platform);
  const reachable = isMachineOfDocker ? CONTAINER_HOST : `${CONTAINER_HOST},${BRIDGE}`;
  return (
    <>
      <p className="note">
        <Container />
        <span>
          <b>A container cannot reach Sluice yet:</b> it listens on this machine only. Put these lines into the file{' '}
          <code>.env</code> in <code>{folder}</code> and start Sluice again.{' '}
          {isMachineOfDocker
            ? ''
            : `${BRIDGE} is Docker’s usual bridge; "ip address show docker0" says whether it is yours. `}
          Then gateway clients send the token too, as the header <code>x-sluice-token</code>.
        </span>
      </p>
      <CodeBox
        name="Sluice: .env"
        language="shell"
        text={`SLUICE_EXPOSE=${reachable}\n${guarded ? '' : `SLUICE_TOKEN=${token}\n`}`}
      />
    </>
  );
}
