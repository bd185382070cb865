/** One finding per place: which of overlapping candidates stands. */
import type { Candidate } from './rule.ts';

/** A span in the original part, however it was found. */
export interface Placed {
  readonly start: number;
  readonly end: number;
}

/** Non-overlapping candidates, by start. Highest rank first, then the longer, then the earlier. */
export function settle<T extends Candidate>(candidates: readonly T[]): T[] {
  if (candidates.length < 2) return [...candidates];
  const order = [...candidates].sort(
    (a, b) => b.rank - a.rank || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const kept: T[] = [];
  for (const candidate of order) {
    if (!overlapsAny(kept, candidate)) insert(kept, candidate);
  }
  return kept;
}

/** `kept` is sorted by start and free of overlaps: only the neighbours can touch. */
function overlapsAny(kept: readonly Placed[], span: Placed): boolean {
  const after = firstNotBefore(kept, span.start);
  const next = kept[after];
  const previous = kept[after - 1];
  return (next !== undefined && next.start < span.end) || (previous !== undefined && previous.end > span.start);
}

function insert<T extends Placed>(kept: T[], span: T): void {
  kept.splice(firstNotBefore(kept, span.start), 0, span);
}

function firstNotBefore(kept: readonly Placed[], start: number): number {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (kept[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
