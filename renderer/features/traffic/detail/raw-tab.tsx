import { useState } from 'react';

import type { ExchangeDetail, Side, StoredFinding, StoredMessage } from '../../../../shared/domain/index.ts';
import { formatBytes } from '../../../components/format.ts';
import { ScrollRegion } from '../../../components/scroll-region.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { BodyView } from './body-view.tsx';

export function RawTab({ detail }: { readonly detail: ExchangeDetail }) {
  const { row } = detail;
  const [side, setSide] = useState<Side>('request');
  return (
    <div className="raw">
      <div className="raw-bar">
        <Segmented
          small
          label="Half of the exchange"
          value={side}
          onChange={setSide}
          options={[
            { value: 'request', label: 'Request' },
            { value: 'response', label: 'Answer' },
          ]}
        />
        <code className="ell raw-line" title={`${row.method} ${row.path}`}>
          {side === 'request' ? `${row.method} ${row.path}` : statusLine(detail)}
        </code>
        <span className="faint tnum">{formatBytes(detail[side].sizeBytes)}</span>
      </div>
      <ScrollRegion className="raw-body" label={side === 'request' ? 'Request' : 'Answer'}>
        <Half
          key={`${row.id}-${side}`}
          message={detail[side]}
          findings={detail.findings}
          side={side}
          open={row.state === 'open'}
        />
      </ScrollRegion>
    </div>
  );
}

function statusLine({ row }: ExchangeDetail): string {
  if (row.status === null) return row.state === 'open' ? 'open' : 'no answer';
  const upstream =
    row.upstreamStatus !== null && row.upstreamStatus !== row.status ? ` (upstream ${row.upstreamStatus})` : '';
  return `HTTP ${row.status}${upstream}`;
}

function Half({
  message,
  findings,
  side,
  open,
}: {
  readonly message: StoredMessage;
  readonly findings: readonly StoredFinding[];
  readonly side: Side;
  readonly open: boolean;
}) {
  if (open && side === 'response') return <p className="pane-empty">The answer is still open.</p>;
  return (
    <>
      <Headers headers={message.headers} />
      {message.truncated ? <p className="note">Less is stored than was sent.</p> : null}
      <BodyView message={message} findings={findings} side={side} />
    </>
  );
}

function Headers({ headers }: { readonly headers: StoredMessage['headers'] }) {
  if (headers.length === 0) return <p className="faint raw-none">No headers are stored.</p>;
  return (
    <table className="headers">
      <caption className="sr-only">Headers in wire order</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {headers.map(([name, value], index) => (
          // The same header may come twice; the order is theirs.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={index}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
