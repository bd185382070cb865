import { Switch } from '@base-ui/react/switch';
import { useId } from 'react';

import type { SyncStatus } from '../../../shared/domain/index.ts';
import { Segmented } from '../../components/segmented.tsx';
import { useSettings } from '../../stores/settings.ts';
import { sayFailed } from '../../stores/toasts.ts';
import { sayVerdicts } from './sync-words.ts';

const FAILURES = [
  { value: 'open', label: 'Let it through' },
  { value: 'closed', label: 'Block it' },
] as const;

/** Whether Akto's own service is asked about each request, and what its silence means. */
export function VerdictSection({ status: { verdict } }: { readonly status: SyncStatus }) {
  const id = useId();
  const save = useSettings((state) => state.save);
  const change = async (patch: Parameters<typeof save>[0]) => {
    const refused = await save(patch);
    if (refused !== null) sayFailed('That was not saved.', refused);
  };
  const trouble = verdict.obstacle !== null || verdict.problem !== null;
  return (
    <section className="sync-sect" aria-label="Akto’s own verdict">
      <h2>
        Akto’s own verdict
        <span className={trouble ? 'meta bad' : 'meta'}>{sayVerdicts(verdict)}</span>
      </h2>
      <div className="sync-form">
        <label htmlFor={id} id={`${id}-label`}>
          Ask Akto
        </label>
        <div className="sync-mask">
          <Switch.Root
            id={id}
            className="switch"
            aria-labelledby={`${id}-label`}
            checked={verdict.on}
            onCheckedChange={(aktoVerdict) => void change({ aktoVerdict })}
          >
            <Switch.Thumb />
          </Switch.Root>
          <span className="faint">Before a request goes on. The stricter verdict counts, the record shows both.</span>
        </div>
        <span>No verdict</span>
        <div className="sync-mask">
          <Segmented
            label="When Akto gives no verdict"
            value={verdict.failurePolicy}
            options={FAILURES}
            onChange={(aktoVerdictFailure) => void change({ aktoVerdictFailure })}
          />
          <span className="faint">after {verdict.timeoutMs / 1_000} s (TIMEOUT)</span>
        </div>
      </div>
    </section>
  );
}
