import { setTimeout as delay } from 'node:timers/promises';

import type { Generator, LoadResult, Order } from './load.ts';
import { cpuMicros, machineMicros } from './processes.ts';

export interface Side {
  readonly url: string;
  readonly pid: number;
}

export interface Slice extends LoadResult {
  /** What was left to do when the last answer had gone out included. */
  readonly cpuMicrosPerRequest: number | null;
  /** Cores that other programs used meanwhile. */
  readonly foreignCores: number | null;
}

export interface Comparison {
  /** Median over pairs of ours divided by theirs, with the extremes. null: fewer than three quiet pairs. */
  readonly rate: Spread | null;
  readonly cpu: Spread | null;
  readonly pairs: number;
  readonly dropped: number;
  readonly ours: readonly Slice[];
  readonly theirs: readonly Slice[];
  /** Ours, with the warm-up: what must be found in the store. */
  readonly sent: number;
  readonly answered: number;
  readonly failed: number;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface CompareOptions extends Omit<Order, 'url'> {
  readonly pairs: number;
  /** Seconds of load on each side before the first slice: compilers are busy for longer than one slice. */
  readonly warmUpSeconds: number;
}

const MAX_FOREIGN_CORES = 0.15;
/** Records are stored and scanned a moment later than answered. A side counts as idle below this share of a core. */
const IDLE_CORES = 0.05;
const IDLE_STEP_MS = 200;
const IDLE_LIMIT_MS = 10_000;

/** Slices in ABBA order (performance.md "Harness"): what drifts slowly cancels out within a pair. */
export async function compare(
  generator: Generator,
  ours: Side,
  theirs: Side,
  options: CompareOptions,
): Promise<Comparison> {
  const warm = await runSlice(generator, ours, { ...options, seconds: options.warmUpSeconds });
  await runSlice(generator, theirs, { ...options, seconds: options.warmUpSeconds });
  const pairs: { ours: Slice; theirs: Slice }[] = [];
  for (let index = 0; index < options.pairs; index += 1) {
    if (index % 2 === 0) {
      const first = await runSlice(generator, ours, options);
      pairs.push({ ours: first, theirs: await runSlice(generator, theirs, options) });
    } else {
      const first = await runSlice(generator, theirs, options);
      pairs.push({ ours: await runSlice(generator, ours, options), theirs: first });
    }
  }
  const quiet = pairs.filter((pair) =>
    [pair.ours, pair.theirs].every(({ foreignCores }) => (foreignCores ?? 0) <= MAX_FOREIGN_CORES),
  );
  const cpu = quiet.flatMap((pair) =>
    pair.ours.cpuMicrosPerRequest === null || pair.theirs.cpuMicrosPerRequest === null
      ? []
      : [pair.ours.cpuMicrosPerRequest / pair.theirs.cpuMicrosPerRequest],
  );
  const all = [warm, ...pairs.map((pair) => pair.ours)];
  const total = (count: (slice: Slice) => number) => all.reduce((sum, slice) => sum + count(slice), 0);
  return {
    rate: spread(quiet.map((pair) => pair.ours.requestsPerSecond / pair.theirs.requestsPerSecond)),
    cpu: spread(cpu),
    pairs: pairs.length,
    dropped: pairs.length - quiet.length,
    ours: pairs.map((pair) => pair.ours),
    theirs: pairs.map((pair) => pair.theirs),
    sent: total(({ sent }) => sent),
    answered: total(({ answered }) => answered),
    failed: total(({ failed }) => failed),
  };
}

async function runSlice(generator: Generator, { url, pid }: Side, order: Omit<Order, 'url'>): Promise<Slice> {
  const cpuBefore = cpuMicros(pid);
  const machineBefore = machineMicros();
  const begun = performance.now();
  const result = await generator.run({ ...order, url });
  // What this side still has to do is its own work, and must not be done at the other's expense.
  await whenIdle(pid);
  const wall = (performance.now() - begun) * 1_000;
  const cpuAfter = cpuMicros(pid);
  const machineAfter = machineMicros();
  const foreign =
    machineBefore === null || machineAfter === null
      ? null
      : (machineAfter.busy - machineBefore.busy - (machineAfter.ours - machineBefore.ours)) / wall;
  return {
    ...result,
    cpuMicrosPerRequest:
      cpuBefore === null || cpuAfter === null || result.answered === 0
        ? null
        : (cpuAfter - cpuBefore) / result.answered,
    foreignCores: foreign,
  };
}

async function whenIdle(pid: number): Promise<void> {
  for (let waited = 0; waited < IDLE_LIMIT_MS; waited += IDLE_STEP_MS) {
    const before = cpuMicros(pid);
    await delay(IDLE_STEP_MS);
    const after = cpuMicros(pid);
    if (before === null || after === null || (after - before) / 1_000 <= IDLE_CORES * IDLE_STEP_MS) return;
  }
}

function spread(values: readonly number[]): Spread | null {
  if (values.length < 3) return null;
  const sorted = values.toSorted((left, right) => left - right);
  return { median: sorted[Math.floor(sorted.length / 2)]!, min: sorted[0]!, max: sorted.at(-1)! };
}
