import { type CSSProperties, useEffect } from 'react';

import { FirstRun } from '../connect/first-run.tsx';
import { useDetail } from '../../stores/detail.ts';
import { useNavigation } from '../../stores/navigation.ts';
import { usePreferences } from '../../stores/preferences.ts';
import { useTraffic } from '../../stores/traffic.ts';
import { DetailPane } from './detail/detail-pane.tsx';
import { TrafficEmpty, useEmptiness } from './traffic-empty.tsx';
import { TrafficGrid } from './traffic-grid.tsx';
import { TrafficTools } from './traffic-tools.tsx';
import './traffic.css';

export function TrafficView() {
  const agent = useNavigation((state) => state.agent);
  const setAgent = useTraffic((state) => state.setAgent);
  useEffect(() => setAgent(agent), [agent, setAgent]);
  const emptiness = useEmptiness();
  const open = useDetail((state) => state.id !== null);
  const dock = usePreferences((state) => state.dock);
  const width = usePreferences((state) => state.detailWidth);
  const height = usePreferences((state) => state.detailHeight);
  const sizes = {
    ...(width === null ? {} : { '--pane-w': `${width}px` }),
    ...(height === null ? {} : { '--pane-h': `${height}px` }),
  } as CSSProperties;

  if (emptiness === 'nothing-connected') return <FirstRun />;
  return (
    <>
      <TrafficTools />
      <div className={open ? `split ${dock}` : 'split alone'} style={sizes}>
        <section className="listwrap" aria-label="Exchanges">
          <TrafficGrid />
          {emptiness === null ? null : <TrafficEmpty why={emptiness} />}
        </section>
        {open ? <DetailPane /> : null}
      </div>
    </>
  );
}
