import { Check, MessageSquareText } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';

import type { ExchangeDetail, StoredFinding } from '../../../../shared/domain/index.ts';
import { severityRank, verdictRank } from '../../../../shared/domain/index.ts';
import { CategoryIcon } from '../../../components/category-icon.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { isMasked, sayPointer, sayRole, sayView, wordsFor } from '../../../components/finding-words.ts';
import { ScrollRegion } from '../../../components/scroll-region.tsx';
import { SeverityMeter } from '../../../components/severity-meter.tsx';
import { VerdictPill } from '../../../components/verdict-pill.tsx';
import { AllowMenu } from '../../exceptions/allow-menu.tsx';
import { useDetail } from '../../../stores/detail.ts';
import { Confidence } from './confidence.tsx';
import { Evidence } from './evidence.tsx';
import { storedTextOf } from './context.ts';
import { maskString } from './mask-text.ts';
import { findingsAt } from './spans.ts';

/** Other findings in the words of this one, as places in them. */
function insideOf(whole: StoredFinding, { findings }: ExchangeDetail): readonly StoredFinding[] {
  return findingsAt(findings, whole.side, whole.pointer)
    .filter(({ id, start, end }) => id !== whole.id && start >= whole.start && end <= whole.end)
    .map((one) => ({ ...one, start: one.start - whole.start, end: one.end - whole.start }));
}

export function FindingsTab({ detail }: { readonly detail: ExchangeDetail }) {
  const { findings, verdict } = detail;
  const sorted = useMemo(
    () =>
      findings.toSorted(
        (a, b) => verdictRank(b.action) - verdictRank(a.action) || severityRank(b.severity) - severityRank(a.severity),
      ),
    [findings],
  );
  if (sorted.length === 0) {
    return (
      <EmptyState icon={<Check />} title={detail.row.verdict === null ? 'Still being judged' : 'Nothing found'}>
        {detail.row.verdict === null
          ? 'The detectors have not answered yet.'
          : (verdict?.reason ?? 'No detector found anything in this exchange.')}
      </EmptyState>
    );
  }
  return (
    <ScrollRegion className="findings" label="Findings of this exchange">
      {verdict === null || verdict.kind === 'allow' ? null : <p className="findings-why">{verdict.reason}</p>}
      {sorted.map((finding) => (
        <FindingCard key={finding.id} finding={finding} detail={detail} />
      ))}
    </ScrollRegion>
  );
}

function FindingCard({ finding, detail }: { readonly finding: StoredFinding; readonly detail: ExchangeDetail }) {
  const words = wordsFor(finding.type);
  const focused = useDetail((state) => state.focusFinding === finding.id);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (focused) card.current?.scrollIntoView({ block: 'nearest' });
  }, [focused]);
  const text = useMemo(() => storedTextOf(detail, finding), [detail, finding]);
  // It is about the whole of it: a limit, or what a service outside objects to.
  const isWhole = finding.end === finding.start;
  return (
    <article ref={card} className={focused ? 'fcard on' : 'fcard'} aria-label={words.title}>
      <h3 className="fcard-h">
        <span className={`cat ${finding.action}`}>
          <CategoryIcon category={words.category} />
        </span>
        <span className="ell">{words.title}</span>
        <VerdictPill kind={finding.action} />
      </h3>
      <dl className="kv">
        <dt>Severity</dt>
        <dd className="line">
          <SeverityMeter severity={finding.severity} />
          <Confidence value={finding.confidence} />
        </dd>
        {isWhole ? null : (
          <>
            <dt>Evidence</dt>
            <dd>
              {isMasked(finding.type) ? (
                <Evidence masked={finding.evidence} text={text} />
              ) : (
                <q className="quote">
                  {text === null ? finding.evidence : maskString(text, insideOf(finding, detail))}
                </q>
              )}
            </dd>
          </>
        )}
        <dt>Where</dt>
        <dd>
          {finding.side === 'request' ? sayRole(finding.role) : 'Answer'},{' '}
          <code className="wrap">
            {sayPointer(finding.pointer)}
            {isWhole ? '' : ` · ${finding.start}–${finding.end}`}
          </code>
        </dd>
        {finding.view === 'raw' ? null : (
          <>
            <dt>Read as</dt>
            <dd>{sayView(finding.view)}</dd>
          </>
        )}
        <dt>Rule</dt>
        <dd>
          <code>{finding.rule}</code> <span className="faint">{finding.type}</span>
        </dd>
        <dt>Policy</dt>
        <dd>{finding.policy ?? <span className="faint">none acts on it</span>}</dd>
      </dl>
      <div className="fcard-f">
        {finding.policy === null || detail.row.state === 'open' ? null : (
          <AllowMenu finding={{ ...finding, exchangeId: detail.row.id }} agent={detail.row.agent} />
        )}
        {detail.conversation === null ? null : (
          <button
            type="button"
            className="btn ghost"
            onClick={() => useDetail.setState({ tab: 'chat', focusFinding: finding.id })}
          >
            <MessageSquareText />
            Show in the chat
          </button>
        )}
      </div>
    </article>
  );
}
