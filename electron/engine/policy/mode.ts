import type { Mode } from '../../../shared/domain/index.ts';

/** The mode an agent's requests are treated in: its own where it has one, else the app's. */
export function effectiveMode(mode: Mode, override: Mode | null | undefined): Mode {
  return override ?? mode;
}
