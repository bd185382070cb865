import { useState } from 'react';

import type { StoredFinding } from '../../../../shared/domain/index.ts';
import { FindingMark } from './finding-mark.tsx';
import { JsonText } from './json-text.tsx';
import { cutAtFindings } from './spans.ts';

/** A message longer than this is cut until somebody asks for it: captured text is hostile and may be huge. */
const SHOWN_CHARACTERS = 6_000;
const MORE_CHARACTERS = 60_000;

/** Captured text, always as text, with its findings marked where they stand. */
export function MarkedText({
  text,
  findings,
  json = false,
  tail = false,
}: {
  readonly text: string;
  readonly findings: readonly StoredFinding[];
  /** Pieces without findings are coloured as JSON. */
  readonly json?: boolean;
  /** The text grows: of a long one its end is shown. Without findings. */
  readonly tail?: boolean;
}) {
  const lastFinding = Math.max(0, ...findings.map((one) => one.end));
  const first = Math.min(text.length, Math.max(SHOWN_CHARACTERS, Math.min(lastFinding + 200, MORE_CHARACTERS)));
  const [shown, setShown] = useState(first);
  const end = Math.max(first, shown);
  if (tail) return text.length > SHOWN_CHARACTERS ? `… ${text.slice(-SHOWN_CHARACTERS)}` : text;
  const segments = cutAtFindings(text.slice(0, end), findings);
  return (
    <>
      {segments.map((segment, index) =>
        segment.finding === null ? (
          // The order of pieces is all the identity they have.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index}>{json ? <JsonText text={segment.text} /> : segment.text}</span>
        ) : (
          <FindingMark key={segment.finding.id} segment={segment} finding={segment.finding} />
        ),
      )}
      {end >= text.length ? null : (
        <button type="button" className="link more" onClick={() => setShown(end + MORE_CHARACTERS)}>
          Show {Math.min(MORE_CHARACTERS, text.length - end).toLocaleString('en-US')} more of{' '}
          {(text.length - end).toLocaleString('en-US')} characters
        </button>
      )}
    </>
  );
}
