import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';

import type { PlaygroundFinding, PlaygroundPart } from '../../../../shared/domain/index.ts';
import { CategoryIcon } from '../../../components/category-icon.tsx';
import { isMasked, sayPointer, sayRole, sayView, wordsFor } from '../../../components/finding-words.ts';
import { Segmented } from '../../../components/segmented.tsx';
import { cutAtFindings } from '../../traffic/index.ts';
import { type MarkedFinding, asMarked, hideValues } from './marked.ts';

/** A part longer than this is cut around what matters: it is only tried, not read. */
const SHOWN_CHARACTERS = 8_000;
const MASKED = '#masked';

/** One text as the detectors read it, with its findings where they stand. Values are masked until somebody reveals them. */
export function PlayPart({
  part,
  findings,
  named,
}: {
  readonly part: PlaygroundPart;
  readonly findings: readonly PlaygroundFinding[];
  /** One of several: says whose it is. */
  readonly named: boolean;
}) {
  const [wanted, setWanted] = useState('raw');
  const [revealed, setRevealed] = useState(false);
  const marked = asMarked(part.text, findings);
  const views = [
    ...part.views.map(({ name }) => ({ value: name, label: labelOf(name) })),
    ...(part.masked === null ? [] : [{ value: MASKED, label: 'Masked' }]),
  ];
  const view = views.some(({ value }) => value === wanted) ? wanted : 'raw';
  const hidesValues = findings.some(({ type }) => isMasked(type));
  return (
    <div className="play-part">
      <div className="play-views">
        {named ? (
          <span className="ell play-who" title={sayPointer(part.pointer)}>
            <b>{sayRole(part.role)}</b> <code>{sayPointer(part.pointer)}</code>
          </span>
        ) : null}
        {views.length > 1 ? (
          <Segmented small label="How it is read" value={view} options={views} onChange={setWanted} />
        ) : null}
        <span className="grow" />
        {hidesValues && view !== MASKED ? (
          <button
            type="button"
            className={revealed ? 'ibtn sm on' : 'ibtn sm'}
            aria-pressed={revealed}
            aria-label="Show the values"
            title={revealed ? 'Hide the values' : 'Show the values'}
            onClick={() => setRevealed(!revealed)}
          >
            {revealed ? <EyeOff /> : <Eye />}
          </button>
        ) : null}
      </div>
      <div className="playtext" data-view={view}>
        {view === MASKED ? (
          cut(part.masked ?? '')
        ) : view === 'raw' ? (
          <Marked text={part.text} findings={marked} revealed={revealed} />
        ) : (
          cut(viewText(part, view, revealed ? [] : marked))
        )}
      </div>
    </div>
  );
}

function Marked({
  text,
  findings,
  revealed,
}: {
  readonly text: string;
  readonly findings: readonly MarkedFinding[];
  readonly revealed: boolean;
}) {
  return cutAtFindings(text, findings).map(({ text: piece, masked, finding, all }, index) => {
    // The order of pieces is all the identity they have.
    /* oxlint-disable react/no-array-index-key */
    if (finding === null) return <span key={index}>{cut(piece)}</span>;
    const words = wordsFor(finding.type);
    const decoded = all.find(({ view }) => view !== 'raw');
    return (
      <span key={index}>
        <mark className={`hit ${finding.action}`}>{revealed ? piece : masked}</mark>
        <span className={`hit-tag ${finding.action}`} title={decoded === undefined ? undefined : sayView(decoded.view)}>
          <CategoryIcon category={words.category} />
          {words.tag}
          {all.length > 1 ? ` +${all.length - 1}` : ''}
        </span>
      </span>
    );
    /* oxlint-enable react/no-array-index-key */
  });
}

function cut(text: string): string {
  if (text.length <= SHOWN_CHARACTERS) return text;
  const half = SHOWN_CHARACTERS / 2;
  const left = (text.length - SHOWN_CHARACTERS).toLocaleString('en-US');
  return `${text.slice(0, half)}\n… ${left} characters …\n${text.slice(-half)}`;
}

/** The view's own text; what was found stands there in clear, so it is masked wherever it occurs. */
function viewText(part: PlaygroundPart, view: string, findings: readonly MarkedFinding[]): string {
  const text = part.views.find(({ name }) => name === view)?.text ?? '';
  return hideValues(text, part.text, view, findings);
}

function labelOf(view: string): string {
  const words = view === 'raw' ? 'As sent' : sayView(view);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
