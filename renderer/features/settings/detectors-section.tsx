import { Switch } from '@base-ui/react/switch';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';

import type { CustomDetector, SettingValue } from '../../../shared/domain/index.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { plural } from '../../components/format.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { SeverityMeter } from '../../components/severity-meter.tsx';
import { useDetectors } from '../../stores/detectors.ts';
import { sayFailed } from '../../stores/toasts.ts';
import { DetectorDialog } from './detector-dialog.tsx';
import { SettingRow } from './setting-row.tsx';
import './detectors.css';

/** `new`: a detector that is not in the list yet. */
type Editing = { readonly kind: 'new' } | { readonly kind: 'saved'; readonly detector: CustomDetector };

export function DetectorsSection({ settings }: { readonly settings: readonly SettingValue[] }) {
  const { detectors, notice } = useDetectors((state) => state.saved);
  const error = useDetectors((state) => state.error);
  const save = useDetectors((state) => state.save);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [removing, setRemoving] = useState<CustomDetector | null>(null);
  useEffect(() => void useDetectors.getState().load(), []);
  const change = async (next: readonly CustomDetector[], done: string) => {
    const problem = await save(next, done);
    if (problem !== null) sayFailed('The detectors were not saved.', problem);
  };
  return (
    <section className="card" aria-label="Detectors">
      <h2 className="card-h">Detectors</h2>
      {settings.map((setting) => (
        <SettingRow key={setting.name} setting={setting} />
      ))}
      <div className="srow">
        <div className="srow-t">
          <h3>Your own</h3>
          <p>
            Patterns and word lists, looked for in every disguise. Findings have the type <code>custom.name</code>; a
            policy that names it, or <code>custom.*</code>, says what happens.
          </p>
        </div>
        <div className="srow-v">
          <button type="button" className="btn" onClick={() => setEditing({ kind: 'new' })}>
            <Plus />
            Add detector…
          </button>
        </div>
      </div>
      {[error, notice].map((text) =>
        text === null ? null : (
          <p key={text} className="note own-note" role="alert">
            {text}
          </p>
        ),
      )}
      {detectors.length === 0 ? null : (
        <ul className="own-list" aria-label="Your own detectors">
          {detectors.map((detector) => (
            <OwnDetector
              key={detector.id}
              detector={detector}
              onEdit={() => setEditing({ kind: 'saved', detector })}
              onRemove={() => setRemoving(detector)}
              onEnable={(enabled) =>
                void change(
                  detectors.map((one) => (one.id === detector.id ? { ...one, enabled } : one)),
                  enabled ? `${detector.id} is on.` : `${detector.id} is off.`,
                )
              }
            />
          ))}
        </ul>
      )}
      {editing === null ? null : (
        <DetectorDialog
          detector={editing.kind === 'new' ? null : editing.detector}
          taken={detectors.map(({ id }) => id)}
          onClose={() => setEditing(null)}
        />
      )}
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={`Remove ${removing?.id ?? ''}?`}
        action="Remove"
        danger
        onConfirm={() =>
          void change(
            detectors.filter(({ id }) => id !== removing?.id),
            `${removing?.id ?? ''} was removed.`,
          )
        }
      >
        <p>What it found before stays in the records. Policies that name it no longer find anything.</p>
      </ConfirmDialog>
    </section>
  );
}

function OwnDetector({
  detector,
  onEdit,
  onRemove,
  onEnable,
}: {
  readonly detector: CustomDetector;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  readonly onEnable: (enabled: boolean) => void;
}) {
  const { id, description, enabled, severity } = detector;
  return (
    <li className={enabled ? 'own' : 'own off'}>
      <Switch.Root
        className="switch"
        aria-label={`Look for ${id}`}
        checked={enabled}
        onCheckedChange={(next) => onEnable(next)}
      >
        <Switch.Thumb />
      </Switch.Root>
      <div className="own-t">
        <span className="mono own-name">{id}</span>
        <p title={description === '' ? undefined : description}>
          {description === '' ? sayWhat(detector) : description}
        </p>
      </div>
      <code className="own-what" title={sayWhat(detector)}>
        {sayWhat(detector)}
      </code>
      <SeverityMeter severity={severity} />
      <span className="own-acts">
        <IconButton label={`Edit ${id}`} onClick={onEdit}>
          <Pencil />
        </IconButton>
        <IconButton label={`Remove ${id}`} onClick={onRemove}>
          <Trash2 />
        </IconButton>
      </span>
    </li>
  );
}

function sayWhat(detector: CustomDetector): string {
  return detector.kind === 'pattern'
    ? detector.pattern
    : `${plural(detector.words.length, 'word')}: ${detector.words.slice(0, 4).join(', ')}`;
}
