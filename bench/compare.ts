import type { Generator } from './load.ts';
import { cpuMicros, machineMicros } from './processes.ts';

export interface Side {
  readonly url: string;
  readonly pid: number;
}

export interface Slice {
  readonly requestsPerSecond: number;
  readonly answered: number;
  readonly failed: number;
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
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

const MAX_FOREIGN_CORES = 0.15;

/** Slices in ABBA order (performance.md "Harness"): what drifts slowly cancels out within a pair. */
export async function compare(
  generator: Generator,
  ours: Side,
  theirs: Side,
  options: { body: string; connections: number; sliceSeconds: number; pairs: number },
): Promise<Comparison> {
  const slice = async (side: Side): Promise<Slice> => {
    const cpuBefore = cpuMicros(side.pid);
    const machineBefore = machineMicros();
    const begun = performance.now();
    const result = await generator.run(side.url, options.body, options.connections, options.sliceSeconds);
    const wall = (performance.now() - begun) * 1_000;
    const cpuAfter = cpuMicros(side.pid);
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
  };
  await slice(ours);
  await slice(theirs);
  const pairs: { ours: Slice; theirs: Slice }[] = [];
  for (let index = 0; index < options.pairs; index += 1) {
    if (index % 2 === 0) {
      const first = await slice(ours);
      pairs.push({ ours: first, theirs: await slice(theirs) });
    } else {
      const first = await slice(theirs);
      pairs.push({ ours: await slice(ours), theirs: first });
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
  return {
    rate: spread(quiet.map((pair) => pair.ours.requestsPerSecond / pair.theirs.requestsPerSecond)),
    cpu: spread(cpu),
    pairs: pairs.length,
    dropped: pairs.length - quiet.length,
    ours: pairs.map((pair) => pair.ours),
    theirs: pairs.map((pair) => pair.theirs),
  };
}

function spread(values: readonly number[]): Spread | null {
  if (values.length < 3) return null;
  const sorted = values.toSorted((left, right) => left - right);
  return { median: sorted[Math.floor(sorted.length / 2)]!, min: sorted[0]!, max: sorted.at(-1)! };
}
