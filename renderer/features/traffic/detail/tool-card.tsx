import { Check, Wrench } from 'lucide-react';

import type { Side, StoredFinding } from '../../../../shared/domain/index.ts';
import type { ToolCall, ToolResult } from './chat-model.ts';
import { MarkedText } from './marked-text.tsx';
import { prettyJson } from './pretty-json.ts';
import { findingsAt } from './spans.ts';

/** A call and its result as one card. Either may be missing: a call not answered yet, a result of a call long gone. */
export function ToolCard({
  call,
  result,
  side,
  resultSide,
  findings,
}: {
  readonly call: ToolCall | null;
  readonly result: ToolResult | null;
  readonly side: Side;
  readonly resultSide: Side;
  readonly findings: readonly StoredFinding[];
}) {
  return (
    <div className="call">
      <div className="call-h">
        <Wrench />
        <code>{call?.name ?? 'tool result'}</code>
        {call !== null && result !== null ? (
          <span className="meta">
            <Check />
            answered
          </span>
        ) : (
          <span className="meta">{call === null ? (result?.id ?? '') : 'no result yet'}</span>
        )}
      </div>
      {call === null ? null : (
        <div className="call-b">
          <span className="lab">Call</span>
          <CodeText text={call.arguments} findings={findingsAt(findings, side, call.pointer)} />
        </div>
      )}
      {result === null ? null : (
        <div className="call-b">
          <span className="lab">Result</span>
          <CodeText text={result.text} findings={findingsAt(findings, resultSide, result.pointer)} />
        </div>
      )}
    </div>
  );
}

/** Re-indented where nothing has to be marked; with findings as it was sent, because spans count in that text. */
function CodeText({ text, findings }: { readonly text: string; readonly findings: readonly StoredFinding[] }) {
  const shown = findings.length === 0 ? prettyJson(text) : text;
  return (
    <pre className="code">
      <MarkedText text={shown} findings={findings} json />
    </pre>
  );
}
