import { Check, Wrench, X } from 'lucide-react';

import type { Side, StoredFinding } from '../../../../shared/domain/index.ts';
import type { ToolBlock } from './chat-model.ts';
import { findingsInJson } from './json-findings.ts';
import { MarkedText } from './marked-text.tsx';
import { MediaChip } from './media-chip.tsx';
import { prettyJson } from './pretty-json.ts';

/** A call and what came back as one card. Either may be missing: a call not answered yet, a result of a call long gone. */
export function ToolCard({
  tool,
  side,
  findings,
}: {
  readonly tool: ToolBlock;
  readonly side: Side;
  readonly findings: readonly StoredFinding[];
}) {
  const { call, results, resultSide } = tool;
  return (
    <div className="call">
      <div className="call-h">
        <Wrench />
        <code className="ell">{call?.name ?? 'tool result'}</code>
        <Outcome tool={tool} />
      </div>
      {call === null ? null : (
        <div className="call-b">
          <span className="lab">Call</span>
          <CodeText text={call.arguments} findings={findingsInJson(findings, side, call.pointer, call.arguments)} />
        </div>
      )}
      {results.map((result) => (
        <div className="call-b" key={`${result.kind}-${result.pointer}`}>
          <span className="lab">Result</span>
          {result.kind === 'media' ? (
            <span className="call-media">
              <MediaChip block={result} />
            </span>
          ) : (
            <CodeText text={result.text} findings={findingsInJson(findings, resultSide, result.pointer, result.text)} />
          )}
        </div>
      ))}
    </div>
  );
}

function Outcome({ tool: { call, results, pending } }: { readonly tool: ToolBlock }) {
  const failed = results.some((result) => result.kind === 'tool-result' && result.isError === true);
  if (failed) {
    return (
      <span className="meta failed">
        <X />
        failed
      </span>
    );
  }
  const [first] = results;
  if (call === null) return <span className="meta">{first?.kind === 'tool-result' ? first.id : ''}</span>;
  if (first === undefined) return <span className="meta">{pending ? 'no result yet' : 'no result'}</span>;
  return (
    <span className="meta">
      <Check />
      answered
    </span>
  );
}

/** Re-indented where nothing has to be marked; with findings as it was sent, because spans count in that text. */
function CodeText({ text, findings }: { readonly text: string; readonly findings: readonly StoredFinding[] }) {
  const shown = findings.length === 0 ? prettyJson(text) : text;
  return (
    <pre className="code">
      {text === '' ? <span className="faint">empty</span> : <MarkedText text={shown} findings={findings} json />}
    </pre>
  );
}
