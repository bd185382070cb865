import { useMemo, useState } from 'react';

import type { Side, StoredFinding, StoredMessage } from '../../../../shared/domain/index.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { formatBytes } from '../../../components/format.ts';
import { Segmented } from '../../../components/segmented.tsx';
import { JsonTreeView } from './json-tree-view.tsx';
import { JsonText } from './json-text.tsx';
import { type JsonNode, parseJsonTree } from './json-tree.ts';
import { maskBody } from './mask-text.ts';

/** Above this a body is not read as JSON: the window must stay quick whatever was captured. */
const PARSED_CHARACTERS = 8_000_000;
const SHOWN_CHARACTERS = 100_000;

export function BodyView({
  message,
  findings,
  side,
}: {
  readonly message: StoredMessage;
  readonly findings: readonly StoredFinding[];
  readonly side: Side;
}) {
  const { body, bodyKind } = message;
  const tree = useMemo(
    () => (body === null || bodyKind !== 'json' || body.length > PARSED_CHARACTERS ? null : parseJsonTree(body)),
    [body, bodyKind],
  );
  const [asTree, setAsTree] = useState(true);
  if (body === null) {
    const why =
      bodyKind === 'none'
        ? 'No body.'
        : bodyKind === 'binary'
          ? `Binary, ${formatBytes(message.sizeBytes)}. Not stored as text.`
          : 'The body was not stored.';
    return <p className="faint raw-none">{why}</p>;
  }
  const mine = findings.filter((one) => one.side === side);
  if (body.length > PARSED_CHARACTERS && mine.length > 0) {
    return <p className="note">{formatBytes(body.length)}: too much to mask and show here. The export has it.</p>;
  }
  return (
    <section className="codebox body" aria-label="Body">
      <div className="codebox-h">
        {tree === null ? (
          <span>{bodyKind === 'json' ? 'JSON, shown as text' : 'Text'}</span>
        ) : (
          <Segmented
            small
            label="Show the body as"
            value={asTree ? 'tree' : 'text'}
            onChange={(value) => setAsTree(value === 'tree')}
            options={[
              { value: 'tree', label: 'Tree' },
              { value: 'text', label: 'Text' },
            ]}
          />
        )}
        <span className="grow" />
        <CopyButton text={() => maskBody(body, tree, findings, side)} label="Copy" />
      </div>
      {tree !== null && asTree ? (
        <JsonTreeView root={tree} findings={mine} side={side} />
      ) : (
        <BodyText body={body} tree={tree} findings={findings} side={side} />
      )}
    </section>
  );
}

function BodyText({
  body,
  tree,
  findings,
  side,
}: {
  readonly body: string;
  readonly tree: JsonNode | null;
  readonly findings: readonly StoredFinding[];
  readonly side: Side;
}) {
  const masked = useMemo(() => maskBody(body, tree, findings, side), [body, tree, findings, side]);
  const [shown, setShown] = useState(SHOWN_CHARACTERS);
  const text = masked.slice(0, shown);
  return (
    <pre className="code">
      {tree === null ? text : <JsonText text={text} />}
      {shown >= masked.length ? null : (
        <button type="button" className="link more" onClick={() => setShown(shown + SHOWN_CHARACTERS)}>
          Show more of {masked.length.toLocaleString('en-US')} characters
        </button>
      )}
    </pre>
  );
}
