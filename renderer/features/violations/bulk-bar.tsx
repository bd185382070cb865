import { Check, EyeOff, Undo2, X } from 'lucide-react';

import type { Violation } from '../../../shared/domain/index.ts';
import { CheckBox } from '../../components/check-box.tsx';
import { useViolations } from '../../stores/violations.ts';

/** The column head turns into this when rows are checked: nothing is covered. */
export function BulkBar({ all }: { readonly all: readonly Violation[] }) {
  const { checked, toggle, triage, status } = useViolations();
  const ids = [...checked];
  return (
    <div className="bulk" role="toolbar" aria-label="Checked violations">
      <CheckBox
        label="Check all"
        state={checked.size >= all.length ? 'all' : 'some'}
        onChange={(on) => toggle(on ? all.map((one) => one.id) : ids, on)}
      />
      <b>
        {checked.size} of {all.length} selected
      </b>
      {status === 'reviewed' ? null : (
        <button type="button" className="btn ghost sm" onClick={() => void triage(ids, 'reviewed')}>
          <Check />
          Reviewed <kbd>R</kbd>
        </button>
      )}
      {status === 'false-positive' ? null : (
        <button type="button" className="btn ghost sm" onClick={() => void triage(ids, 'false-positive')}>
          <EyeOff />
          False positive <kbd>X</kbd>
        </button>
      )}
      {status === 'open' ? null : (
        <button type="button" className="btn ghost sm" onClick={() => void triage(ids, 'open')}>
          <Undo2 />
          Open again <kbd>O</kbd>
        </button>
      )}
      <span className="grow" />
      <button type="button" className="btn ghost sm" onClick={() => toggle(ids, false)}>
        <X />
        Clear <kbd>Esc</kbd>
      </button>
    </div>
  );
}
