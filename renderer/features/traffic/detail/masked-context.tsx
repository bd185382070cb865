import type { StoredFinding } from '../../../../shared/domain/index.ts';
import { isMasked } from '../../../components/finding-words.ts';
import type { FindingContext } from './context.ts';
import { cutAtFindings, findingsAt, isRedacted } from './spans.ts';

/** A finding marked in the text around it; other findings nearby are masked as well. */
export function MaskedContext({
  context,
  finding,
  findings,
}: {
  readonly context: FindingContext;
  readonly finding: StoredFinding;
  readonly findings: readonly StoredFinding[];
}) {
  const near = (findings.length === 0 ? [finding] : findingsAt(findings, finding.side, finding.pointer)).map((one) => ({
    ...one,
    start: Math.max(0, one.start - context.offset),
    end: one.end - context.offset,
  }));
  return (
    <pre className="code">
      {context.cutBefore ? '…' : ''}
      {cutAtFindings(context.text, near).map(({ text, finding: found }, index) =>
        found === null ? (
          text
        ) : (
          // The order of pieces is all the identity they have.
          // oxlint-disable-next-line react/no-array-index-key
          <mark key={index} className={`hit ${found.action}`}>
            {isMasked(found.type) && !isRedacted(text) ? found.evidence : text}
          </mark>
        ),
      )}
      {context.cutAfter ? '…' : ''}
    </pre>
  );
}
