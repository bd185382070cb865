/** The rows of a data folder that the model learns from: attacks, innocent texts, and those of the other detectors. */
import { readRows } from '../eval/data.ts';
import type { Row } from './bags.ts';
import { isJudged } from './folds.ts';

/** null when the folder has no injection data. Personal data and secrets are no attacks, whoever says them. */
export function readTraining(dir: string): Row[] | null {
  const rows = readRows(dir, 'injection_dev') as Row[] | null;
  if (rows === null) return null;
  const innocent = (name: string, source: string): Row[] =>
    ((readRows(dir, name) ?? []) as { readonly text: string }[]).map(({ text }, at) => ({
      text,
      label: 0,
      source,
      role: at % 2 === 0 ? 'user' : 'tool',
      lang: 'en',
    }));
  return [...rows.filter(isJudged), ...innocent('pii_dev', 'presidio'), ...innocent('secrets_dev', 'secret_samples')];
}
