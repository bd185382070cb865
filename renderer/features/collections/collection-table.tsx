import { ArrowDown, ArrowUp, Bot, Layers } from 'lucide-react';
import { useMemo, useState } from 'react';

import { AktoCounts } from '../../components/akto-badge.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatAge, formatCost, formatCount, formatTokens, formatWhen, plural } from '../../components/format.ts';
import { GateDown, GateUp } from '../../components/marks.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { SourceIcon } from '../../components/source-icon.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { useNow } from '../../components/use-now.ts';
import { VerdictMark } from '../../components/marks.tsx';
import { useCollections } from '../../stores/collections.ts';
import { useNavigation } from '../../stores/navigation.ts';
import { COLUMNS, type SortKey, sortBy } from './sorting.ts';

export function CollectionTable() {
  const collections = useCollections((state) => state.collections);
  const openCollection = useNavigation((state) => state.openCollection);
  const show = useNavigation((state) => state.show);
  const [order, setOrder] = useState<{ key: SortKey; down: boolean }>({ key: 'exchanges', down: true });
  const now = useNow(1_000);
  const sorted = useMemo(() => sortBy(collections, order.key, order.down), [collections, order]);
  return (
    <>
      <header className="pghead">
        <span className="tile-ic">
          <Layers />
        </span>
        <div className="grow">
          <h1>Collections</h1>
          <p>{plural(collections.length, 'agent')}, each with everything it sent.</p>
        </div>
      </header>
      {collections.length === 0 ? (
        <EmptyState
          icon={<Bot />}
          title="No agents yet"
          action={
            <button type="button" className="btn primary" onClick={() => show('connect')}>
              Connect an agent
            </button>
          }
        >
          An agent appears here by itself as soon as its first request arrives.
        </EmptyState>
      ) : (
        <ScrollRegion className="ctable" label="Table of collections">
          <table className="tbl">
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th
                    key={column.key}
                    scope="col"
                    className={column.number ? 'num' : undefined}
                    aria-sort={order.key === column.key ? (order.down ? 'descending' : 'ascending') : undefined}
                  >
                    <button
                      type="button"
                      onClick={() =>
                        setOrder({ key: column.key, down: order.key === column.key ? !order.down : column.number })
                      }
                    >
                      {column.name}
                      {order.key === column.key ? order.down ? <ArrowDown /> : <ArrowUp /> : null}
                    </button>
                  </th>
                ))}
                <th scope="col">24 h</th>
                <th scope="col">Mode</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((one) => (
                <tr key={one.agent} onDoubleClick={() => openCollection(one.agent)}>
                  <td>
                    <button type="button" className="who" onClick={() => openCollection(one.agent)}>
                      <SourceIcon source={one.agentSource} />
                      <span className="ell">{one.agent}</span>
                      <AktoCounts agent={one.agent} />
                    </button>
                  </td>
                  <td className="num">{formatCount(one.exchanges)}</td>
                  <td className="num">
                    {one.openViolations === 0 ? <Zero /> : <span className="badge hot">{one.openViolations}</span>}
                  </td>
                  <td className="num">
                    {one.verdicts.block === 0 ? (
                      <Zero />
                    ) : (
                      <span className="ink-block cnt">
                        <VerdictMark kind="block" />
                        {formatCount(one.verdicts.block)}
                      </span>
                    )}
                  </td>
                  <td className="num">{one.errors === 0 ? <Zero /> : formatCount(one.errors)}</td>
                  <td className="num">{formatTokens(one.inputTokens)}</td>
                  <td className="num">{formatTokens(one.outputTokens)}</td>
                  <td className="num">
                    {one.priced === 0 ? <span className="faint">–</span> : formatCost(one.costUsd)}
                  </td>
                  <td className="num">{formatWhen(one.firstSeenAt, now)}</td>
                  <td className="num">{formatAge(one.lastSeenAt, now)}</td>
                  <td>
                    <Sparkline values={one.perHour} />
                  </td>
                  <td>
                    {one.modeOverride === null ? (
                      <span className="faint">as the app</span>
                    ) : (
                      <span className={`own-mode cnt ${one.modeOverride}`}>
                        {one.modeOverride === 'block' ? <GateDown /> : <GateUp />}
                        {one.modeOverride === 'block' ? 'Block' : 'Log'}
                      </span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </>
  );
}

function Zero() {
  return <span className="faint">0</span>;
}
