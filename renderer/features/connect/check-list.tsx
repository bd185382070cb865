import { Check, Minus } from 'lucide-react';

import { formatClock } from '../../components/format.ts';
import { type CheckItem, checksFor, deliveryOf } from './checks.ts';
import { useArrivals } from '../../stores/arrivals.ts';
import { useSync } from '../../stores/sync.ts';

/** Turns green line by line while the first request goes its way. */
export function CheckList({ small = false }: { readonly small?: boolean }) {
  const row = useArrivals((state) => state.row);
  const delivery = useSync(({ status }) => status);
  const items = checksFor(row, deliveryOf(row, delivery)).filter((item) => !small || item.state !== 'skipped');
  return (
    <ol className={small ? 'minichecks' : 'checks'} aria-live="polite">
      {items.map((item) => (
        <li key={item.id} className={item.state === 'done' ? undefined : 'todo'}>
          <CheckMark state={item.state} />
          <b>{item.name}</b>
          {small ? null : (
            <>
              <span className="ell">{item.text}</span>
              <time>{item.at === null ? '' : formatClock(item.at)}</time>
            </>
          )}
        </li>
      ))}
    </ol>
  );
}

const STATE_WORDS: Readonly<Record<CheckItem['state'], string>> = {
  done: 'Done: ',
  running: 'Under way: ',
  waiting: 'Waiting: ',
  skipped: 'Left out: ',
};

function CheckMark({ state }: { readonly state: CheckItem['state'] }) {
  const look = { done: 'ok', running: 'run', waiting: 'wait', skipped: 'skip' }[state];
  return (
    <span className={`ck ${look}`}>
      {state === 'done' ? <Check /> : state === 'skipped' ? <Minus /> : null}
      <span className="sr-only">{STATE_WORDS[state]}</span>
    </span>
  );
}
