import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

import type { Approval } from '../../../shared/domain/index.ts';
import { BehaviourPill } from '../../components/behaviour-mark.tsx';
import { plural } from '../../components/format.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { Select } from '../../components/select.tsx';
import { SeverityMeter } from '../../components/severity-meter.tsx';
import { currentOf, endOf, useApprovals } from '../../stores/approvals.ts';
import { useDetail } from '../../stores/detail.ts';
import { useNavigation } from '../../stores/navigation.ts';
import { Countdown, TimeLeft } from './countdown.tsx';
import { SCOPES, type ScopeName, sayScope } from './scopes.ts';
import './approvals.css';

export const PROMPT_ID = 'approval-prompt';
/** What comes up under somebody's hands is not answered by the key meant for the one before. */
const READ_MS = 600;

const NAMES = Object.keys(SCOPES) as ScopeName[];
const OPTIONS = NAMES.map((value) => ({ value, label: SCOPES[value].label }));

/**
 * Asks about what waits, one after another. It never takes the focus by itself: somebody may be typing. `A` goes to it
 * and then approves, `D` denies.
 */
export function ApprovalPrompt() {
  const open = useApprovals((state) => state.open);
  const shown = useApprovals(currentOf);
  const spoken = shown?.kind === 'approval' ? `${title(shown)}. ${shown.reason} Press A to answer.` : '';
  return (
    <>
      <p className="sr-only" aria-live="assertive">
        {open ? spoken : ''}
      </p>
      {open && shown !== null ? <Prompt shown={shown} /> : null}
    </>
  );
}

function Prompt({ shown }: { readonly shown: Approval }) {
  const setOpen = useApprovals((state) => state.setOpen);
  const step = useApprovals((state) => state.step);
  const answer = useApprovals((state) => state.answer);
  const busy = useApprovals((state) => state.answering.has(shown.id));
  const [scope, setScope] = useState<{ readonly id: string; readonly name: ScopeName }>({ id: '', name: 'once' });
  const [readable, setReadable] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setReadable(shown.id), READ_MS);
    return () => clearTimeout(timer);
  }, [shown.id]);
  const panel = useRef<HTMLElement>(null);
  useFocusBack(panel);
  const name = scope.id === shown.id ? scope.name : 'once';
  const ready = readable === shown.id && !busy;
  const decide = (decision: 'approve' | 'deny') => {
    if (!ready) return;
    void answer(shown, decision, decision === 'approve' ? SCOPES[name].scope : 'once');
    panel.current?.focus();
  };
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    // Lists of the panel are outside of it in the page, and know their own keys.
    const inside = event.target instanceof Element && event.currentTarget.contains(event.target);
    if (!inside || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = KEYS[event.key.toLowerCase()];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (act === 'approve' || act === 'deny') decide(act);
    else if (act === 'close') setOpen(false);
    else step(act);
  };
  const isWarning = shown.kind === 'warn';
  return (
    // Focusable so that its keys have a place; it holds the buttons for the same.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section ref={panel} id={PROMPT_ID} className="appr" tabIndex={-1} aria-label="Waits for you" onKeyDown={onKey}>
      <TimeLeft since={shown.since} until={endOf(shown)} />
      <div className="appr-h">
        <BehaviourPill behaviour={shown.kind} />
        <h2 className="ell">{title(shown)}</h2>
        <Countdown until={endOf(shown)} />
        <IconButton small label="Later (Esc)" onClick={() => setOpen(false)}>
          <X />
        </IconButton>
      </div>
      <p className="appr-why">{shown.reason}</p>
      <dl className="kv appr-kv">
        <dt>Policy</dt>
        <dd>
          {shown.policy} <code>{shown.rule}</code>
        </dd>
        <dt>Severity</dt>
        <dd>
          <SeverityMeter severity={shown.severity} />
        </dd>
        {shown.model === null ? null : (
          <>
            <dt>Model</dt>
            <dd>{shown.model}</dd>
          </>
        )}
      </dl>
      <p className="appr-state faint">{state(shown)}</p>
      <div className="appr-scope">
        <Select<ScopeName>
          label={isWarning ? 'Release' : 'Approve'}
          prefix={isWarning ? 'Release' : 'Approve'}
          value={name}
          options={OPTIONS}
          onChange={(next) => setScope({ id: shown.id, name: next })}
        />
        <button type="button" className="btn ghost" onClick={() => openExchange(shown)}>
          Open exchange
        </button>
      </div>
      {name === 'once' ? null : <p className="appr-state faint">{sayScope(name, shown)}</p>}
      <div className="appr-f">
        <Queue shown={shown} />
        <span className="grow" />
        <button type="button" className="btn" disabled={!ready} onClick={() => decide('deny')}>
          {isWarning ? 'Keep denied' : 'Deny'} <kbd>D</kbd>
        </button>
        <button type="button" className="btn primary" disabled={!ready} onClick={() => decide('approve')}>
          {isWarning ? 'Release' : 'Approve'} <kbd>A</kbd>
        </button>
      </div>
    </section>
  );
}

const KEYS: Readonly<Record<string, 'approve' | 'deny' | 'close' | 1 | -1>> = {
  a: 'approve',
  d: 'deny',
  escape: 'close',
  j: 1,
  arrowright: 1,
  arrowdown: 1,
  k: -1,
  arrowleft: -1,
  arrowup: -1,
};

/** Where the focus was before it came in goes on when the prompt leaves with it. */
function useFocusBack(panel: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const element = panel.current;
    let before: Element | null = null;
    let inside = false;
    const onIn = ({ relatedTarget }: FocusEvent) => {
      if (!inside && relatedTarget instanceof Element && !element?.contains(relatedTarget)) before = relatedTarget;
      inside = true;
    };
    const onOut = ({ relatedTarget }: FocusEvent) => {
      // Taken off the page it loses the focus to nothing, which is not leaving.
      if (relatedTarget instanceof Element && element?.contains(relatedTarget) !== true) inside = false;
    };
    element?.addEventListener('focusin', onIn);
    element?.addEventListener('focusout', onOut);
    return () => {
      element?.removeEventListener('focusin', onIn);
      element?.removeEventListener('focusout', onOut);
      if (inside && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [panel]);
}

function Queue({ shown }: { readonly shown: Approval }) {
  const waiting = useApprovals((state) => state.waiting);
  const step = useApprovals((state) => state.step);
  if (waiting.length < 2) return null;
  const at = waiting.findIndex(({ id }) => id === shown.id);
  return (
    <div className="appr-q">
      <IconButton small label="The one before" disabled={at <= 0} onClick={() => step(-1)}>
        <ChevronLeft />
      </IconButton>
      <span className="tnum">
        {at + 1} of {waiting.length}
      </span>
      <IconButton small label="The next one" disabled={at >= waiting.length - 1} onClick={() => step(1)}>
        <ChevronRight />
      </IconButton>
    </div>
  );
}

function title({ agent, kind, held }: Approval): string {
  if (kind === 'warn') return `${agent} was warned`;
  return held > 0 ? `${agent} waits for approval` : `${agent} asks for approval`;
}

function state({ kind, held }: Approval): string {
  if (held > 0) return `${plural(held, 'request')} held back until you answer. Without an answer: denied.`;
  return kind === 'warn'
    ? 'It was denied. Released, it passes when the agent sends it again.'
    : 'It was denied. Approved, it passes when the agent sends it again.';
}

function openExchange({ exchangeId }: Approval): void {
  useNavigation.getState().show('traffic');
  useDetail.getState().open(exchangeId);
}
