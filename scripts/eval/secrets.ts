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
  const lines = negatives.flatMap(linesOf);
  const judged = withoutDisputedValues(positives, lines);
  return section('Secrets (secrets_dev)', positives, judged, [
    `Left out, because the data contradicts itself: ${contradicted} texts with both labels, and harmless lines with a ` +
      `value that another text calls a secret: ${lines.length - judged.length}.`,
    'Counted as missed: pieces of regular expressions, `user:pass@example.com`, masked and documented keys.',
    'Counted as false: a key of the right format, which is harmless as a test of the rule for another kind of key only.',
  ]);
}

function scoreWritten(): Section {
  const texts = (name: 'secrets' | 'clean') => readCases(name).map(({ text }) => text);
  return section('Secrets: written for this project', texts('secrets'), texts('clean').flatMap(linesOf), [
    'Written together with the rules, and part of their tests: says that nothing broke.',
  ]);
}

function section(title: string, positives: readonly string[], lines: readonly string[], notes: string[]): Section {
  const found = positives.filter((text) => hasSecret(text)).length;
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

/**
 * Harmless lines without those in which all that is found are values that stand in texts with a secret too: which label
 * is right is not for the data to say. (One source tells its rule to allow a key that it calls a secret elsewhere.)
 */
function withoutDisputedValues(positives: readonly string[], lines: readonly string[]): string[] {
  const secret = new Set(positives.flatMap(secretsIn));
  return lines.filter((line) => {
    const values = secretsIn(line);
    return values.length === 0 || !values.every((value) => secret.has(value));
  });
}

/** A snapshot has many lines; a gitleaks row is one. Per line is what detection.md asks for. */
function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

export function hasSecret(text: string): boolean {
  return secretsIn(text).length > 0;
}

function secretsIn(text: string): string[] {
  return inspect([partOf(text)], { side: 'request' })
    .findings.filter(({ type }) => isSecretType(type))
    .map(({ start, end }) => text.slice(start, end));
}
