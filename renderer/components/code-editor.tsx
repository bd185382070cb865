import { type ReactNode, useEffect, useRef } from 'react';

import './code-editor.css';

/** Px; the same number stands in code-editor.css. */
const LINE_PX = 18;

export interface CodeIssue {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * Text with line numbers, colours behind it and marks where something is wrong. The text itself is a plain text area,
 * so that undo, spell checkers, screen readers and the clipboard work as everywhere; Tab leaves it.
 */
export function CodeEditor({
  label,
  text,
  onChange,
  issues,
  children,
}: {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly issues: readonly CodeIssue[];
  /** The same text in colours. */
  readonly children: ReactNode;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const lines = text.split('\n').length;
  const wrong = new Map(issues.map((issue) => [issue.line, issue.message]));
  const goTo = (issue: CodeIssue) => {
    const at = offsetOf(text, issue.line, issue.column);
    area.current?.focus({ preventScroll: true });
    area.current?.setSelectionRange(at, at);
    scroller.current?.scrollTo({ top: Math.max(0, (issue.line - 4) * LINE_PX) });
  };
  // The first complaint is brought into view when it is out of it, so that a long policy does not hide it.
  const first = issues[0]?.line;
  useEffect(() => {
    const box = scroller.current;
    if (first === undefined || box === null || document.activeElement === area.current) return;
    const top = (first - 1) * LINE_PX;
    if (top < box.scrollTop || top > box.scrollTop + box.clientHeight - LINE_PX)
      box.scrollTo({ top: top - LINE_PX * 3 });
  }, [first, area, scroller]);
  return (
    <div className="ced">
      <div ref={scroller} className="ced-scroll scroll">
        <div className="ced-gutter" aria-hidden="true">
          {Array.from({ length: lines }, (_, index) => (
            <span key={index + 1} className={wrong.has(index + 1) ? 'wrong' : undefined} title={wrong.get(index + 1)}>
              {index + 1}
            </span>
          ))}
        </div>
        <div className="ced-stack">
          {[...wrong.keys()].map((line) => (
            <div key={line} className="ced-band" style={{ top: (line - 1) * LINE_PX }} />
          ))}
          <pre aria-hidden="true">
            {children}
            {'\n'}
          </pre>
          <textarea
            ref={area}
            aria-label={label}
            aria-invalid={issues.length > 0}
            value={text}
            wrap="off"
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      </div>
      {issues.length === 0 ? null : (
        <ul className="ced-issues scroll" aria-label="What is wrong">
          {issues.map((issue) => (
            <li key={`${issue.line}:${issue.column}:${issue.message}`}>
              <button type="button" onClick={() => goTo(issue)}>
                <span className="tnum">
                  {issue.line}:{issue.column}
                </span>
                {issue.message}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** UTF-16 offset of a line and column, both from 1; the end of the text when it has no such place. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at += 1) {
    const next = text.indexOf('\n', start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  return Math.min(text.length, start + column - 1);
}
