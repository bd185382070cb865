import { useEffect } from 'react';

import { isTyping } from '../../components/keys.ts';
import { useViolations } from '../../stores/violations.ts';

/** What R and X act on: the checked ones, else the selected one. */
export function chosenIds(): readonly number[] {
  const { checked, selected } = useViolations.getState();
  if (checked.size > 0) return [...checked];
  return selected === null ? [] : [selected];
}

/** R: reviewed, X: false positive, O: open again. They work anywhere in the view but where somebody types. */
export function useTriageKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const to = ({ r: 'reviewed', x: 'false-positive', o: 'open' } as const)[event.key.toLowerCase()];
      if (to === undefined) return;
      const { status, triage } = useViolations.getState();
      const ids = chosenIds();
      if (to === status || ids.length === 0) return;
      event.preventDefault();
      void triage(ids, to);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
