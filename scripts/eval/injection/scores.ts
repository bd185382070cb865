/** Scores of `detect` for every row and probe, with thresholds that no text of the fold had a part in. */
import { calibrate } from '../../../electron/engine/detectors/injection/model/index.ts';
import type { Row } from '../../train/bags.ts';
import { fitCalibration, judgedOf } from '../../train/calibrate.ts';
import type { FoldResult } from '../../train/cross-validate.ts';
import { FOLDS } from '../../train/folds.ts';

export interface Scored {
  readonly row: Row;
  readonly score: number;
  /** Folded characters of the text as written. */
  readonly length: number;
}

export function scoresOf(rows: readonly FoldResult[], which: readonly FoldResult[]): Scored[] {
  const judged = rows.map((result) => ({ fold: result.fold, judged: judgedOf(result.bag, result.logit) }));
  const calibrations = FOLDS.map((_, fold) =>
    fitCalibration(judged.filter((other) => other.fold !== fold).map((other) => other.judged)),
  );
  return which.map(({ fold, bag, logit }) => {
    const { role, length } = judgedOf(bag, logit);
    return { row: bag.row, length, score: calibrate(calibrations[fold]![role], length, logit) };
  });
}
