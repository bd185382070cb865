import { ArrowLeft, Cpu, Waves } from 'lucide-react';
import { useMemo } from 'react';

import type { AgentSource, CollectionDetail, CollectionSummary } from '../../../shared/domain/index.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatCount, formatWhen } from '../../components/format.ts';
import { HoursChart } from '../../components/hours-chart.tsx';
import { lastHours } from '../../components/hours.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { GateDown, GateUp } from '../../components/marks.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SourceIcon } from '../../components/source-icon.tsx';
import { useNow } from '../../components/use-now.ts';
import { useCollections } from '../../stores/collections.ts';
import { useNavigation } from '../../stores/navigation.ts';
import { useStatus } from '../../stores/status.ts';
import { CollectionTiles } from './collection-tiles.tsx';
import { AktoCard, NamingCard, RulesCard, ViolationsCard } from './side-cards.tsx';
import { EndpointsCard, ModelsCard } from './share-tables.tsx';
import { useCollection } from './use-collection.ts';

const KIND_WORDS: Readonly<Record<AgentSource, string>> = {
  metadata: 'AI agent',
  header: 'AI agent',
  'key-metadata': 'Application key',
  'key-alias': 'Key',
  'team-alias': 'Team',
  hook: 'AI agent',
  host: 'Host',
};

export function CollectionPage({ agent }: { readonly agent: string }) {
  const { detail, violations, error } = useCollection(agent);
  const live = useCollections((state) => state.collections.find((one) => one.agent === agent));
  const summary = live ?? detail?.summary;
  const now = useNow(60_000);
  const hours = useMemo(() => lastHours(detail?.hours ?? [], now), [detail?.hours, now]);
  if (summary === undefined) {
    return error === null ? null : (
      <EmptyState tone="down" icon={<Cpu />} title="This collection could not be read">
        {error}
      </EmptyState>
    );
  }
  return (
    <>
      <Head summary={summary} detail={detail} />
      <ScrollRegion className="pgbody" label={`Overview of ${agent}`}>
        <CollectionTiles summary={summary} />
        <div className="cols">
          <div>
            <section className="card" aria-label="Traffic an hour">
              <div className="card-b chart-b">
                <HoursChart title="Traffic, 24 h" hours={hours} height={150} />
              </div>
            </section>
            <div className="duo">
              <EndpointsCard endpoints={detail?.endpoints ?? []} />
              <ModelsCard models={detail?.models ?? []} />
            </div>
          </div>
          <div>
            <ViolationsCard agent={agent} violations={violations} open={summary.openViolations} />
            <NamingCard summary={summary} />
            <RulesCard rules={detail?.topRules ?? []} />
            {detail === null ? null : <AktoCard agent={agent} id={detail.aktoId} />}
          </div>
        </div>
      </ScrollRegion>
    </>
  );
}

function Head({ summary, detail }: { readonly summary: CollectionSummary; readonly detail: CollectionDetail | null }) {
  const show = useNavigation((state) => state.show);
  const chooseAgent = useNavigation((state) => state.chooseAgent);
  return (
    <header className="pghead">
      <IconButton label="All collections" onClick={() => useNavigation.setState({ agent: null })}>
        <ArrowLeft />
      </IconButton>
      <span className="tile-ic">
        <SourceIcon source={summary.agentSource} />
      </span>
      <div className="grow">
        <h1>
          <span className="ell">{summary.agent}</span>
          <span className="chip line">{KIND_WORDS[summary.agentSource]}</span>
        </h1>
        <p>
          <span>
            First seen <b>{formatWhen(summary.firstSeenAt)}</b>
          </span>
          <span>
            Last seen <b>{formatWhen(summary.lastSeenAt)}</b>
          </span>
          {detail === null || detail.ingresses.length === 0 ? null : (
            <span className="by">
              By{' '}
              {detail.ingresses.map(({ ingress, exchanges }, index) => (
                <span key={ingress}>
                  {index === 0 ? '' : ', '}
                  <b>{ingress}</b> {formatCount(exchanges)}
                </span>
              ))}
            </span>
          )}
        </p>
      </div>
      <ModeOverride summary={summary} />
      <button
        type="button"
        className="btn"
        onClick={() => {
          show('traffic');
          chooseAgent(summary.agent);
        }}
      >
        <Waves />
        Traffic
      </button>
    </header>
  );
}

function ModeOverride({ summary }: { readonly summary: CollectionSummary }) {
  const setMode = useCollections((state) => state.setMode);
  const appMode = useStatus((state) => state.status?.mode);
  return (
    <>
      <span className="faint mode-here">Mode here</span>
      <Segmented
        label="Mode of this collection"
        value={summary.modeOverride ?? 'app'}
        onChange={(value) => void setMode(summary.agent, value === 'app' ? null : value)}
        options={[
          {
            value: 'app',
            label: (
              <>
                {appMode === 'block' ? <GateDown /> : <GateUp />}
                As the app: {appMode === 'block' ? 'Block' : 'Log'}
              </>
            ),
          },
          { value: 'block', label: 'Block' },
          { value: 'log', label: 'Log' },
        ]}
      />
    </>
  );
}
