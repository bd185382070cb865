import { expect, test } from 'vitest';
import { type Section, withTables } from './report.ts';

const section = (title: string, value: number): Section => ({
  title,
  metrics: [{ name: 'recall', value, unit: 'share', goal: 0.9 }],
  notes: ['One.', 'Two.'],
});

test('a table is replaced with the notes below it; what people wrote around it stays', () => {
  const document = [
    '# How well',
    '',
    '## A',
    '',
    '| old |',
    '|---|',
    '| 1 |',
    '',
    '- An old note',
    '  of two lines.',
    '',
    'Prose.',
    '',
    '- A list of somebody.',
    '',
    '## B',
    '',
    'Nothing yet.',
    '',
  ].join('\n');
  const written = withTables(document, [section('A', 0.95), section('B', 0.5), section('C', 1)]);
  expect(written).toBe(
    [
      '# How well',
      '',
      '## A',
      '',
      '| metric | measured | goal | stretch | | |',
      '|---|---|---|---|---|---|',
      '| recall | 0.950 | 0.900 | – | goal |  |',
      '',
      '- One.',
      '- Two.',
      '',
      'Prose.',
      '',
      '- A list of somebody.',
      '',
      '## B',
      '',
      '| metric | measured | goal | stretch | | |',
      '|---|---|---|---|---|---|',
      '| recall | 0.500 | 0.900 | – | below |  |',
      '',
      '- One.',
      '- Two.',
      '',
      'Nothing yet.',
      '',
    ].join('\n'),
  );
  expect(withTables(written, [section('A', 0.95), section('B', 0.5)])).toBe(written);
});
