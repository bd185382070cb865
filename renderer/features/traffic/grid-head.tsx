// Rows are placed on a CSS grid, some of them by hand: table elements cannot be, so the roles say what they are.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
/** Class of the cells, head, and whether it is a column of numbers. */
export const COLUMNS = [
  { className: 'c-time', head: 'Time' },
  { className: 'c-verdict', head: 'Verdict' },
  { className: 'c-agent', head: 'Agent' },
  { className: 'c-method', head: 'Method' },
  { className: 'c-path', head: 'Path' },
  { className: 'c-model', head: 'Model' },
  { className: 'c-status', head: 'Status' },
  { className: 'num c-in', head: 'Tok in' },
  { className: 'num c-out', head: 'Out' },
  { className: 'num c-cost', head: 'Cost' },
  { className: 'num c-dur', head: 'Duration' },
  { className: 'c-bar', head: '' },
  { className: 'num c-fb', head: 'First byte' },
] as const;

export function GridHead() {
  return (
    <div role="rowgroup" className="grid-head">
      <div className="lrow lhead" role="row" aria-rowindex={1}>
        {COLUMNS.map(({ className, head }) => (
          <span key={className} role="columnheader" className={className}>
            {head === '' ? <span className="sr-only">Duration as a bar</span> : head}
          </span>
        ))}
      </div>
    </div>
  );
}
