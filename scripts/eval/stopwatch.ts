/** Times of one piece of work, in ms. */
export interface Sampled {
  readonly p50: number;
  readonly p99: number;
}

/** Compilers are done with what runs for so long, in ms. */
const WARM_UP_MS = 500;

/** Runs `work` `rounds` times after a warm-up of a third as many, or of half a second where that is longer. */
export function sample(work: () => unknown, rounds: number): Sampled {
  const started = performance.now();
  for (let round = 0; round < rounds / 3 || performance.now() - started < WARM_UP_MS; round += 1) work();
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
