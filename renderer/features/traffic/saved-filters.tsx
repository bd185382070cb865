import { Menu } from '@base-ui/react/menu';
import { Bookmark, BookmarkPlus, ChevronDown, Trash2 } from 'lucide-react';

import { usePreferences } from '../../stores/preferences.ts';
import { useTraffic } from '../../stores/traffic.ts';

const READY_MADE: readonly { name: string; filter: string }[] = [
  { name: 'What a policy objected to', filter: '-verdict:allow' },
  { name: 'Errors', filter: 'status:>=400' },
  { name: 'Slow answers', filter: 'duration:>5000' },
  { name: 'Last hour', filter: 'last:1h' },
  { name: 'Without health checks and model lists', filter: '-path:*health* -path:*/models*' },
];

export function SavedFilters() {
  const filter = useTraffic((state) => state.filter);
  const setFilter = useTraffic((state) => state.setFilter);
  const saved = usePreferences((state) => state.savedFilters);
  const change = usePreferences((state) => state.change);
  const isSaved = saved.includes(filter);
  return (
    <Menu.Root>
      <Menu.Trigger className="btn ghost saved-filters" aria-label="Saved filters">
        <Bookmark />
        <span>Saved</span>
        <ChevronDown />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="pop-pos" sideOffset={4} align="end">
          <Menu.Popup className="menu">
            {filter === '' ? null : (
              <>
                <Menu.Item
                  className="menu-item"
                  onClick={() =>
                    change({ savedFilters: isSaved ? saved.filter((one) => one !== filter) : [...saved, filter] })
                  }
                >
                  {isSaved ? <Trash2 /> : <BookmarkPlus />}
                  {isSaved ? 'Forget this filter' : 'Save this filter'}
                </Menu.Item>
                <div className="menu-line" />
              </>
            )}
            {saved.map((one) => (
              <Menu.Item key={one} className="menu-item" onClick={() => setFilter(one)}>
                <Bookmark />
                <code>{one}</code>
              </Menu.Item>
            ))}
            {saved.length === 0 ? null : <div className="menu-line" />}
            {READY_MADE.map((one) => (
              <Menu.Item key={one.filter} className="menu-item" onClick={() => setFilter(one.filter)}>
                {one.name}
                <code className="meta">{one.filter}</code>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
