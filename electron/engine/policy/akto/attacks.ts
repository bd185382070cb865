import type { Role } from '../../../../shared/domain/index.ts';
import { ALERT_THRESHOLD, BLOCK_THRESHOLD } from '../../detectors/index.ts';

/** Akto's `promptAttacks` in our types: who sends them is never the operator. */
export const ATTACK_TYPE = 'injection.*';
export const ATTACK_ROLES: readonly Role[] = ['user', 'tool'];

/** How sure a finding must be: the higher the level, the more is caught. */
const LEVELS: Readonly<Record<string, number>> = {
  LOW: BLOCK_THRESHOLD,
  MEDIUM: (ALERT_THRESHOLD + BLOCK_THRESHOLD) / 2,
  HIGH: ALERT_THRESHOLD,
};

/** null: no level. */
export function attackConfidence(level: string): number | null {
  return LEVELS[level.toUpperCase()] ?? null;
}

/** null: between the levels. */
export function attackLevel(minConfidence: number | undefined): string | null {
  return Object.entries(LEVELS).find(([, confidence]) => confidence === minConfidence)?.[0] ?? null;
}
