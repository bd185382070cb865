import {
  Bot,
  CloudUpload,
  Flag,
  Layers,
  ListFilter,
  Menu as MenuIcon,
  Plug,
  Settings2,
  ShieldCheck,
  Waves,
} from 'lucide-react';
import type { ReactNode } from 'react';

import { waitingOf } from '../../shared/domain/index.ts';
import { formatCount, formatTokens } from '../components/format.ts';
import { useCollections } from '../stores/collections.ts';
import { type View, useNavigation } from '../stores/navigation.ts';
import { usePolicies } from '../stores/policies.ts';
import { isDirty } from '../stores/policy-draft.ts';
import { useSync } from '../stores/sync.ts';
import { CollectionRow } from './collection-row.tsx';
import { VerdictSummary } from './verdict-summary.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { useState } from 'react';
import { sortCollections, totalPerHour } from './collection-order.ts';

const ENTRIES: readonly { view: View; name: string; icon: ReactNode }[] = [
  { view: 'traffic', name: 'Traffic', icon: <Waves /> },
  { view: 'violations', name: 'Violations', icon: <Flag /> },
  { view: 'collections', name: 'Collections', icon: <Layers /> },
  { view: 'policies', name: 'Policies', icon: <ShieldCheck /> },
  { view: 'connect', name: 'Connect', icon: <Plug /> },
  { view: 'sync', name: 'Sync', icon: <CloudUpload /> },
  { view: 'settings', name: 'Settings', icon: <Settings2 /> },
];

/** Views that are about no collection. */
const UNSCOPED: ReadonlySet<View> = new Set(['connect', 'policies', 'sync', 'settings']);

export function Rail() {
  return (
    <div className="rail">
      <Views />
      <CollectionList />
      <VerdictSummary />
    </div>
  );
}

function Views() {
  const view = useNavigation((state) => state.view);
  const show = useNavigation((state) => state.show);
  const open = useCollections((state) => state.totals.openViolations);
  const waiting = useSync(({ status }) => (status === null ? 0 : waitingOf(status.outbox.counts)));
  const unsaved = usePolicies((state) => isDirty(state.draft));
  return (
    <nav className="rail-nav" aria-label="Views">
      {ENTRIES.map((entry) => (
        <button
          key={entry.view}
          type="button"
          className={entry.view === view ? 'rail-row nav on' : 'rail-row nav'}
          aria-current={entry.view === view ? 'page' : undefined}
          title={entry.name}
          onClick={() => show(entry.view)}
        >
          {entry.icon}
          <span className="name">{entry.name}</span>
          {entry.view === 'violations' && open > 0 ? <OpenBadge count={open} /> : null}
          {entry.view === 'sync' && waiting > 0 ? <WaitingNote count={waiting} /> : null}
          {entry.view === 'policies' && unsaved ? <i className="unsaved-dot" title="Unsaved changes" /> : null}
        </button>
      ))}
    </nav>
  );
}

function WaitingNote({ count }: { readonly count: number }) {
  return (
    <span className="rail-note tnum" title={`${formatCount(count)} wait to go to Akto`}>
      {formatTokens(count)}
      <span className="sr-only"> wait to go to Akto</span>
    </span>
  );
}

export function OpenBadge({ count }: { readonly count: number }) {
  return (
    <span className="badge hot" title={`${count} open violations`}>
      {count > 999 ? '999+' : count}
      <span className="sr-only"> open violations</span>
    </span>
  );
}

function CollectionList() {
  const collections = useCollections((state) => state.collections);
  const totals = useCollections((state) => state.totals);
  const loaded = useCollections((state) => state.loaded);
  const agent = useNavigation((state) => state.agent);
  const chooseAgent = useNavigation((state) => state.chooseAgent);
  const view = useNavigation((state) => state.view);
  const [order, setOrder] = useState<'count' | 'recent'>('count');
  const scoped = !UNSCOPED.has(view);
  return (
    <nav className="rail-collections" aria-label="Collections">
      <div className="rail-head">
        <span>Collections</span>
        <span className="rail-sub">{order === 'count' ? '' : 'latest first'}</span>
        <IconButton
          small
          label={order === 'count' ? 'Show the latest first' : 'Show the busiest first'}
          pressed={order === 'recent'}
          onClick={() => setOrder(order === 'count' ? 'recent' : 'count')}
        >
          <ListFilter />
        </IconButton>
      </div>
      <div className="rail-list scroll">
        <CollectionRow
          name="All traffic"
          icon={<MenuIcon />}
          count={totals.exchanges}
          openViolations={totals.openViolations}
          perHour={totalPerHour(collections)}
          selected={scoped && agent === null && view !== 'collections'}
          onChoose={() => chooseAgent(null)}
        />
        {sortCollections(collections, order).map((one) => (
          <CollectionRow
            key={one.agent}
            name={one.agent}
            source={one.agentSource}
            count={one.exchanges}
            openViolations={one.openViolations}
            perHour={one.perHour}
            override={one.modeOverride}
            selected={scoped && agent === one.agent}
            onChoose={() => chooseAgent(one.agent)}
          />
        ))}
        {loaded && collections.length === 0 ? (
          <div className="rail-empty">
            <Bot />
            Agents appear here by themselves as soon as their first request arrives.
          </div>
        ) : null}
      </div>
    </nav>
  );
}
