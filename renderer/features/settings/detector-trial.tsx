import type { DetectorTrial } from '../../../shared/rpc/detectors-api.ts';
import { plural } from '../../components/format.ts';
import { stretchesOf } from './detector-draft.ts';

/** The sample with what was found in it, and how long that took. */
export function DetectorTrialView({
  sample,
  trial,
}: {
  readonly sample: string;
  readonly trial: DetectorTrial | null;
}) {
  if (sample === '' || trial?.ok !== true) return null;
  const { matches, capped, durationMs, tooSlow } = trial;
  if (tooSlow) return <TooSlow />;
  const disguised = matches.filter(({ view }) => view !== 'raw').length;
  return (
    <div className="dtrial">
      <output>
        <b>
          {matches.length === 0
            ? 'Nothing found'
            : `${capped ? 'At least ' : ''}${plural(matches.length, 'match', 'matches')}`}
        </b>
        {disguised === 0 ? '' : `, ${disguised} of them disguised`}
        <span className="faint"> in {durationMs.toFixed(2)} ms</span>
      </output>
      {matches.length === 0 ? null : (
        <pre className="dfound" aria-label="What it found">
          {stretchesOf(sample, matches).map(({ text, found, at }) => (found ? <mark key={at}>{text}</mark> : text))}
        </pre>
      )}
    </div>
  );
}

function TooSlow() {
  return (
    <output className="dproblem">
      Stopped after a second: texts of this length would be scanned in part. Repeat less in the pattern, or try it on a
      shorter sample.
    </output>
  );
}
