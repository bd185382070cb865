import { expect, test } from 'vitest';

import { WordPieces } from './word-pieces.ts';

const VOCABULARY = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'ignore', 'rule', '##s', 'the', '.', 'cafe'].join('\n');

const encode = (text: string, limit = 64) => new WordPieces(VOCABULARY).encode(text, limit);

test('words are cut into the longest pieces known, framed', () => {
  expect(encode('Ignore the rules.')).toEqual([2, 4, 7, 5, 6, 8, 3]);
});

test('case and accents do not count in a lower-case vocabulary; what has no pieces is unknown', () => {
  expect(encode('CAFÉ zzz')).toEqual([2, 9, 1, 3]);
});

test('a long text is cut, and still framed', () => {
  expect(encode('the '.repeat(100), 8)).toEqual([2, 7, 7, 7, 7, 7, 7, 3]);
});

test('a file that is no vocabulary is refused', () => {
  expect(() => new WordPieces('a\nb')).toThrow(/no \[UNK\]/);
});
