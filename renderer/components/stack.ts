import type { VerdictKind } from '../../shared/domain/index.ts';
import type { Hour } from './hours.ts';

/**
 * Data of a stacked bar chart: seconds, then one row of heights for each kind from the top of the stack to its foot.
 * `kinds` are given from foot to top.
 */
export function stack(hours: readonly Hour[], kinds: readonly VerdictKind[]): [number[], ...number[][]] {
  const heights = kinds.map((_, index) =>
    hours.map((hour) => kinds.slice(0, index + 1).reduce((sum, kind) => sum + hour.verdicts[kind], 0)),
  );
  return [hours.map((hour) => hour.at / 1_000), ...heights.toReversed()];
}
