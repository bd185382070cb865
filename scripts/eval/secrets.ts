/** Secrets: recall on lines that hold one, share of harmless lines flagged. */
import { isSecretType } from '../../shared/domain/index.ts';
import { inspect } from '../../electron/engine/detectors/index.ts';
import { readCases } from '../../electron/engine/detectors/test-support/cases.ts';
import { readRows } from './data.ts';
import { partOf } from './pii.ts';
import type { Section } from './report.ts';

interface SecretsRow {
  readonly text: string;
  readonly label: 0 | 1;
  readonly source: string;
  readonly rule: string;
}

export function evaluateSecrets(dir: string): Section[] {
  const rows = readRows(dir, 'secrets_dev') as SecretsRow[] | null;
  return [...(rows === null ? [] : [scoreRows(rows)]), scoreWritten()];
}

function scoreRows(rows: readonly SecretsRow[]): Section {
  const { clear, contradicted } = withoutContradictions(rows);
  const positives = clear.filter((row) => row.label === 1).map((row) => row.text);
  const negatives = clear.filter((row) => row.label === 0).map((row) => row.text);
  return section('Secrets (secrets_dev)', positives, negatives, [
    `${contradicted} texts stand in the data with both labels and are left out.`,
    'Counted as missed: pieces of regular expressions, `user:pass@example.com`, masked and documented keys.',
    'Counted as false: two keys of the right format and a signed token, which the data calls harmless (docs/detection.md).',
  ]);
}

function scoreWritten(): Section {
  const texts = (name: 'secrets' | 'clean') => readCases(name).map(({ text }) => text);
  return section('Secrets: written for this project', texts('secrets'), texts('clean'), [
    'Written together with the rules, and part of their tests: says that nothing broke.',
  ]);
}

function section(title: string, positives: readonly string[], negatives: readonly string[], notes: string[]): Section {
  const found = positives.filter((text) => hasSecret(text)).length;
  // A snapshot has many lines; a gitleaks row is one. Per line is what detection.md asks for.
  const lines = negatives.flatMap((text) => text.split('\n').filter((line) => line.trim() !== ''));
  const flagged = lines.filter((line) => hasSecret(line)).length;
  return {
    title,
    metrics: [
      {
        name: 'recall',
        value: found / positives.length,
        unit: 'share',
        goal: 0.95,
        stretch: 0.98,
        note: `${found} of ${positives.length}`,
      },
      {
        name: 'false lines',
        value: flagged / lines.length,
        unit: 'share',
        lower: true,
        goal: 0.005,
        stretch: 0.001,
        note: `${flagged} of ${lines.length}`,
      },
    ],
    notes,
  };
}

function withoutContradictions(rows: readonly SecretsRow[]): { clear: SecretsRow[]; contradicted: number } {
  const labels = new Map<string, Set<number>>();
  for (const row of rows) labels.set(row.text.trim(), (labels.get(row.text.trim()) ?? new Set()).add(row.label));
  const clear = rows.filter((row) => labels.get(row.text.trim())?.size === 1);
  return { clear, contradicted: [...labels.values()].filter((set) => set.size > 1).length };
}

export function hasSecret(text: string): boolean {
  return inspect([partOf(text)], { side: 'request' }).findings.some((finding) => isSecretType(finding.type));
}
