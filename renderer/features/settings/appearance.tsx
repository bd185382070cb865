import { Segmented } from '../../components/segmented.tsx';
import { type Density, type Theme, usePreferences } from '../../stores/preferences.ts';

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
const DENSITIES: readonly { value: Density; label: string }[] = [
  { value: 'compact', label: 'Compact' },
  { value: 'normal', label: 'Normal' },
  { value: 'comfortable', label: 'Comfortable' },
];

export function Appearance() {
  const { theme, density, change } = usePreferences();
  return (
    <section className="card" aria-label="Appearance">
      <h2 className="card-h">Appearance</h2>
      <div className="srow">
        <div className="srow-t">
          <span>Theme</span>
        </div>
        <div className="srow-v">
          <Segmented label="Theme" value={theme} options={THEMES} onChange={(value) => change({ theme: value })} />
          <span className="setby">this window</span>
        </div>
      </div>
      <div className="srow">
        <div className="srow-t">
          <span>Rows</span>
        </div>
        <div className="srow-v">
          <Segmented
            label="Rows"
            value={density}
            options={DENSITIES}
            onChange={(value) => change({ density: value })}
          />
          <span className="setby">this window</span>
        </div>
      </div>
    </section>
  );
}
