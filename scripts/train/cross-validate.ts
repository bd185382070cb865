/** Each source judged by a model that saw none of it: what calibration and evaluation are made of. */
import type { Bag, Row } from './bags.ts';
import { FOLDS, isHeldOut, isTrainable } from './folds.ts';
import { learnHeads } from './heads.ts';

export interface FoldResult {
  /** Index in {@link FOLDS}. */
  readonly fold: number;
  readonly bag: Bag;
  readonly logit: number;
}

export interface CrossValidated {
  readonly rows: readonly FoldResult[];
  readonly probes: readonly FoldResult[];
}

/** More texts to be judged by the model of a fold, made from what it holds out. */
export type Probes = (heldOut: readonly Row[], rows: readonly Row[]) => Bag[];

/**
 * One learner a fold; `probes` are judged along with what it holds out. `said` hears of each fold done. The result is
 * ordered by fold, rows before probes.
 */
export function crossValidate(
  bags: readonly Bag[],
  ours: readonly Bag[],
  said: (fold: readonly string[]) => void,
  probes?: Probes,
): CrossValidated {
  const rows: FoldResult[] = [];
  const probed: FoldResult[] = [];
  const all = bags.map(({ row }) => row);
  for (const [fold, sources] of FOLDS.entries()) {
    const known = [...bags, ...ours].filter(({ row }) => isTrainable(row, sources));
    const learner = learnHeads(known);
    const heldOut = bags.filter(({ row }) => isHeldOut(row, sources));
    for (const bag of heldOut) rows.push({ fold, bag, logit: learner.logit(bag) });
    const texts = heldOut.map(({ row }) => row);
    for (const bag of probes?.(texts, all) ?? []) probed.push({ fold, bag, logit: learner.logit(bag) });
    said(sources);
  }
  return { rows, probes: probed };
}
