import { useEffect } from 'react';

import { Segmented } from '../../components/segmented.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { X } from 'lucide-react';
import { useNavigation } from '../../stores/navigation.ts';
import { usePreferences } from '../../stores/preferences.ts';
import { useViolations } from '../../stores/violations.ts';
import { ChartBand } from './chart-band.tsx';
import { EvidencePane } from './evidence-pane.tsx';
import { ViolationList } from './violation-list.tsx';
import { useTriageKeys } from './triage-keys.ts';
import './violations.css';

export function ViolationsView() {
  const agent = useNavigation((state) => state.agent);
  const show = useViolations((state) => state.show);
  const setAgent = useViolations((state) => state.setAgent);
  const setGroupBy = useViolations((state) => state.setGroupBy);
  const groupBy = usePreferences((state) => state.groupBy);
  const selected = useViolations((state) => state.selected);
  useEffect(() => setAgent(agent), [agent, setAgent]);
  useEffect(() => setGroupBy(groupBy), [groupBy, setGroupBy]);
  useEffect(() => {
    show(true);
    return () => show(false);
  }, [show]);
  useTriageKeys();
  return (
    <>
      <Tools />
      <div className={selected === null ? 'two alone' : 'two'}>
        <section className="col" aria-label="Violations by group">
          <ChartBand />
          <ViolationList />
        </section>
        {selected === null ? null : <EvidencePane />}
      </div>
    </>
  );
}

function Tools() {
  const status = useViolations((state) => state.status);
  const setStatus = useViolations((state) => state.setStatus);
  const counts = useViolations((state) => state.counts);
  const groupBy = usePreferences((state) => state.groupBy);
  const change = usePreferences((state) => state.change);
  const agent = useNavigation((state) => state.agent);
  const chooseAgent = useNavigation((state) => state.chooseAgent);
  return (
    <div className="tools">
      <h1 className="sr-only">Violations</h1>
      <Segmented
        label="Status"
        value={status}
        onChange={setStatus}
        options={[
          {
            value: 'open',
            label: (
              <>
                Open <span className="badge">{counts.open}</span>
              </>
            ),
          },
          {
            value: 'reviewed',
            label: (
              <>
                Reviewed <span className="badge">{counts.reviewed}</span>
              </>
            ),
          },
          {
            value: 'false-positive',
            label: (
              <>
                False positive <span className="badge">{counts['false-positive']}</span>
              </>
            ),
          },
        ]}
      />
      {agent === null ? null : (
        <span className="scope">
          <span className="link">{agent}</span>
          <IconButton small label="Show the violations of all agents" onClick={() => chooseAgent(null)}>
            <X />
          </IconButton>
        </span>
      )}
      <span className="grow" />
      <span className="faint groupby">Group by</span>
      <Segmented
        label="Group by"
        value={groupBy}
        onChange={(value) => change({ groupBy: value })}
        options={[
          { value: 'policy', label: 'Policy' },
          { value: 'rule', label: 'Rule' },
          { value: 'agent', label: 'Agent' },
        ]}
      />
    </div>
  );
}
