import { ArrowDown, ArrowUp, Check, EyeOff, Undo2, Waves, X } from 'lucide-react';

import type { StoredFinding, Violation } from '../../../shared/domain/index.ts';
import { isMasked, sayPointer, sayView, wordsFor } from '../../components/finding-words.ts';
import { formatWhen } from '../../components/format.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { SeverityMeter } from '../../components/severity-meter.tsx';
import { useExchange } from '../../components/use-exchange.ts';
import { VerdictPill } from '../../components/verdict-pill.tsx';
import { useNavigation } from '../../stores/navigation.ts';
import { useViolations } from '../../stores/violations.ts';
import { AllowMenu } from '../exceptions/allow-menu.tsx';
import { Confidence, Evidence, MaskedContext, contextOf, storedTextOf } from '../traffic/index.ts';
import { openExchange } from './open-exchange.ts';

export function EvidencePane() {
  const violations = useViolations((state) => state.violations);
  const selected = useViolations((state) => state.selected);
  const violation = violations.find((one) => one.id === selected);
  if (violation === undefined) return <aside className="evid" aria-label="Violation" />;
  return <Pane violation={violation} />;
}

const ROLE_PLACES: Readonly<Record<Violation['role'], string>> = {
  system: 'the system message',
  developer: 'the developer message',
  user: 'a user message',
  assistant: 'an assistant message',
  tool: 'a tool result',
};

function Pane({ violation }: { readonly violation: Violation }) {
  const words = wordsFor(violation.type);
  const where = violation.side === 'response' ? 'an answer' : ROLE_PLACES[violation.role];
  return (
    <aside className="evid scroll" aria-label="Violation">
      <div className="evid-h">
        <div className="line">
          <VerdictPill kind={violation.action} large />
          <SeverityMeter severity={violation.severity} />
          <span className="grow" />
          <Steps violation={violation} />
        </div>
        <h2>{words.title}</h2>
        <p className="muted">
          Found in {where} of <b>{violation.agent}</b>, {formatWhen(violation.at)}.
        </p>
        <Buttons violation={violation} />
      </div>
      <EvidenceSection violation={violation} />
      <Facts violation={violation} />
    </aside>
  );
}

function Steps({ violation }: { readonly violation: Violation }) {
  const violations = useViolations((state) => state.violations);
  const select = useViolations((state) => state.select);
  const at = violations.findIndex((one) => one.id === violation.id);
  const step = (by: number) => {
    const next = violations[at + by];
    if (next !== undefined) select(next.id);
  };
  return (
    <div className="btns tight">
      <IconButton label="Newer violation" disabled={at <= 0} onClick={() => step(-1)}>
        <ArrowUp />
      </IconButton>
      <IconButton label="Older violation" disabled={at >= violations.length - 1} onClick={() => step(1)}>
        <ArrowDown />
      </IconButton>
      <IconButton label="Close" onClick={() => select(null)}>
        <X />
      </IconButton>
    </div>
  );
}

function Buttons({ violation }: { readonly violation: Violation }) {
  const triage = useViolations((state) => state.triage);
  return (
    <div className="btns evid-btns">
      {violation.status === 'reviewed' ? null : (
        <button type="button" className="btn primary" onClick={() => void triage([violation.id], 'reviewed')}>
          <Check />
          Reviewed <kbd>R</kbd>
        </button>
      )}
      {violation.status === 'false-positive' ? null : (
        <button type="button" className="btn" onClick={() => void triage([violation.id], 'false-positive')}>
          <EyeOff />
          False positive <kbd>X</kbd>
        </button>
      )}
      {violation.status === 'open' ? null : (
        <button type="button" className="btn" onClick={() => void triage([violation.id], 'open')}>
          <Undo2 />
          Open again <kbd>O</kbd>
        </button>
      )}
      <AllowMenu finding={violation} agent={violation.agent} />
      <span className="grow" />
      <button type="button" className="btn ghost" onClick={() => openExchange(violation)}>
        <Waves />
        Open exchange
      </button>
    </div>
  );
}

function EvidenceSection({ violation }: { readonly violation: Violation }) {
  const detail = useExchange(violation.exchangeId);
  const finding = detail?.findings.find((one) => one.id === violation.id) ?? asFinding(violation);
  const context = detail === null ? null : contextOf(detail, finding);
  return (
    <section className="sect" aria-label="Evidence">
      <h3>
        Evidence
        <code className="meta ell">
          {sayPointer(violation.pointer)} · {violation.start}–{violation.end}
        </code>
      </h3>
      <div className="codebox">
        <div className="codebox-h">
          <b>As sent</b>
          <span>{sayView(violation.view) === 'as sent' ? '' : `read from the ${sayView(violation.view)}`}</span>
        </div>
        {context === null ? (
          <pre className="code">{violation.evidence}</pre>
        ) : (
          <MaskedContext context={context} finding={finding} findings={detail?.findings ?? []} />
        )}
      </div>
      {isMasked(violation.type) ? (
        <p className="evid-value">
          <Evidence masked={violation.evidence} text={detail === null ? null : storedTextOf(detail, finding)} />
        </p>
      ) : null}
    </section>
  );
}

function asFinding(violation: Violation): StoredFinding {
  const { id, type, rule, severity, confidence, side, role, pointer, start, end, view, policy, action, evidence } =
    violation;
  return { id, type, rule, severity, confidence, side, role, pointer, start, end, view, policy, action, evidence };
}

function Facts({ violation }: { readonly violation: Violation }) {
  const openCollection = useNavigation((state) => state.openCollection);
  return (
    <section className="sect" aria-label="Facts">
      <dl className="kv">
        <dt>Rule</dt>
        <dd>
          <code>{violation.rule}</code>
        </dd>
        <dt>Type</dt>
        <dd>
          <code>{violation.type}</code>
        </dd>
        <dt>Policy</dt>
        <dd>{violation.policy}</dd>
        <dt>Confidence</dt>
        <dd>
          <Confidence value={violation.confidence} />
        </dd>
        <dt>Agent</dt>
        <dd>
          <button type="button" className="link" onClick={() => openCollection(violation.agent)}>
            {violation.agent}
          </button>
        </dd>
      </dl>
    </section>
  );
}
