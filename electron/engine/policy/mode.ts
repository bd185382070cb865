import type { Mode } from '../../../shared/domain/index.ts';

/**
 * The mode an agent's requests are treated in: its own where it has one, else the app's. Clients choose their names:
 * `constructor` has no mode of its own because every object inherits something of that name.
 */
export function effectiveMode(mode: Mode, overrides: Readonly<Record<string, Mode>>, agent: string): Mode {
  return (Object.hasOwn(overrides, agent) ? overrides[agent] : undefined) ?? mode;
}
