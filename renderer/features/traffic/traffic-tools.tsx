import { ArrowDownToLine, PanelBottom, PanelRight, Pause, Play, X } from 'lucide-react';

import { plural } from '../../components/format.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { useNavigation } from '../../stores/navigation.ts';
import { usePreferences } from '../../stores/preferences.ts';
import { useStatus } from '../../stores/status.ts';
import { useTraffic } from '../../stores/traffic.ts';
import { FilterBar } from './filter-bar.tsx';
import { SavedFilters } from './saved-filters.tsx';

export function TrafficTools() {
  const paused = useTraffic((state) => state.paused);
  const recording = useStatus((state) => state.status?.recording ?? true);
  return (
    <>
      <div className="tools">
        <Scope />
        <FilterBar />
        <SavedFilters />
        <ListButtons />
      </div>
      {recording ? null : <NotRecordingLine />}
      {paused ? <PausedLine /> : null}
    </>
  );
}

function ListButtons() {
  const paused = useTraffic((state) => state.paused);
  const setPaused = useTraffic((state) => state.setPaused);
  const following = useTraffic((state) => state.following);
  const toTail = useTraffic((state) => state.toTail);
  const setFollowing = useTraffic((state) => state.setFollowing);
  const dock = usePreferences((state) => state.dock);
  const change = usePreferences((state) => state.change);
  return (
    <div className="btns tight">
      <IconButton
        label={paused ? 'Resume (Space)' : 'Pause (Space)'}
        pressed={paused}
        onClick={() => setPaused(!paused)}
      >
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
      <IconButton
        label={dock === 'right' ? 'Dock the detail below' : 'Dock the detail at the right'}
        onClick={() => change({ dock: dock === 'right' ? 'bottom' : 'right' })}
      >
        {dock === 'right' ? <PanelRight /> : <PanelBottom />}
      </IconButton>
    </div>
  );
}

/** The collection that the rail narrowed the list to. */
function Scope() {
  const agent = useNavigation((state) => state.agent);
  const chooseAgent = useNavigation((state) => state.chooseAgent);
  const openCollection = useNavigation((state) => state.openCollection);
  if (agent === null) return null;
  return (
    <span className="scope">
      <button
        type="button"
        className="link"
        title="Open the page of this collection"
        onClick={() => openCollection(agent)}
      >
        {agent}
      </button>
      <IconButton small label="Show all traffic" onClick={() => chooseAgent(null)}>
        <X />
      </IconButton>
    </span>
  );
}

function PausedLine() {
  const arrived = useTraffic((state) => state.arrived);
  const setPaused = useTraffic((state) => state.setPaused);
  return (
    <output className="listline">
      <Pause />
      <b>Paused</b>
      <span className="ell">
        {arrived === 0
          ? 'Nothing has arrived since.'
          : `${plural(arrived, 'exchange')} arrived, recorded but not shown.`}
      </span>
      <button type="button" className="btn sm" onClick={() => setPaused(false)}>
        Resume <kbd>Space</kbd>
      </button>
    </output>
  );
}

function NotRecordingLine() {
  const unrecorded = useStatus((state) => state.status?.unrecorded ?? 0);
  const setRecording = useStatus((state) => state.setRecording);
  return (
    <output className="listline">
      <i className="rec-dot" />
      <b>Not recording</b>
      <span className="ell">
        Verdicts go on, nothing new is stored.{' '}
        {unrecorded === 0 ? '' : `${plural(unrecorded, 'exchange')} passed unrecorded.`}
      </span>
      <button type="button" className="btn sm" onClick={() => void setRecording(true)}>
        Record
      </button>
    </output>
  );
}
