import { POLICY_LIMITS } from '../../../shared/domain/index.ts';
import { formatCount } from '../../components/format.ts';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { usePolicies } from '../../stores/policies.ts';
import { ExceptionList } from './exception-list.tsx';

const NONE = [] as const;

/** The exceptions that hold for every policy. */
export function ExceptionsPage() {
  const exceptions = usePolicies((state) => state.inForce?.exceptions ?? NONE);
  const setExceptions = usePolicies((state) => state.setExceptions);
  return (
    <section className="editor" aria-label="Exceptions">
      <div className="editor-h">
        <h2>Exceptions</h2>
        <span className="faint">{formatCount(exceptions.length)}, for every policy</span>
      </div>
      <ScrollRegion className="pform" label="Exceptions for every policy">
        <p className="muted pform-lead">
          What stands here is let through whatever a policy says. “Allow this phrase” at a finding adds to this list.
          Changes count at once.
        </p>
        <ExceptionList
          exceptions={exceptions}
          full={exceptions.length >= POLICY_LIMITS.globalExceptions}
          onChange={(next, done) => void setExceptions(next, done)}
        />
      </ScrollRegion>
    </section>
  );
}
