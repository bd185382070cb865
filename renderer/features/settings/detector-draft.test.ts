import { expect, test } from 'vitest';

import type { CustomDetector } from '../../../shared/domain/index.ts';
import { detectorOf, draftOf, isEmpty, sayIssue, stretchesOf, wordsOf } from './detector-draft.ts';

test.each<CustomDetector>([
  { id: 'a', description: '', enabled: true, severity: 'low', kind: 'pattern', pattern: 'x+' },
  { id: 'b', description: 'd', enabled: false, severity: 'high', kind: 'pattern', pattern: 'X', caseSensitive: true },
  { id: 'c', description: '', enabled: true, severity: 'info', kind: 'words', words: ['one', 'two words'] },
  { id: 'd', description: '', enabled: true, severity: 'critical', kind: 'words', words: ['x'], wholeWords: false },
])('a detector survives being edited: $id', (detector) => {
  expect(detectorOf(draftOf(detector))).toEqual(detector);
});

test('words stand a line each, empty lines and repetitions say nothing', () => {
  expect(wordsOf(' orion \n\norion\nred fox\r\n')).toEqual(['orion', 'red fox']);
  expect(isEmpty({ ...draftOf(null), kind: 'words', words: ' \n' })).toBe(true);
  expect(isEmpty({ ...draftOf(null), pattern: 'x' })).toBe(false);
});

test.each([
  ['pattern', 4, 'Character 5: missing'],
  ['words', 2, 'Word 3: missing'],
  ['id', null, 'missing'],
] as const)('an issue says where: %s %s', (field, offset, said) => {
  expect(sayIssue({ id: 'x', field, offset, message: 'missing' })).toBe(said);
});

test('a sample in stretches, also when it was cut meanwhile', () => {
  expect(stretchesOf('see TCK-1 now', [{ start: 4, end: 9 }]).map(({ text, found }) => [text, found])).toEqual([
    ['see ', false],
    ['TCK-1', true],
    [' now', false],
  ]);
  expect(stretchesOf('see', [{ start: 4, end: 9 }])).toEqual([{ text: 'see', found: false, at: 0 }]);
});
