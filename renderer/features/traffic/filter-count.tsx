import { formatCount } from '../../components/format.ts';
import { useTraffic } from '../../stores/traffic.ts';

/** `2,418 of 2,604` */
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
