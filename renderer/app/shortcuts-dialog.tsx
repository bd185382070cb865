import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';

import { useNavigation } from '../stores/navigation.ts';

const GROUPS: readonly { readonly title: string; readonly keys: readonly (readonly [keys: string, does: string])[] }[] =
  [
    {
      title: 'Everywhere',
      keys: [
        ['Ctrl K', 'Search or run a command'],
        ['Ctrl B', 'Block or Log'],
        ['G then T V C P N A S', 'Traffic, Violations, Collections, Policies, Connect, Sync to Akto, Settings'],
        ['A', 'To what waits for approval; there A approves, D denies'],
        ['?', 'This list'],
      ],
    },
    {
      title: 'Traffic',
      keys: [
        ['/', 'Filter'],
        ['J K or ↓ ↑', 'Next, previous exchange'],
        ['Home End', 'Oldest loaded, newest'],
        ['Enter', 'Into the detail'],
        ['Esc', 'Close the detail'],
        ['Space', 'Pause, resume'],
      ],
    },
    {
      title: 'Violations',
      keys: [
        ['J K or ↓ ↑', 'Next, previous'],
        ['Space', 'Check'],
        ['R', 'Reviewed'],
        ['X', 'False positive'],
        ['O', 'Open again'],
        ['Enter', 'Open the exchange'],
      ],
    },
    {
      title: 'Policies',
      keys: [
        ['J K or ↓ ↑', 'Next, previous policy'],
        ['Alt ↓ ↑', 'Move it in the order'],
        ['Space', 'On or off'],
        ['Enter', 'Into the editor'],
        ['Del', 'Delete'],
        ['Ctrl S', 'Save the edit'],
      ],
    },
  ];

export function ShortcutsDialog() {
  const open = useNavigation((state) => state.shortcutsOpen);
  const setShortcuts = useNavigation((state) => state.setShortcuts);
  return (
    <Dialog.Root open={open} onOpenChange={setShortcuts}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog shortcuts">
          <div className="shortcuts-h">
            <Dialog.Title className="dialog-title">Keyboard shortcuts</Dialog.Title>
            <Dialog.Close className="ibtn" aria-label="Close">
              <X />
            </Dialog.Close>
          </div>
          {GROUPS.map(({ title, keys }) => (
            <section key={title}>
              <h3>{title}</h3>
              <dl>
                {keys.map(([combination, does]) => (
                  <div key={combination}>
                    <dt>{does}</dt>
                    <dd>
                      <kbd>{combination}</kbd>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
