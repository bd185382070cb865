import { Dialog } from '@base-ui/react/dialog';
import { useId, useState } from 'react';

import { type CustomDetector, DETECTOR_LIMITS, SEVERITIES } from '../../../shared/domain/index.ts';
import { CheckLine } from '../../components/check-line.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { useDetectors } from '../../stores/detectors.ts';
import { type DetectorDraft, detectorOf, draftOf, isEmpty, sayIssue } from './detector-draft.ts';
import { DetectorTrialView } from './detector-trial.tsx';
import { useTrial } from './use-trial.ts';

const KINDS = [
  { value: 'pattern', label: 'Pattern' },
  { value: 'words', label: 'Words' },
] as const;
const SEVERITY_OPTIONS = SEVERITIES.map((value) => ({
  value,
  label: `${value.charAt(0).toUpperCase()}${value.slice(1)}`,
}));
const SAMPLE = 'Paste text here that it should find, and text that it should not.';

/** Adds a detector or edits one; it is tried on a sample while it is written. */
export function DetectorDialog({
  detector,
  taken,
  onClose,
}: {
  /** null: a new one. */
  readonly detector: CustomDetector | null;
  readonly taken: readonly string[];
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState(() => draftOf(detector));
  const [sample, setSample] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const trial = useTrial(draft, sample);
  const ids = { name: useId(), about: useId(), what: useId(), sample: useId(), problem: useId() };
  const change = (patch: Partial<DetectorDraft>) => {
    setProblem(null);
    setDraft((now) => ({ ...now, ...patch }));
  };
  const issues = trial?.ok === false ? trial.issues : [];
  const wrong = issues.find(({ field }) => field === draft.kind);
  const doubled = draft.id !== detector?.id && taken.includes(draft.id);
  const badName = draft.id === '' ? undefined : issues.find(({ field }) => field === 'id')?.message;
  const nameProblem = doubled ? 'there is a detector of this name' : badName;
  const save = async () => {
    const { saved, save: saveAll } = useDetectors.getState();
    const next = detectorOf(draft);
    const list =
      detector === null
        ? [...saved.detectors, next]
        : saved.detectors.map((one) => (one.id === detector.id ? next : one));
    const refused = await saveAll(list, `${next.id} is in force.`);
    if (refused === null) onClose();
    else setProblem(refused);
  };
  const ready = draft.id !== '' && !isEmpty(draft) && issues.length === 0 && !doubled;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog detector-dialog">
          <Dialog.Title className="dialog-title">
            {detector === null ? 'Add a detector' : `Edit ${detector.id}`}
          </Dialog.Title>
          <form
            className="dform"
            onSubmit={(event) => {
              event.preventDefault();
              if (ready) void save();
            }}
          >
            <label htmlFor={ids.name}>Name</label>
            <div>
              <span className="prefixed">
                <span className="mono faint" aria-hidden="true">
                  custom.
                </span>
                <input
                  id={ids.name}
                  className="field mono"
                  value={draft.id}
                  maxLength={DETECTOR_LIMITS.idLength}
                  spellCheck={false}
                  autoComplete="off"
                  placeholder="ticket_number"
                  aria-invalid={nameProblem !== undefined}
                  aria-describedby={nameProblem === undefined ? undefined : ids.problem}
                  onChange={(event) => change({ id: event.target.value.toLowerCase().replaceAll(/[\s-]/g, '_') })}
                />
              </span>
              {nameProblem === undefined ? null : (
                <p className="dproblem" id={ids.problem}>
                  {nameProblem}
                </p>
              )}
            </div>
            <label htmlFor={ids.about}>About</label>
            <input
              id={ids.about}
              className="field"
              value={draft.description}
              maxLength={DETECTOR_LIMITS.descriptionLength}
              placeholder="For whoever reads a finding"
              onChange={(event) => change({ description: event.target.value })}
            />
            <span>Finds</span>
            <div className="dfinds">
              <Segmented label="Finds" value={draft.kind} options={KINDS} onChange={(kind) => change({ kind })} />
              <CheckLine
                label="Match case"
                checked={draft.caseSensitive}
                onChange={(caseSensitive) => change({ caseSensitive })}
              />
              {draft.kind === 'pattern' ? null : (
                <CheckLine
                  label="Whole words"
                  checked={draft.wholeWords}
                  onChange={(wholeWords) => change({ wholeWords })}
                />
              )}
            </div>
            <label htmlFor={ids.what}>{draft.kind === 'pattern' ? 'Pattern' : 'Words, one a line'}</label>
            <div>
              {draft.kind === 'pattern' ? (
                <input
                  id={ids.what}
                  className="field mono"
                  value={draft.pattern}
                  maxLength={DETECTOR_LIMITS.patternLength}
                  spellCheck={false}
                  autoComplete="off"
                  placeholder="TCK-\d{4,6}"
                  aria-invalid={wrong !== undefined}
                  aria-describedby={`${ids.what}-help`}
                  onChange={(event) => change({ pattern: event.target.value })}
                />
              ) : (
                <textarea
                  id={ids.what}
                  className="field mono dwords"
                  value={draft.words}
                  spellCheck={false}
                  placeholder={'orion\nproject red fox'}
                  aria-invalid={wrong !== undefined}
                  aria-describedby={`${ids.what}-help`}
                  onChange={(event) => change({ words: event.target.value })}
                />
              )}
              <p id={`${ids.what}-help`} className={wrong === undefined ? 'dhelp' : 'dproblem'}>
                {wrong === undefined ? (
                  helpOf(draft.kind)
                ) : (
                  <>
                    {sayIssue(wrong)}
                    {draft.kind === 'pattern' && wrong.offset !== null ? (
                      <Place pattern={draft.pattern} offset={wrong.offset} />
                    ) : null}
                  </>
                )}
              </p>
            </div>
            <span>Severity</span>
            <Segmented
              label="Severity"
              value={draft.severity}
              options={SEVERITY_OPTIONS}
              onChange={(severity) => change({ severity })}
            />
            <label htmlFor={ids.sample}>Try it on</label>
            <div>
              <textarea
                id={ids.sample}
                className="field dsample"
                value={sample}
                maxLength={DETECTOR_LIMITS.sampleLength}
                placeholder={SAMPLE}
                spellCheck={false}
                onChange={(event) => setSample(event.target.value)}
              />
              <DetectorTrialView sample={sample} trial={trial} />
            </div>
            {problem === null ? null : (
              <p className="dproblem dwide" role="alert">
                {problem}
              </p>
            )}
            <div className="dialog-actions dwide">
              <Dialog.Close className="btn">Cancel</Dialog.Close>
              <button type="submit" className="btn primary" disabled={!ready}>
                {detector === null ? 'Add detector' : 'Save'}
              </button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function helpOf(kind: DetectorDraft['kind']): string {
  return kind === 'pattern'
    ? 'RE2 syntax, linear in the text: no look-around, no back-references. ^ and $ mean lines.'
    : 'Up to 10,000, looked for in one pass.';
}

/** The pattern with the place that is wrong. */
function Place({ pattern, offset }: { readonly pattern: string; readonly offset: number }) {
  const from = Math.max(0, offset - 24);
  const character = String.fromCodePoint(pattern.codePointAt(offset) ?? 32);
  return (
    <code className="dplace">
      {from > 0 ? '…' : ''}
      {pattern.slice(from, offset)}
      <mark>{character}</mark>
      {pattern.slice(offset + character.length, offset + 24)}
    </code>
  );
}
