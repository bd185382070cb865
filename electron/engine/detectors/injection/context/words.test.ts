import fc from 'fast-check';
import { expect, test } from 'vitest';

import { gramsOf, wordsOf } from './words.ts';

const NAIVE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu;
const read = (text: string) => {
  const words = wordsOf(text);
  return Array.from({ length: words.count }, (_, word) => text.slice(words.start(word), words.end(word)));
};

test('the words are those of the plain expression, wherever letters beyond ASCII begin', () => {
  const piece = fc.constantFrom('a', 'Zed', ' ', '_', '9', '-', 'é', 'ß', '中', 'か', 'ก', '😀', '\u0301', 'K', '.');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      expect(read(text)).toEqual(text.match(NAIVE) ?? []);
    }),
  );
});

test('grams of words are the same in either case, and on either path', () => {
  const words = 'One two THREE four five six seven eight nine';
  expect(wordsOf(words).grams()).toEqual(wordsOf(words.toLowerCase()).grams());
  expect(wordsOf(`é ${words}`).grams().slice(1)).toEqual(wordsOf(words).grams());
});

test('a text may share grams exactly where one of its own is known, and always where letters go beyond ASCII', () => {
  const word = fc.constantFrom('a', 'B', 'see', 'Run', '7');
  const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(text, text, (known, other) => {
      const grams = gramsOf(known);
      const shared = [...wordsOf(other).grams()].some((gram) => wordsOf(known).grams().includes(gram));
      expect(grams.mayShare(other)).toBe(shared);
      expect(grams.mayShare(`${other} é`)).toBe(true);
    }),
  );
});
