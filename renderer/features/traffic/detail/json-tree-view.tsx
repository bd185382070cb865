import { ChevronDown, ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';

import type { Side, StoredFinding } from '../../../../shared/domain/index.ts';
import { useDetail } from '../../../stores/detail.ts';
import type { JsonNode } from './json-tree.ts';
import { MarkedText } from './marked-text.tsx';
import { findingsAt } from './spans.ts';

/** Children drawn at once; more on request. */
const SHOWN_CHILDREN = 100;
/** Levels that are open at first. */
const OPEN_LEVELS = 3;

interface TreeProps {
  readonly findings: readonly StoredFinding[];
  readonly side: Side;
}

/** A JSON value as a tree of disclosures, with findings marked inside its strings and numbers. */
export function JsonTreeView({ root, ...rest }: TreeProps & { readonly root: JsonNode }) {
  return (
    <div className="jtree">
      <JsonBranch node={root} name={null} level={0} {...rest} />
    </div>
  );
}

function JsonBranch({
  node,
  name,
  level,
  ...rest
}: TreeProps & { readonly node: JsonNode; readonly name: ReactNode; readonly level: number }) {
  const focusFinding = useDetail((state) => state.focusFinding);
  const found = rest.findings.filter((one) => one.pointer.startsWith(`${node.pointer}/`));
  const holdsFocus = found.some((one) => one.id === focusFinding);
  const [toggled, setToggled] = useState<boolean | null>(null);
  const [limit, setLimit] = useState(SHOWN_CHILDREN);
  if (node.kind !== 'object' && node.kind !== 'array') {
    return (
      <div className="jrow">
        <span className="jgap" />
        {name}
        <JsonLeaf node={node} {...rest} />
      </div>
    );
  }
  const children: readonly { key: string; name: ReactNode; value: JsonNode }[] =
    node.kind === 'object'
      ? node.entries.map(({ key, value }, index) => ({ key: `${index}`, name: <Key text={key} />, value }))
      : node.items.map((value, index) => ({ key: `${index}`, name: <Index at={index} />, value }));
  const open = toggled ?? (holdsFocus || (level < OPEN_LEVELS && children.length <= SHOWN_CHILDREN));
  const [from, to] = node.kind === 'object' ? '{}' : '[]';
  return (
    <>
      <div className="jrow">
        <button type="button" className="jtoggle" aria-expanded={open} onClick={() => setToggled(!open)}>
          {open ? <ChevronDown /> : <ChevronRight />}
          {name}
          <span className="syn-punct">
            {from}
            {open ? '' : `…${to}`}
          </span>
          <span className="jcount">
            {children.length}{' '}
            {node.kind === 'object'
              ? children.length === 1
                ? 'key'
                : 'keys'
              : children.length === 1
                ? 'item'
                : 'items'}
          </span>
          {!open && found.length > 0 ? <span className="badge hot">{found.length}</span> : null}
        </button>
      </div>
      {open ? (
        <div className="jkids">
          {children.slice(0, limit).map((child) => (
            <JsonBranch key={child.key} node={child.value} name={child.name} level={level + 1} {...rest} />
          ))}
          {children.length <= limit ? null : (
            <button type="button" className="link more" onClick={() => setLimit(limit + SHOWN_CHILDREN * 5)}>
              Show more of {children.length}
            </button>
          )}
        </div>
      ) : null}
      {open ? <div className="jrow jend syn-punct">{to}</div> : null}
    </>
  );
}

function Key({ text }: { readonly text: string }) {
  return (
    <>
      <span className="syn-key">{text.length > 200 ? `${text.slice(0, 200)}…` : text}</span>
      <span className="syn-punct">: </span>
    </>
  );
}

function Index({ at }: { readonly at: number }) {
  return (
    <>
      <span className="jindex">{at}</span>
      <span className="syn-punct">: </span>
    </>
  );
}

function JsonLeaf({
  node,
  findings,
  side,
}: TreeProps & { readonly node: Exclude<JsonNode, { kind: 'object' | 'array' }> }) {
  if (node.kind !== 'string') {
    if (node.kind === 'literal') return <span className="syn-literal">{node.source}</span>;
    return (
      <span className="syn-number">
        <MarkedText text={node.source} findings={findingsAt(findings, side, node.pointer)} />
      </span>
    );
  }
  return (
    <span className="syn-string jstring">
      “<MarkedText text={node.value} findings={findingsAt(findings, side, node.pointer)} />”
    </span>
  );
}
