import { useMemo } from 'react';

import { VERDICTS } from '../../../shared/domain/index.ts';
import { formatCount } from '../../components/format.ts';
import { lastHours } from '../../components/hours.ts';
import { HoursChart } from '../../components/hours-chart.tsx';
import { useNow } from '../../components/use-now.ts';
import { useCollections } from '../../stores/collections.ts';
import { useNavigation } from '../../stores/navigation.ts';
import { useViolations } from '../../stores/violations.ts';
import { topRules } from './rules.ts';

const OBJECTED = VERDICTS.filter((kind) => kind !== 'allow');

export function ChartBand() {
  const hours = useCollections((state) => state.totals.hours);
  // The hours are counted over everyone: beside a list of one agent's the title has to say so.
  const everyone = useNavigation((state) => (state.agent === null ? '' : ', all agents'));
  const now = useNow(60_000);
  const last = useMemo(() => lastHours(hours, now), [hours, now]);
  return (
    <div className="chartband">
      <div className="chartbox">
        <HoursChart title={`Exchanges of the last 24 hours${everyone}`} hours={last} kinds={OBJECTED} height={84} />
      </div>
      <TopRules />
    </div>
  );
}

function TopRules() {
  const violations = useViolations((state) => state.violations);
  const groups = useViolations((state) => state.groups);
  const groupBy = useViolations((state) => state.groupBy);
  const rules = useMemo(() => topRules(groupBy === 'rule' ? groups : null, violations), [groupBy, groups, violations]);
  const most = rules[0]?.count ?? 1;
  return (
    <div className="chartbox">
      <h2>Top rules</h2>
      {rules.length === 0 ? <p className="faint">None here.</p> : null}
      <ul className="hbars">
        {rules.map(({ rule, count }) => (
          <li key={rule} className="hbar">
            <code className="ell" title={rule}>
              {rule}
            </code>
            <span className="tr" aria-hidden="true">
              <i style={{ width: `${(count / most) * 100}%` }} />
            </span>
            <b className="tnum">{formatCount(count)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}
