import { useNow } from '../../components/use-now.ts';

/** `0:43`, as a clock that runs down; assistive technology is told the time once, where it is asked about. */
export function Countdown({ until }: { readonly until: number }) {
  const now = useNow(1_000);
  return <span className="tnum">{sayLeft(until - now)}</span>;
}

export function sayLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The time left as a line that gets shorter. */
export function TimeLeft({ since, until }: { readonly since: number; readonly until: number }) {
  const now = useNow();
  const left = Math.max(0, Math.min(1, (until - now) / Math.max(1, until - since)));
  return (
    <span className={left < 0.25 ? 'appr-left soon' : 'appr-left'} aria-hidden="true">
      <i style={{ width: `${left * 100}%` }} />
    </span>
  );
}
