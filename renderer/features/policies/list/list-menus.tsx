import { Menu } from '@base-ui/react/menu';
import { Plus, RotateCcw, Wrench } from 'lucide-react';
import { useState } from 'react';

import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { usePolicies } from '../../../stores/policies.ts';

/** What is done to the whole list. */
export function ListMenu() {
  const [restoring, setRestoring] = useState(false);
  const restoreDefaults = usePolicies((state) => state.restoreDefaults);
  const guard = usePolicies((state) => state.guard);
  return (
    <>
      <Menu.Root modal={false}>
        <Menu.Trigger className="ibtn" aria-label="All policies" title="All policies">
          <Wrench />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="pop-pos" sideOffset={4} align="end">
            <Menu.Popup className="menu">
              <Menu.Item className="menu-item" onClick={() => guard(() => setRestoring(true))}>
                <RotateCcw />
                Restore Sluice’s own policies…
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <ConfirmDialog
        open={restoring}
        onClose={() => setRestoring(false)}
        title="Restore Sluice’s own policies?"
        action="Restore"
        onConfirm={() => void restoreDefaults()}
      >
        The policies that Sluice brings become what they were when it was installed. Your own policies and exceptions
        stay as they are.
      </ConfirmDialog>
    </>
  );
}

export function NewMenu() {
  const addNew = usePolicies((state) => state.addNew);
  return (
    <IconButton label="New policy" onClick={addNew}>
      <Plus />
    </IconButton>
  );
}
