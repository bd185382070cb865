import { Cpu, ListFilter, Pause, Play } from 'lucide-react';

import { EmptyState } from '../../components/empty-state.tsx';
import { formatClock, plural } from '../../components/format.ts';
import { isRunning, useConnection } from '../../stores/connection.ts';
import { useCollections } from '../../stores/collections.ts';
import { useTraffic } from '../../stores/traffic.ts';

export type Emptiness = 'nothing-connected' | 'paused' | 'no-match' | 'engine-down' | 'failed';

/** Why the list is empty; null: it is not, or it is still loading. */
export function useEmptiness(): Emptiness | null {
  const rows = useTraffic((state) => state.window.rows.length);
  const loading = useTraffic((state) => state.loading);
  const paused = useTraffic((state) => state.paused);
  const error = useTraffic((state) => state.error);
  const filtered = useTraffic((state) => state.filter !== '' || state.agent !== null);
  const stored = useCollections((state) => state.totals.exchanges);
  const running = useConnection(isRunning);
  if (rows > 0) return null;
  if (!running) return 'engine-down';
  if (loading === 'first') return null;
  if (error !== null) return 'failed';
  if (paused) return 'paused';
  return filtered || stored > 0 ? 'no-match' : 'nothing-connected';
}

export function TrafficEmpty({ why }: { readonly why: Emptiness }) {
  const { filter, agent, arrived, pausedAt, error, setFilter, setPaused, reload } = useTraffic();
  const stored = useCollections((state) => state.totals.exchanges);
  const host = useConnection((state) => state.host);
  switch (why) {
    case 'nothing-connected':
      return null;
    case 'paused':
      return (
        <EmptyState
          icon={<Pause />}
          title="Paused"
          action={
            <button type="button" className="btn" onClick={() => setPaused(false)}>
              <Play />
              Resume <kbd>Space</kbd>
            </button>
          }
        >
          {plural(arrived, 'exchange')} arrived since {pausedAt === null ? 'you paused' : formatClock(pausedAt)}. They
          are recorded, the list stands still.
        </EmptyState>
      );
    case 'no-match':
      return (
        <EmptyState
          icon={<ListFilter />}
          title="No match"
          action={
            filter === '' ? undefined : (
              <button type="button" className="btn" onClick={() => setFilter('')}>
                Clear the filter
              </button>
            )
          }
        >
          {plural(stored, 'exchange')}, none {agent === null ? '' : `of ${agent} `}
          {filter === '' ? '' : `with ${filter}`}.
        </EmptyState>
      );
    case 'engine-down':
      return (
        <EmptyState
          tone="down"
          icon={<Cpu />}
          title="Engine down"
          action={
            host?.kind === 'electron' ? (
              <button type="button" className="btn" onClick={() => host.restartEngine()}>
                Restart now
              </button>
            ) : undefined
          }
        >
          Agents get a clear error until it is back. What is stored stays.
        </EmptyState>
      );
    case 'failed':
      return (
        <EmptyState
          tone="down"
          icon={<Cpu />}
          title="The list could not be read"
          action={
            <button type="button" className="btn" onClick={() => void reload()}>
              Try again
            </button>
          }
        >
          {error}
        </EmptyState>
      );
  }
}
