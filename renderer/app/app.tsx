import { CSPProvider } from '@base-ui/react/csp-provider';

import { ApprovalPrompt } from '../features/approvals/index.ts';
import { CollectionsView } from '../features/collections/collections-view.tsx';
import { ConnectView } from '../features/connect/connect-view.tsx';
import { PoliciesView } from '../features/policies/policies-view.tsx';
import { SettingsView } from '../features/settings/settings-view.tsx';
import { SyncView } from '../features/sync/sync-view.tsx';
import { TrafficView } from '../features/traffic/index.ts';
import { ViolationsView } from '../features/violations/violations-view.tsx';
import { useNavigation } from '../stores/navigation.ts';
import { isRunning, useConnection } from '../stores/connection.ts';
import { useStatus } from '../stores/status.ts';
import { Announcer } from './announcer.tsx';
import { EngineBanner } from './banner.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { StatusBar } from './status-bar.tsx';
import { Toasts } from './toasts.tsx';
import { TopBar } from './top-bar.tsx';
import { useAppearance } from './use-appearance.ts';
import { useGlobalKeys } from './use-global-keys.ts';
import { useRememberedPlace } from './use-remembered-place.ts';
import { useUnsavedWarning } from './use-unsaved-warning.ts';

export function App() {
  useAppearance();
  useGlobalKeys();
  useRememberedPlace();
  useUnsavedWarning();
  const mode = useStatus((state) => state.status?.mode);
  const running = useConnection(isRunning);
  const platform = useConnection((state) => (state.host?.kind === 'electron' ? state.host.platform : 'browser'));
  return (
    <CSPProvider disableStyleElements>
      <div className="app" data-mode={running ? mode : undefined} data-platform={platform}>
        <TopBar />
        <EngineBanner />
        <Rail />
        <main className="main">
          <CurrentView />
        </main>
        <StatusBar />
        <ApprovalPrompt />
      </div>
      <Palette />
      <ShortcutsDialog />
      <Toasts />
      <Announcer />
    </CSPProvider>
  );
}

function CurrentView() {
  const view = useNavigation((state) => state.view);
  switch (view) {
    case 'traffic':
      return <TrafficView />;
    case 'violations':
      return <ViolationsView />;
    case 'connect':
      return <ConnectView />;
    case 'collections':
      return <CollectionsView />;
    case 'policies':
      return <PoliciesView />;
    case 'sync':
      return <SyncView />;
    case 'settings':
      return <SettingsView />;
  }
}
