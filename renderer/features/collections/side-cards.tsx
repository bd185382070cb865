import { Check, Minus } from 'lucide-react';
import { Fragment } from 'react';

import {
  AGENT_SOURCES,
  type AgentSource,
  type CollectionDetail,
  type CollectionSummary,
  NO_OUTBOX,
  OUTBOX_STATES,
  type Violation,
} from '../../../shared/domain/index.ts';
import { wordsFor } from '../../components/finding-words.ts';
import { formatAge, formatCount } from '../../components/format.ts';
import { AKTO_INVENTORY, OUTBOX_STATE_WORDS } from '../../components/outbox-words.ts';
import { SeverityMeter } from '../../components/severity-meter.tsx';
import { useNavigation } from '../../stores/navigation.ts';
import { useSync } from '../../stores/sync.ts';
import { useViolations } from '../../stores/violations.ts';

export function ViolationsCard({
  agent,
  violations,
  open,
}: {
  readonly agent: string;
  readonly violations: readonly Violation[];
  readonly open: number;
}) {
  const see = (id: number | null) => {
    useNavigation.setState({ view: 'violations', agent });
    useViolations.getState().setStatus('open');
    useViolations.getState().select(id);
  };
  return (
    <section className="card" aria-label="Open violations">
      <h2 className="card-h">
        Open violations
        {open === 0 ? null : (
          <button type="button" className="link meta-link" onClick={() => see(null)}>
            See all {formatCount(open)}
          </button>
        )}
      </h2>
      {violations.length === 0 ? <p className="card-b faint">Nothing to look at.</p> : null}
      <ul>
        {violations.map((one) => (
          <li key={one.id}>
            <button type="button" className="cardrow" onClick={() => see(one.id)}>
              <SeverityMeter severity={one.severity} />
              <span className="ell">{wordsFor(one.type).title}</span>
              <span className="faint tnum">{formatAge(one.at)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const SOURCES: Readonly<Record<AgentSource, readonly [string, string]>> = {
  metadata: ['metadata', 'metadata.agent_name'],
  header: ['header', 'x-agent-name'],
  'key-metadata': ['key metadata', 'app_name of the key'],
  'key-alias': ['key alias', 'alias of the key'],
  'team-alias': ['team alias', 'alias of the team'],
  hook: ['Akto’s hook', 'name in its records'],
  host: ['host', 'host it calls'],
};

/** The ladder of sources, and the one that named this agent. */
export function NamingCard({ summary }: { readonly summary: CollectionSummary }) {
  return (
    <section className="card" aria-label="How it is named">
      <h2 className="card-h">How it is named</h2>
      <ol className="chain card-b">
        {AGENT_SOURCES.map((source) => {
          const on = source === summary.agentSource;
          // No step of its own: it only takes the place of those it does not tell apart.
          if (source === 'hook' && !on) return null;
          return (
            <li key={source} className={on ? 'hit-on' : undefined}>
              {on ? <Check /> : <Minus />}
              <span>{SOURCES[source][0]}</span>
              <code>{on ? summary.agent : SOURCES[source][1]}</code>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

export function RulesCard({ rules }: { readonly rules: CollectionDetail['topRules'] }) {
  if (rules.length === 0) return null;
  return (
    <section className="card" aria-label="Rules that spoke">
      <h2 className="card-h">Rules that spoke</h2>
      <ul>
        {rules.slice(0, 8).map(({ rule, findings }) => (
          <li key={rule} className="cardrow">
            <code className="ell">{rule}</code>
            <span className="tnum">{formatCount(findings)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function AktoCard({ agent, id }: { readonly agent: string; readonly id: number }) {
  const status = useSync((state) => state.status);
  const on = status?.settings.on === true;
  const counts = status?.outbox.byAgent[agent] ?? NO_OUTBOX;
  return (
    <section className="card" aria-label="Akto">
      <h2 className="card-h">
        Akto<span className="meta">{on ? 'sync is on' : 'sync is off'}</span>
      </h2>
      <dl className="kv card-b">
        <dt>Collection id</dt>
        <dd>
          <code>{id}</code>
        </dd>
        {OUTBOX_STATES.filter((state) => counts[state] > 0).map((state) => (
          <Fragment key={state}>
            <dt>{OUTBOX_STATE_WORDS[state]}</dt>
            <dd className="tnum">{formatCount(counts[state])}</dd>
          </Fragment>
        ))}
        {on || counts.delivered > 0 ? (
          <>
            <dt>In Akto</dt>
            <dd>
              <a className="link" href={`${AKTO_INVENTORY}/${id}`} target="_blank" rel="noreferrer">
                Open the collection
              </a>
            </dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}
