/** Times of one piece of work, in ms. */
export interface Sampled {
  readonly p50: number;
  readonly p99: number;
}

/** Runs `work` `rounds` times after a warm-up of a third as many. */
export function sample(work: () => unknown, rounds: number): Sampled {
  for (let round = 0; round < Math.ceil(rounds / 3); round += 1) work();
  const times = Array.from({ length: rounds }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  }).toSorted((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return { p50: at(0.5), p99: at(0.99) };
}
