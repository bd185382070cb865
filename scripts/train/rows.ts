/** The rows of a data folder that the model learns from: attacks, innocent texts, and those of the other detectors. */
import { SAMPLE_DIR, readRows } from '../eval/data.ts';
import type { Row } from './bags.ts';
import { isJudged } from './folds.ts';

/**
 * The one innocent source in many languages. Held out whole, nothing innocent in any of them would be left to learn from,
 * and their letters themselves would look like attacks: it is held out by scripts.
 */
const BOOK = 'prompt_book';

function scriptOf(text: string): 'latin' | 'other' {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return latin * 2 >= letters ? 'latin' : 'other';
}

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
  // What operators write is never judged; that the words of roles and rules are no attack is learnt from it all the same.
  const operators = rows.flatMap((row, at): Row[] =>
    row.role === 'system' && row.label === 0 ? [{ ...row, role: at % 2 === 0 ? 'user' : 'tool' }] : [],
  );
  const judged = rows
    .filter(isJudged)
    .map((row) => (row.source === BOOK ? { ...row, source: `${BOOK}_${scriptOf(row.text)}` } : row));
  return [...judged, ...operators, ...innocent('pii_dev', 'presidio'), ...innocent('secrets_dev', 'secret_samples')];
}

/** What is committed to try the shipped model on. Empty where it is missing. */
export function sampleRows(): Row[] {
  return (readRows(SAMPLE_DIR, 'injection_sample') ?? []) as Row[];
}

/** Without the texts of the committed sample: the shipped model must not have seen them. */
export function withoutSample<T extends Pick<Row, 'text'>>(rows: readonly T[]): T[] {
  const sample = new Set(sampleRows().map(({ text }) => text));
  return rows.filter(({ text }) => !sample.has(text));
}
