import { Popover } from '@base-ui/react/popover';

import type { StoredFinding } from '../../../../shared/domain/index.ts';
import { CategoryIcon } from '../../../components/category-icon.tsx';
import { isMasked, sayView, wordsFor } from '../../../components/finding-words.ts';
import { SeverityMeter } from '../../../components/severity-meter.tsx';
import { VerdictPill } from '../../../components/verdict-pill.tsx';
import { useDetail } from '../../../stores/detail.ts';
import { useViolations } from '../../../stores/violations.ts';
import { Confidence } from './confidence.tsx';
import { Evidence } from './evidence.tsx';
import type { Segment } from './spans.ts';

/** A value this short stays on one line with its tag. */
const KEPT_TOGETHER = 40;

/** A finding where it stands: marked value, a tag with its kind, and a popover that explains it. */
export function FindingMark({ segment, finding }: { readonly segment: Segment; readonly finding: StoredFinding }) {
  const words = wordsFor(finding.type);
  const shown = segment.masked;
  return (
    <Popover.Root>
      <Popover.Trigger
        nativeButton={false}
        render={<span />}
        className={shown.length <= KEPT_TOGETHER ? 'hit-trigger nb' : 'hit-trigger'}
        data-finding={finding.id}
      >
        <span className={`hit ${finding.action}`}>{shown}</span>
        <span className={`hit-tag ${finding.action}`}>
          <CategoryIcon category={words.category} />
          {words.tag}
          <span className="sr-only">finding: {words.title}</span>
          {segment.all.length > 1 ? ` +${segment.all.length - 1}` : ''}
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="pop-pos" sideOffset={6} collisionPadding={8}>
          <Popover.Popup className="pop">
            <FindingSummary finding={finding} text={segment.text} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function FindingSummary({ finding, text }: { readonly finding: StoredFinding; readonly text: string }) {
  const words = wordsFor(finding.type);
  const exchange = useDetail((state) => state.id);
  const openFinding = useDetail((state) => state.openFinding);
  const triage = useViolations((state) => state.triage);
  return (
    <>
      <div className={`pop-h ${finding.action}`}>
        <span className="cat">
          <CategoryIcon category={words.category} />
        </span>
        <div>
          <Popover.Title className="pop-title">{words.title}</Popover.Title>
          <Popover.Description className="pop-sub">
            {finding.view === 'raw' ? `In a ${finding.role} message` : `Read from the ${sayView(finding.view)}`}
          </Popover.Description>
        </div>
      </div>
      <dl className="kv pop-kv">
        <dt>Verdict</dt>
        <dd>
          <VerdictPill kind={finding.action} />
        </dd>
        <dt>Severity</dt>
        <dd className="line">
          <SeverityMeter severity={finding.severity} />
          <Confidence value={finding.confidence} />
        </dd>
        <dt>Rule</dt>
        <dd>
          <code>{finding.rule}</code>
        </dd>
        <dt>Policy</dt>
        <dd>{finding.policy ?? <span className="faint">none acts on it</span>}</dd>
        {isMasked(finding.type) ? (
          <>
            <dt>Value</dt>
            <dd>
              <Evidence masked={finding.evidence} text={text} />
            </dd>
          </>
        ) : null}
      </dl>
      <div className="pop-f">
        {finding.policy === null || finding.id < 0 ? null : (
          <Popover.Close className="btn ghost sm" onClick={() => void triage([finding.id], 'false-positive')}>
            False positive
          </Popover.Close>
        )}
        <span className="grow" />
        <Popover.Close className="btn sm" onClick={() => exchange !== null && openFinding(exchange, finding.id)}>
          Open finding
        </Popover.Close>
      </div>
    </>
  );
}
