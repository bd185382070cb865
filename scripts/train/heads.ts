/** Both heads of the model, and how they make one score, as inference does. */
import { SHARES, readingsOf, shareOfMean } from '../../electron/engine/detectors/injection/model/shares.ts';
import type { Bag } from './bags.ts';
import { type Learner, learn } from './learn.ts';
import { createRandom } from './random.ts';
import { LONG_RECIPE, RECIPE, SEED } from './recipe.ts';

export interface Heads {
  readonly short: Learner;
  readonly long: Learner;
  logit(bag: Bag): number;
}

export function learnHeads(bags: readonly Bag[]): Heads {
  const short = learn(bags, RECIPE, createRandom(SEED));
  const long = learn(bags.map(longOf), LONG_RECIPE, createRandom(SEED + 1));
  return {
    short,
    long,
    logit(bag) {
      const role = bag.row.role === 'tool' ? 'tool' : 'user';
      const { worst, mean } = short.read(bag);
      const whole = SHARES.long[role] === 0 ? 0 : long.read(longOf(bag)).worst;
      const windows = bag.readings.filter(({ length }) => length > 0).map((reading) => reading.windows.length);
      const less = shareOfMean(role, windows[0] ?? 1) * mean + SHARES.readings[role] * readingsOf(windows);
      return worst - less + SHARES.long[role] * whole;
    },
  };
}

function longOf(bag: Bag): Bag {
  return {
    row: bag.row,
    readings: bag.readings.map((reading) => ({ ...reading, windows: reading.windows.filter(({ long }) => long) })),
  };
}
