/** Times of one piece of work, in ms. */
export interface Sampled {
  readonly p50: number;
  readonly p99: number;
}

/** Runs `work` `rounds` times after a warm-up of a third as many. */
export function sample(work: () => unknown, rounds: number): Sampled {
  for (let round = 0; round < Math.ceil(rounds / 3); round += 1) work();
  return sampled(Array.from({ length: rounds }, () => timeOf(work)));
}

/** Runs `work` once with each of `all`; the first third does not count. */
export function sampleEach<T>(work: (one: T) => unknown, all: readonly T[]): Sampled {
  return sampled(all.map((one) => timeOf(() => work(one))).slice(Math.floor(all.length / 3)));
}

function timeOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function sampled(times: readonly number[]): Sampled {
  const order = times.toSorted((a, b) => a - b);
  const at = (share: number): number => order[Math.min(order.length - 1, Math.floor(order.length * share))]!;
  return { p50: at(0.5), p99: at(0.99) };
}
