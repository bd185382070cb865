import { Dialog } from '@base-ui/react/dialog';
import { Check, Minus } from 'lucide-react';
import { useEffect, useState } from 'react';

import type { PolicyPreset, PresetControl } from '../../../shared/domain/index.ts';
import { Segmented } from '../../components/segmented.tsx';
import { plural } from '../../components/format.ts';
import { summaryOf } from '../../components/policy-words.ts';
import { toSluiceError } from '../../rpc/client.ts';
import { callEngine } from '../../rpc/engine.ts';
import { usePolicies } from '../../stores/policies.ts';

/** Sets of policies for a standard, with what of the standard each of them serves. */
export function PresetsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog wider">
          <Dialog.Title className="dialog-title">Presets</Dialog.Title>
          <Presets onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Presets({ onClose }: { readonly onClose: () => void }) {
  const [presets, setPresets] = useState<readonly PolicyPreset[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [chosen, setChosen] = useState<PolicyPreset['id'] | null>(null);
  const add = usePolicies((state) => state.add);
  const there = usePolicies((state) => state.inForce?.policies);
  useEffect(() => {
    callEngine('listPresets').then(setPresets, (error: unknown) => setProblem(toSluiceError(error).message));
  }, []);
  const preset = presets?.find(({ id }) => id === chosen) ?? presets?.[0];
  const known = new Set(there?.map(({ id }) => id));
  const missing = preset?.policies.filter(({ id }) => !known.has(id)) ?? [];
  return (
    <>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {preset === undefined || presets === null ? null : (
        <>
          <Segmented
            label="Preset"
            value={preset.id}
            options={presets.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setChosen}
          />
          <Dialog.Description className="dialog-text preset-text">
            {preset.description} <span className="faint">{preset.edition}</span>
          </Dialog.Description>
          <div className="preset scroll">
            <section aria-label="Policies of the preset">
              <h3>{plural(preset.policies.length, 'policy', 'policies')}</h3>
              <ul className="import-policies">
                {preset.policies.map((policy) => (
                  <li key={policy.id}>
                    <div className="line">
                      <b className="ell">{policy.name}</b>
                      {known.has(policy.id) ? <span className="chip">there already</span> : null}
                    </div>
                    <p className="faint ell">{policy.description === '' ? summaryOf(policy) : policy.description}</p>
                  </li>
                ))}
              </ul>
            </section>
            <Controls preset={preset} />
          </div>
        </>
      )}
      <div className="dialog-actions">
        <Dialog.Close className="btn">Cancel</Dialog.Close>
        <button
          type="button"
          className="btn primary"
          disabled={missing.length === 0}
          onClick={() => {
            void add(missing);
            onClose();
          }}
        >
          {missing.length === 0 ? 'All there already' : `Add ${plural(missing.length, 'policy', 'policies')}`}
        </button>
      </div>
    </>
  );
}

function Controls({ preset }: { readonly preset: PolicyPreset }) {
  const covered = preset.controls.filter(({ coveredBy }) => coveredBy.length > 0).length;
  const names = new Map(preset.policies.map(({ id, name }) => [id, name]));
  const by = ({ coveredBy }: PresetControl) => [...new Set(coveredBy.map(({ policyId }) => names.get(policyId)))];
  return (
    <section aria-label="Control mapping">
      <h3>
        {covered} of {plural(preset.controls.length, 'control')} served here
      </h3>
      <ul className="controls-map">
        {preset.controls.map((control) => (
          <li key={control.id} className={control.coveredBy.length === 0 ? 'none' : undefined}>
            <span className="ctl-ic">{control.coveredBy.length === 0 ? <Minus /> : <Check />}</span>
            <code>{control.id}</code>
            <span>
              <b>{control.title}</b>
              {control.coveredBy.length === 0 ? (
                <span className="faint"> not on this machine</span>
              ) : (
                <span className="faint"> by {by(control).join(', ')}</span>
              )}
              <p className="muted">{control.note}</p>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
