import type { HourCount, VerdictCounts } from '../../shared/domain/index.ts';

const HOUR_MS = 3_600_000;
const NONE: VerdictCounts = { allow: 0, alert: 0, warn: 0, mask: 0, block: 0 };

export interface Hour {
  /** Unix ms of its start. */
  readonly at: number;
  readonly verdicts: VerdictCounts;
  readonly total: number;
}

/** The last `count` hours up to now, oldest first, hours without traffic filled in. */
export function lastHours(hours: readonly HourCount[], now: number, count = 24): readonly Hour[] {
  const byHour = new Map(hours.map((one) => [Math.floor(one.hour / HOUR_MS), one.verdicts]));
  const current = Math.floor(now / HOUR_MS);
  return Array.from({ length: count }, (_, index) => {
    const hour = current - count + 1 + index;
    const verdicts = byHour.get(hour) ?? NONE;
    const total = verdicts.allow + verdicts.alert + verdicts.warn + verdicts.mask + verdicts.block;
    return { at: hour * HOUR_MS, verdicts, total };
  });
}
