import { Dialog } from '@base-ui/react/dialog';
import { FolderOpen } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';

import type { ImportedPolicies, PolicyFile } from '../../../shared/rpc/policies-api.ts';
import { BehaviourPill } from '../../components/behaviour-mark.tsx';
import { plural } from '../../components/format.ts';
import { needsJudge, strongest, summaryOf } from '../../components/policy-words.ts';
import { toSluiceError } from '../../rpc/client.ts';
import { callEngine } from '../../rpc/engine.ts';
import { usePolicies } from '../../stores/policies.ts';
import { useJudge } from '../../stores/settings.ts';
import { readFiles } from './files.ts';

/** Files chosen, dropped or pasted; what is in them and what of it has no effect here is shown before anything is saved. */
export function ImportDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog wide">
          <Dialog.Title className="dialog-title">Import policies</Dialog.Title>
          <Import onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Import({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [imported, setImported] = useState<ImportedPolicies | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const add = usePolicies((state) => state.add);
  const chooser = useRef<HTMLInputElement>(null);
  const look = async (files: readonly PolicyFile[]) => {
    if (files.length === 0) return;
    setProblem(null);
    try {
      setImported(await callEngine('importPolicies', { files }));
    } catch (error) {
      setImported(null);
      setProblem(toSluiceError(error).message);
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    void readFiles(event.dataTransfer.files).then(look);
  };
  const ready = imported !== null && imported.policies.length > 0;
  return (
    <>
      <Dialog.Description className="dialog-text">
        Akto’s guardrails-sync files, or policies exported from Sluice. Nothing is in force before you add it.
      </Dialog.Description>
      {imported === null ? (
        // Dropping is one of three ways; the other two work by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
        <div className="import-in" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
          <button type="button" className="btn" onClick={() => chooser.current?.click()}>
            <FolderOpen />
            Choose files…
          </button>
          <span className="faint">or drop them here, or paste:</span>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            accept=".json,application/json"
            aria-label="Policy files"
            onChange={(event) => {
              if (event.target.files !== null) void readFiles(event.target.files).then(look);
              event.target.value = '';
            }}
          />
          <textarea
            className="field mono area"
            rows={8}
            aria-label="Policies as JSON"
            placeholder={'{ "policy": { "name": "…" } }'}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      ) : (
        <Found imported={imported} />
      )}
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="dialog-actions">
        <Dialog.Close className="btn">Cancel</Dialog.Close>
        {imported === null ? (
          <button
            type="button"
            className="btn primary"
            disabled={text.trim() === ''}
            onClick={() => void look([{ name: 'pasted text', text }])}
          >
            Look inside
          </button>
        ) : (
          <>
            <button type="button" className="btn" onClick={() => setImported(null)}>
              Back
            </button>
            <button
              type="button"
              className="btn primary"
              disabled={!ready}
              onClick={() => {
                void add(imported.policies);
                onClose();
              }}
            >
              {ready ? `Add ${plural(imported.policies.length, 'policy', 'policies')}` : 'Add'}
            </button>
          </>
        )}
      </div>
    </>
  );
}

function Found({ imported: { policies, noEffect, errors } }: { readonly imported: ImportedPolicies }) {
  const judge = useJudge();
  return (
    <div className="import-found scroll">
      {errors.length === 0 ? null : (
        <section aria-label="What cannot be read">
          <h3>Cannot be read</h3>
          <ul className="import-errors">
            {errors.map(({ file, line, column, message }) => (
              <li key={`${file}:${line}:${column}:${message}`}>
                <code>
                  {file}:{line}:{column}
                </code>{' '}
                {message}
              </li>
            ))}
          </ul>
        </section>
      )}
      {policies.length === 0 ? (
        <p className="muted">There is no policy in it that could be added.</p>
      ) : (
        <ul className="import-policies">
          {policies.map((policy) => (
            <li key={policy.id}>
              <div className="line">
                <b className="ell">{policy.name}</b>
                {policy.enabled ? null : <span className="chip">off</span>}
                {judge === null && needsJudge(policy) ? <span className="chip">needs a judge, none is set</span> : null}
                <span className="grow" />
                <BehaviourPill behaviour={strongest(policy)} />
              </div>
              <p className="faint ell">{summaryOf(policy)}</p>
            </li>
          ))}
        </ul>
      )}
      {noEffect.map(({ file, policy, fields }) =>
        fields.length === 0 ? null : (
          <section key={`${file}:${policy}`} aria-label={`No effect here: ${policy}`}>
            <h3>No effect here: {policy}</h3>
            <dl className="noeffect">
              {fields.map(({ field, why }) => (
                <div key={field}>
                  <dt>
                    <code>{field}</code>
                  </dt>
                  <dd>{why}</dd>
                </div>
              ))}
            </dl>
          </section>
        ),
      )}
    </div>
  );
}
