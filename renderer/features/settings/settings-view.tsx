import { Settings2 } from 'lucide-react';

import { Fragment } from 'react';

import type { SettingValue } from '../../../shared/domain/index.ts';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { useSettings } from '../../stores/settings.ts';
import { useStatus } from '../../stores/status.ts';
import { Appearance } from './appearance.tsx';
import { DataSection } from './data-section.tsx';
import { DetectorsSection } from './detectors-section.tsx';
import { SettingRow } from './setting-row.tsx';
import { SETTING_GROUPS } from './setting-words.ts';
import { UpstreamsSection } from './upstreams-section.tsx';
import './settings.css';

export function SettingsView() {
  const settings = useSettings((state) => state.settings);
  const error = useSettings((state) => state.error);
  const version = useStatus((state) => state.status?.version);
  const byName = new Map(settings.map((one) => [one.name, one]));
  return (
    <>
      <header className="pghead">
        <span className="tile-ic">
          <Settings2 />
        </span>
        <div className="grow">
          <h1>Settings</h1>
          <p>A flag wins over the environment, that over the env file, that over what is saved here.</p>
        </div>
        {version === undefined ? null : <span className="faint">Sluice {version}</span>}
      </header>
      <ScrollRegion className="pgbody settings" label="All settings">
        {error === null ? null : <p className="note">{error}</p>}
        <Appearance />
        {SETTING_GROUPS.map(({ title, names }) => {
          const shown = names.map((name) => byName.get(name)).filter((one): one is SettingValue => one !== undefined);
          if (shown.length === 0) return null;
          if (title === 'Detectors') return <DetectorsSection key={title} settings={shown} />;
          return (
            <Fragment key={title}>
              <section className="card" aria-label={title}>
                <h2 className="card-h">{title}</h2>
                {shown.map((setting) => (
                  <SettingRow key={setting.name} setting={setting} />
                ))}
              </section>
              {title === 'Traffic' ? <UpstreamsSection setting={byName.get('namedUpstreams')} /> : null}
            </Fragment>
          );
        })}
        <DataSection setting={byName.get('dataFolder')} />
      </ScrollRegion>
    </>
  );
}
