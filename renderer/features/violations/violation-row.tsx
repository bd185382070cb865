// Rows are placed on a CSS grid, some of them by hand: table elements cannot be, so the roles say what they are.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { memo } from 'react';

import type { Violation } from '../../../shared/domain/index.ts';
import { CheckBox } from '../../components/check-box.tsx';
import { isMasked, sayRole, wordsFor } from '../../components/finding-words.ts';
import { formatAge } from '../../components/format.ts';
import { SeverityMeter } from '../../components/severity-meter.tsx';
import { useNow } from '../../components/use-now.ts';
import { useViolations } from '../../stores/violations.ts';
import { openExchange } from './open-exchange.ts';

export const violationRowId = (id: number) => `violation-${id}`;

export const ViolationRow = memo(function ViolationRow({ violation }: { readonly violation: Violation }) {
  const selected = useViolations((state) => state.selected === violation.id);
  const checked = useViolations((state) => state.checked.has(violation.id));
  const select = useViolations((state) => state.select);
  const toggle = useViolations((state) => state.toggle);
  const words = wordsFor(violation.type);
  const classes = ['vrow', selected && 'is-sel', checked && 'is-checked'].filter(Boolean).join(' ');
  return (
    <div
      id={violationRowId(violation.id)}
      role="row"
      tabIndex={-1}
      aria-selected={checked || selected}
      className={classes}
      onMouseDown={(event) => {
        if (event.button === 0) select(violation.id);
      }}
      onDoubleClick={() => openExchange(violation)}
    >
      <span role="gridcell">
        <CheckBox
          label={`Check ${words.title}`}
          state={checked ? 'all' : 'none'}
          onChange={(on) => toggle([violation.id], on)}
        />
      </span>
      <span role="gridcell" className="sev-c">
        <SeverityMeter severity={violation.severity} />
      </span>
      <span role="gridcell" className="what">
        <b>{words.title}</b>
        {/* The last letters of a sentence tell nobody anything; the sentence itself is beside the list. */}
        {isMasked(violation.type) ? <code className="ell">{violation.evidence}</code> : null}
      </span>
      <span role="gridcell" className="who">
        {violation.agent}
      </span>
      <span role="gridcell">{violation.side === 'response' ? 'Answer' : sayRole(violation.role)}</span>
      <span role="gridcell" className="num">
        <Age at={violation.at} />
      </span>
    </div>
  );
});

function Age({ at }: { readonly at: number }) {
  const now = useNow(10_000);
  return formatAge(at, Math.max(now, at));
}
