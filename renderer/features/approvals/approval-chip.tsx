import { Hourglass } from 'lucide-react';

import { plural } from '../../components/format.ts';
import { endOf, useApprovals } from '../../stores/approvals.ts';
import { Countdown } from './countdown.tsx';

/** In the top bar while something waits: how many, and how long the first of them still does. */
export function ApprovalChip() {
  const waiting = useApprovals((state) => state.waiting);
  const open = useApprovals((state) => state.open);
  const setOpen = useApprovals((state) => state.setOpen);
  const asked = waiting.filter(({ kind }) => kind === 'approval');
  if (waiting.length === 0) return null;
  const urgent = asked.length > 0;
  return (
    <button
      type="button"
      className={urgent ? 'appr-chip urgent' : 'appr-chip'}
      aria-expanded={open}
      aria-keyshortcuts="A"
      title={urgent ? 'Answer (A)' : 'Warnings that can be released (A)'}
      onClick={() => setOpen(!open)}
    >
      <Hourglass />
      {urgent ? (
        <>
          <b>{asked.length === 1 ? '1 waits' : `${asked.length} wait`}</b>
          <Countdown until={Math.min(...asked.map(endOf))} />
        </>
      ) : (
        <span>{plural(waiting.length, 'warning')}</span>
      )}
    </button>
  );
}
