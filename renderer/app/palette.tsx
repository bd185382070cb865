import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';

import { useCollections } from '../stores/collections.ts';
import { useNavigation } from '../stores/navigation.ts';
import { COMMAND_GROUPS, type Command, buildCommands, matchCommands } from './commands.tsx';
import { useModeSwitch } from './use-mode-switch.tsx';

/** Search and commands: Ctrl+K. */
export function Palette() {
  const open = useNavigation((state) => state.paletteOpen);
  const setPalette = useNavigation((state) => state.setPalette);
  const { choose, dialog } = useModeSwitch();
  return (
    <>
      <Dialog.Root open={open} onOpenChange={setPalette}>
        <Dialog.Portal>
          <Dialog.Backdrop className="scrim" />
          <Dialog.Popup className="palette" aria-label="Search or run a command">
            <PaletteList
              choose={choose}
              onRun={(command) => {
                setPalette(false);
                command.run();
              }}
            />
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
      {dialog}
    </>
  );
}

function PaletteList({
  choose,
  onRun,
}: {
  readonly choose: Parameters<typeof buildCommands>[0];
  readonly onRun: (command: Command) => void;
}) {
  const [query, setQuery] = useState('');
  const collections = useCollections((state) => state.collections);
  const commands = useMemo(
    () =>
      matchCommands(
        buildCommands(
          choose,
          collections.map((one) => one.agent),
          query,
        ),
        query,
      ),
    [choose, collections, query],
  );
  const groups = useMemo(
    () =>
      COMMAND_GROUPS.map((value) => ({ value, items: commands.filter((one) => one.group === value) })).filter(
        ({ items }) => items.length > 0,
      ),
    [commands],
  );
  return (
    <Autocomplete.Root
      open
      inline
      items={groups}
      filter={null}
      autoHighlight="always"
      keepHighlight
      value={query}
      itemToStringValue={(command: Command) => command.name}
      onValueChange={(value, details) => {
        if (details.reason !== 'item-press') setQuery(value);
      }}
    >
      <div className="pal-in">
        <Search />
        <Autocomplete.Input
          className="pal-input"
          placeholder="Search or run a command"
          aria-label="Search or run a command"
        />
        <kbd>Esc</kbd>
      </div>
      <Autocomplete.List className="pal-list scroll">
        {(group: (typeof groups)[number]) => (
          <Autocomplete.Group key={group.value} items={group.items}>
            <Autocomplete.GroupLabel className="pal-g">{group.value}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(command: Command) => (
                <Autocomplete.Item key={command.id} value={command} className="pal-r" onClick={() => onRun(command)}>
                  {command.icon}
                  <span className="ell">{command.name}</span>
                  {command.keys === undefined ? null : <kbd>{command.keys}</kbd>}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}
