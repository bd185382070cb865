import { Menu } from '@base-ui/react/menu';
import { Download, ListPlus, Plus, RotateCcw, ShieldPlus, Upload, Wrench } from 'lucide-react';
import { useState } from 'react';

import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { usePolicies } from '../../../stores/policies.ts';
import { exportPolicies } from '../files.ts';
import { ImportDialog } from '../import-dialog.tsx';
import { PresetsDialog } from '../presets-dialog.tsx';

/** Import, export, back to the start. */
export function ListMenu() {
  const [importing, setImporting] = useState(false);
  const [restoring, setRestoring] = useState(false);
  const ids = usePolicies((state) => state.inForce?.policies);
  const restoreDefaults = usePolicies((state) => state.restoreDefaults);
  const guard = usePolicies((state) => state.guard);
  const all = (format: 'akto' | 'sluice') =>
    void exportPolicies(
      (ids ?? []).map(({ id }) => id),
      format,
    );
  const none = ids === undefined || ids.length === 0;
  return (
    <>
      <Menu.Root modal={false}>
        <Menu.Trigger className="ibtn" aria-label="Import and export" title="Import and export">
          <Wrench />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="pop-pos" sideOffset={4} align="end">
            <Menu.Popup className="menu">
              <Menu.Item className="menu-item" onClick={() => guard(() => setImporting(true))}>
                <Upload />
                Import…
              </Menu.Item>
              <Menu.Item className="menu-item" disabled={none} onClick={() => all('sluice')}>
                <Download />
                Export all
              </Menu.Item>
              <Menu.Item className="menu-item" disabled={none} onClick={() => all('akto')}>
                <Download />
                Export all for guardrails-sync
              </Menu.Item>
              <div className="menu-line" />
              <Menu.Item className="menu-item" onClick={() => guard(() => setRestoring(true))}>
                <RotateCcw />
                Restore Sluice’s own policies…
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <ImportDialog open={importing} onClose={() => setImporting(false)} />
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

/** A policy from nothing, or a set for a purpose. */
export function NewMenu() {
  const [presets, setPresets] = useState(false);
  const addNew = usePolicies((state) => state.addNew);
  const guard = usePolicies((state) => state.guard);
  return (
    <>
      <Menu.Root modal={false}>
        <Menu.Trigger className="ibtn" aria-label="New policy or preset" title="New policy or preset">
          <Plus />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="pop-pos" sideOffset={4} align="end">
            <Menu.Popup className="menu">
              <Menu.Item className="menu-item" onClick={addNew}>
                <ShieldPlus />
                New policy
              </Menu.Item>
              <Menu.Item className="menu-item" onClick={() => guard(() => setPresets(true))}>
                <ListPlus />
                From a preset…
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <PresetsDialog open={presets} onClose={() => setPresets(false)} />
    </>
  );
}
