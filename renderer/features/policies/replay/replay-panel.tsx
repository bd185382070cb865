import { History, RotateCw, Square } from 'lucide-react';
import { useEffect } from 'react';

import { plural, formatCount, formatDuration } from '../../../components/format.ts';
import { Select } from '../../../components/select.tsx';
import { needsJudge } from '../../../components/policy-words.ts';
import { type PoliciesState, usePolicies } from '../../../stores/policies.ts';
import { isDirty } from '../../../stores/policy-draft.ts';
import { REPLAY_SIZES, useReplay } from '../../../stores/replay.ts';
import { SaveButtons } from '../save-buttons.tsx';
import { ReplayRows } from './replay-rows.tsx';

const SIZES = REPLAY_SIZES.map((size) => ({ value: String(size), label: `last ${formatCount(size)}` }));

/** The foot of the view: what the edit would have changed, and whether it is kept. */
export function ReplayPanel() {
  const progress = useReplay((state) => state.progress);
  const starting = useReplay((state) => state.starting);
  const error = useReplay((state) => state.error);
  const markStale = useReplay((state) => state.markStale);
  useEffect(
    () =>
      usePolicies.subscribe((now, before) => {
        if (now.draft?.valid !== before.draft?.valid) markStale();
      }),
    [markStale],
  );
  const leftOut = usePolicies(asksJudgeSomewhere);
  const running = starting || progress?.finished === false;
  return (
    <section className="replay" aria-label="Replay">
      <Head running={running} />
      {error === null ? null : (
        <p className="problem replay-problem" role="alert">
          {error}
        </p>
      )}
      {running ? <Progress /> : null}
      {progress !== null && error === null && leftOut ? (
        <p className="note replay-note">
          A replay asks no judge: LLM rules and harmful text are left out on both sides.
        </p>
      ) : null}
      {progress === null || error !== null ? null : (
        <div className="replay-b">
          <Delta />
          <ReplayRows />
        </div>
      )}
    </section>
  );
}

function asksJudgeSomewhere({ inForce, draft }: PoliciesState): boolean {
  return (inForce?.policies.some(needsJudge) ?? false) || (draft !== null && needsJudge(draft.policy));
}

function Head({ running }: { readonly running: boolean }) {
  const { last, setLast, start, cancel, progress, tookMs, stale } = useReplay();
  const draft = usePolicies((state) => state.draft);
  const dirty = isDirty(draft);
  return (
    <div className="replay-h">
      <History />
      <h3>{dirty ? 'Replay of this edit' : 'Replay'}</h3>
      <Select
        className="replay-size"
        label="How far back"
        value={String(last)}
        options={SIZES}
        disabled={running}
        onChange={(value) => setLast(REPLAY_SIZES.find((size) => String(size) === value) ?? 1_000)}
      />
      {running ? (
        <button type="button" className="btn ghost" onClick={() => void cancel()}>
          <Square />
          Cancel
        </button>
      ) : (
        <button
          type="button"
          className="btn ghost"
          disabled={draft === null || draft.valid === null}
          onClick={() => void start()}
        >
          <RotateCw />
          {progress === null ? 'Run' : 'Run again'}
        </button>
      )}
      <span className="faint ell" aria-live="polite">
        {running || progress === null ? '' : outcome(progress.done, progress.finished, tookMs, stale)}
      </span>
      <span className="grow" />
      <SaveButtons />
    </div>
  );
}

function outcome(done: number, finished: false | string, tookMs: number | null, stale: boolean): string {
  const time = tookMs === null ? '' : ` in ${formatDuration(tookMs)}`;
  const ended = finished === 'cancelled' ? 'cancelled after ' : '';
  return `${ended}${plural(done, 'exchange')}${time}${stale ? ', before the last change' : ''}`;
}

function Progress() {
  const progress = useReplay((state) => state.progress);
  const { done = 0, total = 0 } = progress ?? {};
  return (
    <div className="replay-p">
      <progress value={total === 0 ? undefined : done} max={Math.max(1, total)} aria-label="Replay" />
      <span className="faint tnum">
        {formatCount(done)} of {formatCount(total)}
      </span>
    </div>
  );
}

function Delta() {
  const progress = useReplay((state) => state.progress);
  const shown = useReplay((state) => state.shown);
  const show = useReplay((state) => state.show);
  const rows = useReplay((state) => state.rows);
  if (progress === null) return null;
  const agents = (change: 'caught' | 'missed') =>
    plural(new Set(rows.filter((row) => row.change === change).map(({ agent }) => agent)).size, 'agent');
  const same = progress.done - progress.newlyCaught - progress.newlyMissed;
  return (
    <div className="delta">
      <button
        type="button"
        className={shown === 'caught' ? 'plus on' : 'plus'}
        aria-pressed={shown === 'caught'}
        onClick={() => show('caught')}
      >
        <strong>{formatCount(progress.newlyCaught)}</strong>
        <span>
          <b>newly caught</b>
          {progress.newlyCaught === 0 ? 'no agent' : agents('caught')}
        </span>
      </button>
      <button
        type="button"
        className={shown === 'missed' ? 'minus on' : 'minus'}
        aria-pressed={shown === 'missed'}
        onClick={() => show('missed')}
      >
        <strong>{formatCount(progress.newlyMissed)}</strong>
        <span>
          <b>newly missed</b>
          {progress.newlyMissed === 0 ? 'no agent' : agents('missed')}
        </span>
      </button>
      <div className="same">
        <strong>{formatCount(same)}</strong>
        <span>
          <b>as before</b>
          {progress.usesStoredFindings === 0
            ? 'the same verdict'
            : `${formatCount(progress.usesStoredFindings)} by stored findings`}
        </span>
      </div>
    </div>
  );
}
