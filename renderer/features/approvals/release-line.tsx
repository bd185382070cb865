import { BehaviourPill } from '../../components/behaviour-mark.tsx';
import { endOf, useApprovals } from '../../stores/approvals.ts';
import { Countdown } from './countdown.tsx';

/** In the detail of an exchange that a person may still let pass: what that does, and how long it can be done. */
export function ReleaseLine({ exchangeId }: { readonly exchangeId: string }) {
  const one = useApprovals((state) => state.waiting.find((waiting) => waiting.exchangeId === exchangeId));
  const release = useApprovals((state) => state.release);
  const choose = useApprovals((state) => state.choose);
  if (one === undefined) return null;
  const isWarning = one.kind === 'warn';
  return (
    <div className={isWarning ? 'release warn' : 'release'}>
      <BehaviourPill behaviour={one.kind} />
      <span className="grow ell">
        {isWarning
          ? 'Released, it passes when it is sent again.'
          : one.held > 0
            ? 'Held back until you answer.'
            : 'Approved, it passes when it is sent again.'}
      </span>
      <Countdown until={endOf(one)} />
      {isWarning ? (
        <button type="button" className="btn sm" onClick={() => void release(exchangeId)}>
          Release
        </button>
      ) : (
        <button type="button" className="btn sm primary" onClick={() => choose(one.id)}>
          Answer
        </button>
      )}
    </div>
  );
}
