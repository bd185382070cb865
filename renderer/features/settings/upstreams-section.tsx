import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';

import type { NamedUpstream, SettingValue } from '../../../shared/domain/index.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { useSettings } from '../../stores/settings.ts';
import { useStatus } from '../../stores/status.ts';
import { newDraft, toDraft } from './upstream-draft.ts';
import { UpstreamForm } from './upstream-form.tsx';
import './upstreams.css';

/** A row that is open has a form below it; '' is a new one. */
export function UpstreamsSection({ setting }: { readonly setting: SettingValue | undefined }) {
  const upstreams = upstreamsOf(setting);
  const address = useStatus((state) => state.status?.addresses[0]) ?? 'http://127.0.0.1:4141';
  const save = useSettings((state) => state.save);
  const [editing, setEditing] = useState<string | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  const names = upstreams.map(({ name }) => name);
  const close = () => setEditing(null);
  return (
    <section className="card" aria-label="Named upstreams">
      <h2 className="card-h">
        Named upstreams
        <span className="grow" />
        <button type="button" className="btn sm" disabled={editing === ''} onClick={() => setEditing('')}>
          <Plus />
          Add upstream
        </button>
      </h2>
      {editing !== '' ? null : (
        <UpstreamForm
          initial={newDraft(names)}
          taken={names}
          onSave={(upstream) => save({ namedUpstreams: [...upstreams, upstream] })}
          onClose={close}
        />
      )}
      {upstreams.length > 0 || editing === '' ? null : (
        <p className="upnone">None. Clients reach one under its name, beside the default upstream.</p>
      )}
      {upstreams.map((upstream) => (
        <div key={upstream.name}>
          <UpstreamRow
            upstream={upstream}
            address={address}
            onEdit={() => setEditing(editing === upstream.name ? null : upstream.name)}
            onRemove={() => setRemoving(upstream.name)}
          />
          {editing !== upstream.name ? null : (
            <UpstreamForm
              initial={toDraft(upstream)}
              taken={names.filter((name) => name !== upstream.name)}
              onSave={(next) =>
                save({ namedUpstreams: upstreams.map((one) => (one.name === upstream.name ? next : one)) })
              }
              onClose={close}
            />
          )}
        </div>
      ))}
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={`Remove the upstream ${removing ?? ''}?`}
        action="Remove"
        danger
        onConfirm={() => void save({ namedUpstreams: upstreams.filter(({ name }) => name !== removing) })}
      >
        <p>Requests to /via/{removing}/… get a 404 from then on. What was recorded stays.</p>
      </ConfirmDialog>
    </section>
  );
}

function UpstreamRow({
  upstream: { name, baseUrl, isLiteLLM, dropAgentMetadata, headers, detectorFailure },
  address,
  onEdit,
  onRemove,
}: {
  readonly upstream: NamedUpstream;
  readonly address: string;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const clientUrl = `${address}/via/${name}`;
  const notes = [
    isLiteLLM ? 'LiteLLM' : null,
    dropAgentMetadata ? 'agent metadata stays here' : null,
    headers.length === 0 ? null : `${headers.length} ${headers.length === 1 ? 'header' : 'headers'} set`,
    detectorFailure === null ? null : detectorFailure === 'open' ? 'failed scans pass' : 'failed scans block',
  ].filter((note) => note !== null);
  return (
    <div className="srow">
      <div className="srow-t">
        <span>{name}</span>
        <p>
          <span className="mono">{baseUrl}</span>
          {notes.length === 0 ? null : ` · ${notes.join(' · ')}`}
        </p>
      </div>
      <div className="srow-v">
        <code className="held">/via/{name}</code>
        <CopyButton text={clientUrl} label="Copy base URL" />
        <IconButton label={`Edit ${name}`} onClick={onEdit}>
          <Pencil />
        </IconButton>
        <IconButton label={`Remove ${name}`} onClick={onRemove}>
          <Trash2 />
        </IconButton>
      </div>
    </div>
  );
}

function upstreamsOf(setting: SettingValue | undefined): readonly NamedUpstream[] {
  return setting?.name === 'namedUpstreams' && Array.isArray(setting.value)
    ? (setting.value as readonly NamedUpstream[])
    : [];
}
