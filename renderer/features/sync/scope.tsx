import { Switch } from '@base-ui/react/switch';
import { useId, useState } from 'react';

import type { SyncScope, SyncSettings, SyncStatus } from '../../../shared/domain/index.ts';
import { CheckBox } from '../../components/check-box.tsx';
import { formatWhen } from '../../components/format.ts';
import { Segmented } from '../../components/segmented.tsx';
import { useCollections } from '../../stores/collections.ts';
import { useSync } from '../../stores/sync.ts';
import { sayFailed } from '../../stores/toasts.ts';

const SCOPES: readonly { readonly value: SyncScope; readonly label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'collections', label: 'Collections' },
  { value: 'violations', label: 'Violations only' },
];

/** Which exchanges go, and how. */
export function Scope({ status }: { readonly status: SyncStatus }) {
  const save = useSync((state) => state.save);
  const { settings } = status;
  const change = async (patch: Partial<Omit<SyncSettings, 'since'>>) => {
    const refused = await save(patch);
    if (refused !== null) sayFailed('That was not saved.', refused);
  };
  const id = useId();
  return (
    <section className="sync-sect" aria-label="What is sent">
      <h2>
        What is sent
        <span className="meta">
          {settings.since === null
            ? 'nothing before it is switched on'
            : settings.since === 0
              ? 'everything that is stored, too'
              : `what arrived since ${formatWhen(settings.since)}`}
        </span>
      </h2>
      <div className="sync-form">
        <span>Exchanges</span>
        <div>
          <Segmented
            label="Which exchanges are sent"
            value={settings.scope}
            options={SCOPES}
            onChange={(scope) => void change({ scope })}
          />
        </div>
        {settings.scope === 'collections' ? (
          <>
            <span>Collections</span>
            <Chosen
              chosen={settings.collections}
              byAgent={status.outbox.byAgent}
              onChange={(collections) => void change({ collections })}
            />
          </>
        ) : null}
        <Limit
          key={settings.maxBytesPerSecond ?? 0}
          bytesPerSecond={settings.maxBytesPerSecond}
          onChange={(maxBytesPerSecond) => void change({ maxBytesPerSecond })}
        />
        <label htmlFor={id} id={`${id}-label`}>
          Mask PII
        </label>
        <div className="sync-mask">
          <Switch.Root
            id={id}
            className="switch"
            aria-labelledby={`${id}-label`}
            checked={settings.maskPersonalData}
            onCheckedChange={(maskPersonalData) => void change({ maskPersonalData })}
          >
            <Switch.Thumb />
          </Switch.Root>
          <span className="faint">Personal data too; credentials and secrets are replaced in any case.</span>
        </div>
      </div>
    </section>
  );
}

/** The least the engine takes (sync-schemas.ts), in kB a second. */
const LEAST_KB = 10;

/** How much a second at most; empty: as fast as it goes. */
function Limit({
  bytesPerSecond,
  onChange,
}: {
  readonly bytesPerSecond: number | null;
  readonly onChange: (bytesPerSecond: number | null) => void;
}) {
  const id = useId();
  const shown = bytesPerSecond === null ? '' : String(bytesPerSecond / 1_000);
  const [draft, setDraft] = useState(shown);
  const kilobytes = Number(draft);
  const usable = draft.trim() === '' || kilobytes >= LEAST_KB;
  const commit = () => {
    if (draft === shown || !usable) return;
    onChange(draft.trim() === '' ? null : Math.round(kilobytes * 1_000));
  };
  return (
    <>
      <label htmlFor={id}>At most</label>
      <div className="sync-mask">
        <input
          id={id}
          className="field mono sync-limit"
          inputMode="numeric"
          placeholder="no limit"
          value={draft}
          aria-invalid={!usable}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape') setDraft(shown);
          }}
        />
        <span className="faint">kB a second, at least {LEAST_KB}</span>
      </div>
    </>
  );
}

function Chosen({
  chosen,
  byAgent,
  onChange,
}: {
  readonly chosen: readonly string[];
  readonly byAgent: SyncStatus['outbox']['byAgent'];
  readonly onChange: (names: readonly string[]) => void;
}) {
  const collections = useCollections((state) => state.collections);
  // What was chosen stays choosable, also when nothing of it is stored any more.
  const names = [...new Set([...collections.map(({ agent }) => agent), ...chosen])].toSorted();
  if (names.length === 0) return <p className="faint">There are no collections yet.</p>;
  return (
    <ul className="sync-chosen">
      {names.map((name) => (
        <li key={name}>
          <CheckBox
            label={`Send ${name}`}
            state={chosen.includes(name) ? 'all' : 'none'}
            onChange={(on) => onChange(on ? [...chosen, name] : chosen.filter((one) => one !== name))}
          />
          <span className="ell">{name}</span>
          <span className="faint tnum">{byAgent[name]?.delivered ?? 0} delivered</span>
        </li>
      ))}
    </ul>
  );
}
