/**
 * The shipped model on the committed sample, for a checkout without the data. No text of it is learnt from, but others of
 * its sources are (`sluice` apart, which was written for this): the folds of RESULTS.md say what new sources may expect.
 */
import { ALERT_THRESHOLD, BLOCK_THRESHOLD, injectionScore } from '../../../electron/engine/detectors/index.ts';
import type { Row } from '../../train/bags.ts';
import { sampleRows } from '../../train/rows.ts';
import type { Metric, Section } from '../report.ts';

export function sampleSection(): Section {
  const scored = sampleRows().map((row) => ({ row, score: injectionScore(row.text, row.role) }));
  const attacks = scored.filter(({ row }) => row.label === 1);
  const innocent = scored.filter(({ row }) => row.label === 0);
  const own = (items: typeof scored) => items.filter(({ row }) => row.source === 'sluice');
  const metric = (name: string, items: typeof scored, limit: number, lower = false): Metric => ({
    name,
    value: items.filter(({ score }) => score >= limit).length / Math.max(1, items.length),
    unit: 'share',
    lower,
    note: `${items.length} texts`,
  });
  const where = (name: string, test: (row: Row) => boolean): Metric =>
    metric(
      name,
      attacks.filter(({ row }) => test(row)),
      ALERT_THRESHOLD,
    );
  return {
    title: 'Injection: a small sample, the shipped model',
    metrics: [
      metric('attacks alerted', attacks, ALERT_THRESHOLD),
      metric('attacks blocked', attacks, BLOCK_THRESHOLD),
      where('– English', ({ lang }) => lang === 'en'),
      where('– other languages', ({ lang }) => lang !== 'en'),
      where('– of users', ({ role }) => role === 'user'),
      where('– in results of tools', ({ role }) => role === 'tool'),
      metric('attacks of no known source alerted', own(attacks), ALERT_THRESHOLD),
      metric('– blocked', own(attacks), BLOCK_THRESHOLD),
      metric('innocent texts alerted', innocent, ALERT_THRESHOLD, true),
      metric('– blocked', innocent, BLOCK_THRESHOLD, true),
      metric('innocent texts of no known source alerted', own(innocent), ALERT_THRESHOLD, true),
    ],
    notes: [
      'A small sample: one text is about a percent. The model learnt from none of these texts, but from others of the same sources; those of no known source were written for this table.',
      'What other sources may expect stands in the model card, by leave-sources-out folds: `npm run eval -- --data DIR`.',
    ],
  };
}
