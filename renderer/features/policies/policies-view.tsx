import { Dialog } from '@base-ui/react/dialog';
import { ShieldAlert } from 'lucide-react';
import { useEffect } from 'react';

import { EmptyState } from '../../components/empty-state.tsx';
import { usePolicies } from '../../stores/policies.ts';
import { isDirty } from '../../stores/policy-draft.ts';
import { Editor } from './editor.tsx';
import { PolicyList } from './list/policy-list.tsx';
import { Playground } from './play/playground.tsx';
import { ReplayPanel } from './replay/replay-panel.tsx';
import './policies.css';

export function PoliciesView() {
  const error = usePolicies((state) => state.error);
  const loaded = usePolicies((state) => state.inForce !== null);
  useSaveKey();
  if (!loaded) {
    return error === null ? null : (
      <EmptyState tone="down" icon={<ShieldAlert />} title="The policies could not be read">
        {error}
      </EmptyState>
    );
  }
  return (
    <>
      <h1 className="sr-only">Policies</h1>
      <div className="pol">
        <PolicyList />
        <Editor />
        <Playground />
        <ReplayPanel />
      </div>
      <UnsavedDialog />
    </>
  );
}

/** Ctrl+S, also while somebody types. */
function useSaveKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's' || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      const { draft, save, saving } = usePolicies.getState();
      if (isDirty(draft) && !saving) void save();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function UnsavedDialog() {
  const asking = usePolicies((state) => state.asking);
  const answerGuard = usePolicies((state) => state.answerGuard);
  const name = usePolicies((state) => state.askedName);
  const broken = usePolicies((state) => state.draft !== null && state.draft.issues.length > 0);
  return (
    <Dialog.Root open={asking !== null} onOpenChange={(open) => !open && void answerGuard('stay')}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog">
          <Dialog.Title className="dialog-title">Save the changes to {name}?</Dialog.Title>
          <Dialog.Description className="dialog-text">
            {broken
              ? 'Something in them is wrong, so they cannot be saved yet.'
              : 'They are not in force before they are saved.'}
          </Dialog.Description>
          <div className="dialog-actions">
            <button type="button" className="btn danger" onClick={() => void answerGuard('discard')}>
              Discard
            </button>
            <span className="grow" />
            <Dialog.Close className="btn">Keep editing</Dialog.Close>
            <button type="button" className="btn primary" disabled={broken} onClick={() => void answerGuard('save')}>
              Save
            </button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
