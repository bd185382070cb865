import { ArrowDownToLine, Pause, Play, X } from 'lucide-react';

import { formatCount, plural } from '../../components/format.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { useNavigation } from '../../stores/navigation.ts';
import { useTraffic } from '../../stores/traffic.ts';

export function TrafficTools() {
  const paused = useTraffic((state) => state.paused);
  const setPaused = useTraffic((state) => state.setPaused);
  const following = useTraffic((state) => state.following);
  const toTail = useTraffic((state) => state.toTail);
  const setFollowing = useTraffic((state) => state.setFollowing);
  return (
    <>
      <div className="tools">
        <Scope />
        <div className="filter">
          <span className="grow" />
          <FilterCount />
        </div>
        <IconButton label={paused ? 'Resume (Space)' : 'Pause (Space)'} pressed={paused} onClick={() => setPaused(!paused)}>
          {paused ? <Play /> : <Pause />}
        </IconButton>
        <IconButton
          label="Follow the newest"
          pressed={following && !paused}
          disabled={paused}
          onClick={() => (following ? setFollowing(false) : void toTail())}
        >
          <ArrowDownToLine />
        </IconButton>
      </div>
      {paused ? <PausedLine /> : null}
    </>
  );
}

function Scope() {
  const agent = useNavigation((state) => state.agent);
  const chooseAgent = useNavigation((state) => state.chooseAgent);
  const openCollection = useNavigation((state) => state.openCollection);
  if (agent === null) return null;
  return (
    <span className="scope">
      <button type="button" className="link" title="Open the collection's page" onClick={() => openCollection(agent)}>
        {agent}
      </button>
      <IconButton small label="Show all traffic" onClick={() => chooseAgent(null)}>
        <X />
      </IconButton>
    </span>
  );
}

export function FilterCount() {
  const count = useTraffic((state) => state.count);
  if (count === null) return null;
  const shown = `${formatCount(count.count)}${count.capped ? '+' : ''}`;
  return (
    <span className="count tnum">
      <b>{shown}</b>
      {count.count === count.total && !count.capped ? '' : ` of ${formatCount(count.total)}`}
    </span>
  );
}

function PausedLine() {
  const arrived = useTraffic((state) => state.arrived);
  const setPaused = useTraffic((state) => state.setPaused);
  return (
    <div className="pausedline" role="status">
      <Pause />
      <b>Paused</b>
      <span>{arrived === 0 ? 'Nothing has arrived since.' : `${plural(arrived, 'exchange')} arrived, recorded but not shown.`}</span>
      <button type="button" className="btn sm" onClick={() => setPaused(false)}>
        Resume <kbd>Space</kbd>
      </button>
    </div>
  );
}
