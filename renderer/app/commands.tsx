import {
  Bot,
  Circle,
  CloudUpload,
  Flag,
  Layers,
  ListFilter,
  Moon,
  PanelBottom,
  Pause,
  Plug,
  Settings2,
  ShieldCheck,
  Sun,
  Waves,
} from 'lucide-react';
import type { ReactNode } from 'react';

import type { Mode } from '../../shared/domain/index.ts';
import { parseFilter } from '../../shared/filter/filter.ts';
import { GateDown, GateUp } from '../components/marks.tsx';
import { useNavigation } from '../stores/navigation.ts';
import { usePreferences } from '../stores/preferences.ts';
import { useStatus } from '../stores/status.ts';
import { useTraffic } from '../stores/traffic.ts';

/** In the order of the palette. */
export const COMMAND_GROUPS = ['Commands', 'Views', 'Collections', 'Filter'] as const;

export interface Command {
  readonly id: string;
  readonly group: (typeof COMMAND_GROUPS)[number];
  readonly name: string;
  readonly icon: ReactNode;
  readonly keys?: string;
  readonly run: () => void;
}

/** Everything the palette can do now. */
export function buildCommands(
  chooseMode: (mode: Mode) => void,
  agents: readonly string[],
  query: string,
): readonly Command[] {
  const { status, setRecording } = useStatus.getState();
  const { paused, setPaused, setFilter, filter } = useTraffic.getState();
  const { show, openCollection, setShortcuts } = useNavigation.getState();
  const { dock, theme, change } = usePreferences.getState();
  const view = (id: Parameters<typeof show>[0], name: string, icon: ReactNode, keys: string): Command => ({
    id: `view-${id}`,
    group: 'Views',
    name,
    icon,
    keys,
    run: () => show(id),
  });
  const text = query.trim();
  return [
    {
      id: 'block',
      group: 'Commands',
      name: 'Block: verdict before forwarding',
      icon: <GateDown />,
      keys: 'Ctrl B',
      run: () => chooseMode('block'),
    },
    {
      id: 'log',
      group: 'Commands',
      name: 'Log: forward first, verdict after',
      icon: <GateUp />,
      keys: 'Ctrl B',
      run: () => chooseMode('log'),
    },
    {
      id: 'recording',
      group: 'Commands',
      name: status?.recording === false ? 'Start recording' : 'Stop recording',
      icon: <Circle />,
      run: () => void setRecording(status?.recording === false),
    },
    {
      id: 'pause',
      group: 'Commands',
      name: paused ? 'Resume the list' : 'Pause the list',
      icon: <Pause />,
      keys: 'Space',
      run: () => setPaused(!paused),
    },
    {
      id: 'dock',
      group: 'Commands',
      name: dock === 'right' ? 'Dock the detail below' : 'Dock the detail at the right',
      icon: <PanelBottom />,
      run: () => change({ dock: dock === 'right' ? 'bottom' : 'right' }),
    },
    { id: 'theme-light', group: 'Commands', name: 'Light theme', icon: <Sun />, run: () => change({ theme: 'light' }) },
    { id: 'theme-dark', group: 'Commands', name: 'Dark theme', icon: <Moon />, run: () => change({ theme: 'dark' }) },
    ...(theme === 'system'
      ? []
      : [
          {
            id: 'theme-system',
            group: 'Commands' as const,
            name: 'Theme as the system',
            icon: <Sun />,
            run: () => change({ theme: 'system' }),
          },
        ]),
    {
      id: 'shortcuts',
      group: 'Commands',
      name: 'Keyboard shortcuts',
      icon: <Settings2 />,
      keys: '?',
      run: () => setShortcuts(true),
    },
    view('traffic', 'Traffic', <Waves />, 'G T'),
    view('violations', 'Violations', <Flag />, 'G V'),
    view('collections', 'Collections', <Layers />, 'G C'),
    view('policies', 'Policies', <ShieldCheck />, 'G P'),
    view('connect', 'Connect', <Plug />, 'G N'),
    view('sync', 'Sync to Akto', <CloudUpload />, 'G A'),
    view('settings', 'Settings', <Settings2 />, 'G S'),
    {
      id: 'only-blocked',
      group: 'Filter',
      name: 'Show only blocked exchanges',
      icon: <ListFilter />,
      run: () => applyFilter('state:blocked'),
    },
    {
      id: 'only-errors',
      group: 'Filter',
      name: 'Show only errors',
      icon: <ListFilter />,
      run: () => applyFilter('status:>=400'),
    },
    ...(filter === ''
      ? []
      : [
          {
            id: 'clear-filter',
            group: 'Filter' as const,
            name: 'Clear the filter',
            icon: <ListFilter />,
            run: () => setFilter(''),
          },
        ]),
    ...agents.map((agent): Command => ({
      id: `agent-${agent}`,
      group: 'Collections',
      name: agent,
      icon: <Bot />,
      run: () => openCollection(agent),
    })),
    ...(text === ''
      ? []
      : [
          {
            id: 'search',
            group: 'Filter' as const,
            name: `Search the traffic for “${text}”`,
            icon: <ListFilter />,
            run: () => applyFilter(asWord(text)),
          },
        ]),
  ];
}

function applyFilter(filter: string): void {
  useNavigation.getState().show('traffic');
  useTraffic.getState().setFilter(filter);
}

/** A filter typed into the palette stays one; anything else is text to look for. */
function asWord(text: string): string {
  return parseFilter(text).ok ? text : `"${text.replaceAll('"', '')}"`;
}

/** What matches, groups kept together; the search itself always stays. */
export function matchCommands(commands: readonly Command[], query: string): readonly Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(
    (command) => command.id === 'search' || words.every((word) => command.name.toLowerCase().includes(word)),
  );
}
