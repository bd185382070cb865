import type { EndpointCount, ModelCount } from '../../../shared/domain/index.ts';
import { formatCost, formatCount, formatDuration, formatTokens } from '../../components/format.ts';

export function EndpointsCard({ endpoints }: { readonly endpoints: readonly EndpointCount[] }) {
  const most = Math.max(1, ...endpoints.map((one) => one.exchanges));
  return (
    <section className="card" aria-label="Endpoints">
      <h2 className="card-h">
        Endpoints<span className="meta">{endpoints.length}</span>
      </h2>
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">Path</th>
            <th scope="col" className="w-share">
              <span className="sr-only">Share</span>
            </th>
            <th scope="col" className="num w-count">
              Calls
            </th>
            <th scope="col" className="num w-time">
              First byte
            </th>
          </tr>
        </thead>
        <tbody>
          {endpoints.map((one) => (
            <tr key={`${one.method} ${one.path}`}>
              <td title={`${one.method} ${one.path}`}>
                {one.method === 'POST' ? null : <span className="faint">{one.method} </span>}
                {one.path}
              </td>
              <td>
                <Share part={one.exchanges} most={most} />
              </td>
              <td className="num tnum">{formatCount(one.exchanges)}</td>
              <td className="num tnum">
                {one.medianFirstByteMs === null ? '–' : formatDuration(one.medianFirstByteMs)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function ModelsCard({ models }: { readonly models: readonly ModelCount[] }) {
  const most = Math.max(1, ...models.map((one) => one.exchanges));
  return (
    <section className="card" aria-label="Models">
      <h2 className="card-h">
        Models<span className="meta">{models.length}</span>
      </h2>
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col" className="w-share">
              <span className="sr-only">Share</span>
            </th>
            <th scope="col" className="num w-count">
              Calls
            </th>
            <th scope="col" className="num w-time">
              Tokens in
            </th>
            <th scope="col" className="num w-time">
              Out
            </th>
            <th scope="col" className="num w-time">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {models.map((one) => (
            <tr key={one.model ?? ''}>
              <td title={one.model ?? undefined}>{one.model ?? <span className="faint">no model</span>}</td>
              <td>
                <Share part={one.exchanges} most={most} />
              </td>
              <td className="num tnum">{formatCount(one.exchanges)}</td>
              <td className="num tnum">{formatTokens(one.inputTokens)}</td>
              <td className="num tnum">{formatTokens(one.outputTokens)}</td>
              <td className="num tnum">{one.costUsd === null ? '–' : formatCost(one.costUsd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Share({ part, most }: { readonly part: number; readonly most: number }) {
  return (
    <span className="share" aria-hidden="true">
      <span className="tr">
        <i style={{ width: `${(part / most) * 100}%` }} />
      </span>
    </span>
  );
}
