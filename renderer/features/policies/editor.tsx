import { Switch } from '@base-ui/react/switch';
import { ShieldPlus } from 'lucide-react';

import { EmptyState } from '../../components/empty-state.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { EXCEPTIONS, usePolicies } from '../../stores/policies.ts';
import { type Draft, hasBrokenText, isDirty } from '../../stores/policy-draft.ts';
import { usePreferences } from '../../stores/preferences.ts';
import { ExceptionsPage } from './exceptions-page.tsx';
import { PolicyForm } from './form/policy-form.tsx';
import { JsonView } from './json-view.tsx';

export function Editor() {
  const draft = usePolicies((state) => state.draft);
  const selected = usePolicies((state) => state.selected);
  const addNew = usePolicies((state) => state.addNew);
  if (selected === EXCEPTIONS) return <ExceptionsPage />;
  if (draft === null) {
    return (
      <section className="editor" aria-label="Policy editor">
        <EmptyState
          icon={<ShieldPlus />}
          title="No policies"
          action={
            <button type="button" className="btn primary" onClick={addNew}>
              New policy
            </button>
          }
        >
          Everything is recorded and nothing is judged. Write one, add a preset, or restore Sluice’s own.
        </EmptyState>
      </section>
    );
  }
  return <PolicyEditor draft={draft} />;
}

function PolicyEditor({ draft }: { readonly draft: Draft }) {
  const view = usePreferences((state) => state.policyView);
  const change = usePreferences((state) => state.change);
  const setEnabled = usePolicies((state) => state.setEnabled);
  const broken = hasBrokenText(draft);
  const shown = broken ? 'json' : view;
  const { policy } = draft;
  return (
    <section className="editor" aria-label="Policy editor">
      <div className="editor-h">
        <Switch.Root
          className="switch"
          aria-label={`${policy.name} is on`}
          checked={policy.enabled}
          disabled={broken}
          onCheckedChange={(on) => void setEnabled(draft.id, on)}
        >
          <Switch.Thumb />
        </Switch.Root>
        <h2 className="ell" title={policy.name}>
          {policy.name === '' ? 'Without a name' : policy.name}
        </h2>
        {isDirty(draft) ? <span className="chip unsaved">{draft.base === null ? 'New' : 'Edited'}</span> : null}
        <span className="grow" />
        <Segmented
          small
          label="Show the policy as"
          value={shown}
          onChange={(policyView) => {
            // The form shows the last text that was a policy; what is broken has to be mended first.
            if (!broken) change({ policyView });
          }}
          options={[
            { value: 'form', label: 'Form' },
            { value: 'json', label: 'JSON' },
          ]}
        />
      </div>
      <Conflict draft={draft} />
      {shown === 'json' ? <JsonView draft={draft} /> : <PolicyForm key={draft.id} policy={policy} />}
    </section>
  );
}

/** Another window has saved this policy while it was edited here. */
function Conflict({ draft }: { readonly draft: Draft }) {
  const keepMine = usePolicies((state) => state.keepMine);
  const discard = usePolicies((state) => state.discard);
  if (draft.conflict === null) return null;
  return (
    <div className="pconflict" role="alert">
      <span className="grow">
        {draft.conflict === 'removed'
          ? 'This policy was deleted in another window.'
          : 'This policy was changed in another window since you began.'}
      </span>
      <button type="button" className="btn sm" onClick={discard}>
        {draft.conflict === 'removed' ? 'Let it go' : 'Take theirs'}
      </button>
      <button type="button" className="btn sm" onClick={keepMine}>
        Keep mine
      </button>
    </div>
  );
}
