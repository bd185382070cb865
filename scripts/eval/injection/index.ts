/** Prompt injection on leave-sources-out folds: a source is judged by a model that saw none of it. */
import { type Row, bagOf } from '../../train/bags.ts';
import { type CrossValidated, crossValidate } from '../../train/cross-validate.ts';
import { ourBags } from '../../train/own/index.ts';
import { readTraining, withoutSample } from '../../train/rows.ts';
import type { Section } from '../report.ts';
import { frozenSection } from './frozen.ts';
import { probesOf } from './probes.ts';
import { sampleSection } from './sample.ts';
import { scoresOf } from './scores.ts';
import { injectionSections } from './tables.ts';

/** Takes some minutes where there is data: a model is trained for each fold. Without, the shipped one is tried on a sample. */
export function evaluateInjection(dir: string): Section[] {
  const rows: Row[] | null = readTraining(dir);
  if (rows === null) return [sampleSection(), frozenSection()];
  const say = (fold: readonly string[]): void => console.error(`judged ${fold.join(', ')}`);
  return [...sectionsOf(crossValidate(rows.map(bagOf), ourBags(withoutSample(rows)), say, probesOf)), frozenSection()];
}

export function sectionsOf({ rows, probes }: CrossValidated): Section[] {
  return injectionSections(scoresOf(rows, rows), scoresOf(rows, probes));
}
