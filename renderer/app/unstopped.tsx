import { useEffect } from 'react';

import { formatCount } from '../components/format.ts';
import { useNavigation } from '../stores/navigation.ts';
import { useTraffic } from '../stores/traffic.ts';
import { useWouldHaveStopped } from '../stores/would-have-stopped.ts';

/** Beside the mode switch in Log: what Block would have stopped this week, with the list of it behind. */
export function Unstopped() {
  const figure = useWouldHaveStopped((state) => state.figure);
  const watch = useWouldHaveStopped((state) => state.watch);
  useEffect(() => {
    watch(true);
    return () => watch(false);
  }, [watch]);
  if (figure === null || figure.total === 0) return null;
  const { stopped, total, filter } = figure;
  return (
    <button
      type="button"
      className="unstopped"
      disabled={stopped === 0}
      title="Exchanges of the last 7 days that passed in Log mode"
      onClick={() => showAll(filter)}
    >
      <span>Block would have stopped</span>{' '}
      <span>
        <b className="tnum">{stopped === 0 ? 'none' : formatCount(stopped)}</b> of{' '}
        <span className="tnum">{formatCount(total)}</span> logged this week
      </span>
    </button>
  );
}

function showAll(filter: string): void {
  const { show, chooseAgent } = useNavigation.getState();
  show('traffic');
  chooseAgent(null);
  useTraffic.getState().setFilter(filter);
}
