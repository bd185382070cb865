/** `npm run train -- --data DIR`: trains the injection model and writes it where the detectors read it. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { FIRST_CONCEPT } from '../../electron/engine/detectors/injection/model/features.ts';
import type { Head, ModelFile } from '../../electron/engine/detectors/injection/model/model-file.ts';
import { pack } from '../../electron/engine/detectors/injection/model/packed.ts';
import { sectionsOf } from '../eval/injection/index.ts';
import { probesOf } from '../eval/injection/probes.ts';
import { render } from '../eval/report.ts';
import { bagOf } from './bags.ts';
import { describeFile } from './card.ts';
import { fitCalibration, judgedOf } from './calibrate.ts';
import { crossValidate } from './cross-validate.ts';
import { learnHeads } from './heads.ts';
import type { Learner } from './learn.ts';
import { ourBags, ownRows } from './own/index.ts';
import { LONG_STEPS, SHORT_STEPS, type Quantised, quantise, sideBySide } from './quantise.ts';
import { createRandom } from './random.ts';
import { readTraining, withoutSample } from './rows.ts';
import { RECIPE, SEED } from './recipe.ts';

const TARGET = new URL('../../electron/engine/detectors/injection/model/model.json', import.meta.url);
/** What the folds say of it: part of the model card. */
const RESULTS = new URL('RESULTS.md', TARGET);

/** Licences of the rows, as the README beside the data names them, and of our own. */
const LICENCES = ['Apache-2.0', 'MIT', 'ISC', 'BSD', 'CC0-1.0'];

export function main(args: string[]): number {
  const { values } = parseArgs({ args, options: { data: { type: 'string' }, version: { type: 'string' } } });
  const rows = values.data === undefined ? null : readTraining(values.data);
  if (rows === null) {
    console.error('Needs --data DIR, the folder with injection_dev.jsonl.gz.');
    return 2;
  }
  const started = performance.now();
  const say = (what: string): void =>
    console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${what}`);

  const written = ownRows(createRandom(SEED));
  const learnt = withoutSample(rows);
  const isLearnt = new Set(learnt);
  const ours = ourBags(learnt);
  const bags = rows.map(bagOf);
  say(`${bags.length} texts read, ${ours.length} of our own`);
  const crossed = crossValidate(bags, ours, (fold) => say(`scored ${fold.join(', ')}`), probesOf);
  const heads = learnHeads([...bags.filter(({ row }) => isLearnt.has(row)), ...ours]);
  const short = quantise(heads.short.weights, RECIPE.conceptGain, SHORT_STEPS);
  const long = quantise(heads.long.weights, RECIPE.conceptGain, LONG_STEPS);
  const model: ModelFile = {
    version: values.version ?? 'linear-1',
    dataSha256: createHash('sha256')
      .update([...learnt, ...written].map(({ text }) => text).join('\0'))
      .digest('hex'),
    licences: LICENCES,
    weights: pack(sideBySide(short.steps, long.steps), FIRST_CONCEPT),
    short: headOf(heads.short, short),
    long: headOf(heads.long, long),
    calibration: fitCalibration(crossed.rows.map(({ bag, logit }) => judgedOf(bag, logit))),
  };
  const json = `${JSON.stringify(model, null, 2)}\n`;
  writeFileSync(TARGET, json);
  writeFileSync(RESULTS, `${render(sectionsOf(crossed))}\n${describeFile(model, json)}`);
  say(`wrote ${TARGET.pathname}, ${RESULTS.pathname}`);
  return 0;
}

function headOf({ bias }: Learner, { step, conceptStep }: Quantised): Head {
  return { bias: round(bias), step, conceptStep };
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
