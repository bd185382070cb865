import type { AktoOpinion, Verdict } from '../../../../shared/domain/index.ts';
import { formatDuration } from '../../../components/format.ts';
import { VerdictPill } from '../../../components/verdict-pill.tsx';

/** Sluice's verdict and Akto's, where Akto was asked. */
export function Opinions({ akto }: { readonly akto: AktoOpinion }) {
  return (
    <dl className="opinions" aria-label="Verdicts of Sluice and Akto">
      <dt>Sluice</dt>
      <dd>
        <VerdictPill kind={akto.own.kind} />
        <span>{akto.own.reason}</span>
      </dd>
      <dt>Akto</dt>
      <dd>
        {akto.verdict === null ? (
          <span className="verdict wait" title="Akto gave no verdict">
            None
          </span>
        ) : (
          <VerdictPill kind={akto.verdict.kind} />
        )}
        <span>{akto.verdict === null ? sayFailure(akto) : sayVerdict(akto.verdict)}</span>
        <span className="faint" title={`It would have been waited for ${formatDuration(akto.timeoutMs)}`}>
          {akto.newestOnly ? 'newest turn only, ' : ''}
          {formatDuration(akto.durationMs)}
        </span>
      </dd>
    </dl>
  );
}

function sayVerdict({ reason, policyName, rule }: Verdict): string {
  const named = [policyName === null ? '' : `policy ${policyName}`, rule === null ? '' : `rule ${rule}`];
  const source = named.filter((part) => part !== '').join(', ');
  return source === '' ? reason : `${reason} (${source})`;
}

function sayFailure({ failure, failurePolicy }: AktoOpinion): string {
  const then =
    failurePolicy === 'open' ? 'Sluice’s verdict alone counts' : 'the failure policy is closed, so it was denied';
  return `No verdict: ${failure ?? 'it was not asked'}; ${then}.`;
}
