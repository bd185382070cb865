import { Autocomplete } from '@base-ui/react/autocomplete';
import { Popover } from '@base-ui/react/popover';
import { Plus, Search } from 'lucide-react';
import { useMemo, useState } from 'react';

import { CategoryIcon } from '../../../components/category-icon.tsx';
import { wordsFor } from '../../../components/finding-words.ts';
import { sayType } from '../../../components/policy-words.ts';
import { type TypeChoice, matchTypes } from './finding-types.ts';

/** Adds a rule for a type of finding: chosen from the known ones, or typed. */
export function TypePicker({
  taken,
  onPick,
}: {
  readonly taken: readonly string[];
  readonly onPick: (type: string) => void;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="btn sm">
        <Plus />
        Detector
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="pop-pos" sideOffset={4} align="start">
          <Popover.Popup className="pop type-pop" aria-label="Add a detector">
            <Choices
              taken={taken}
              onPick={(type) => {
                setOpen(false);
                onPick(type);
              }}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Choices({ taken, onPick }: { readonly taken: readonly string[]; readonly onPick: (type: string) => void }) {
  const [query, setQuery] = useState('');
  const groups = useMemo(() => matchTypes(query), [query]);
  return (
    <Autocomplete.Root
      open
      inline
      items={groups}
      filter={null}
      autoHighlight="always"
      keepHighlight
      value={query}
      itemToStringValue={(choice: TypeChoice) => choice.type}
      onValueChange={(value, details) => {
        if (details.reason !== 'item-press') setQuery(value);
      }}
    >
      <div className="pal-in small">
        <Search />
        <Autocomplete.Input
          className="pal-input"
          placeholder="Card, e-mail, secret.*, …"
          aria-label="Find a type of finding"
        />
      </div>
      <Autocomplete.List className="pal-list scroll">
        {(group: (typeof groups)[number]) => (
          <Autocomplete.Group key={group.value} items={group.items}>
            <Autocomplete.GroupLabel className="pal-g">{group.value}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(choice: TypeChoice) => (
                <Autocomplete.Item
                  key={choice.type}
                  value={choice}
                  className="pal-r"
                  onClick={() => onPick(choice.type)}
                >
                  <CategoryIcon category={wordsFor(choice.type).category} />
                  <span className="ell">{sayType(choice.type)}</span>
                  <code className="meta">{taken.includes(choice.type) ? 'there already' : choice.type}</code>
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}
