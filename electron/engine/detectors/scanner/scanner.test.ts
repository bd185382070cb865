import fc from 'fast-check';
import { expect, test } from 'vitest';

import { type Literal, createScanner, fold } from './index.ts';

type Hit = readonly [literal: string, at: number] | readonly ['digits', number];

function hitsOf(literals: readonly Literal[], text: string): Hit[] {
  const hits: Hit[] = [];
  createScanner(literals).scan(
    text,
    (literal, at, end) => {
      expect(end - at).toBe(literals[literal]!.text.length);
      hits.push([literals[literal]!.text, at]);
    },
    (at) => hits.push(['digits', at]),
  );
  return hits;
}

/** The same, by comparing strings everywhere. */
function naive(literals: readonly Literal[], text: string): Hit[] {
  const folded = fold(text);
  const inOrder = literals.toSorted((a, b) => a.text.length - b.text.length);
  return Array.from({ length: text.length }, (_, at): Hit[] => {
    const before = text.slice(0, at);
    const inWord =
      /[a-z]$/i.test(before) &&
      !/(?:\\.|%..)$/s.test(before) &&
      /^[a-z]/i.test(text.slice(at)) &&
      !/[a-z][A-Z]$/.test(text.slice(0, at + 1));
    const goesOn = (literal: string): boolean =>
      /^[a-z][a-mo-rt-z]$/.test(text.slice(at + literal.length - 1, at + literal.length + 1));
    return [
      ...inOrder
        .filter(
          ({ text: literal, wordStart, wordEnd }) =>
            folded.startsWith(fold(literal), at) && !(wordStart && inWord) && !(wordEnd && goesOn(literal)),
        )
        .map(({ text: literal }): Hit => [literal, at]),
      ...(/^(?<!\d)\d/.test(text.slice(at)) && !/\d/.test(text[at - 1] ?? '') ? [['digits', at] as const] : []),
    ];
  }).flat();
}

/** Few characters, so that literals overlap, begin and end each other: both cases, figures, signs, other scripts. */
const unit = fc.constantFrom(
  'a',
  'A',
  'b',
  'n',
  's',
  '%',
  '\\',
  '1',
  '0',
  ':',
  '-',
  ' ',
  'é',
  'É',
  'ж',
  'Ж',
  '号',
  '\ud83d',
  '\ude00',
);
const literals = fc.uniqueArray(
  fc.record({ text: fc.string({ unit, minLength: 1, maxLength: 6 }), wordStart: fc.boolean(), wordEnd: fc.boolean() }),
  { selector: ({ text }) => fold(text), minLength: 1, maxLength: 30 },
);

test('finds every literal where it stands and every run of digits, in order', () => {
  fc.assert(
    fc.property(literals, fc.string({ unit, maxLength: 60 }), (wanted, text) => {
      expect(hitsOf(wanted, text)).toEqual(naive(wanted, text));
    }),
    { numRuns: 200 },
  );
});

test('reads a long text as if it were short, whatever stands where its blocks meet', () => {
  const wanted = ['needle', 'needles:', 'x', '9'].map((text) => ({
    text,
    wordStart: text === 'needle',
    wordEnd: text === 'needle',
  }));
  for (const border of [65_536, 131_072]) {
    for (let shift = -9; shift <= 2; shift += 1) {
      const before = '. '.repeat(border / 2 + 8).slice(0, border + shift);
      for (const word of ['Needles: 1999', 'aneedle 12', 'xx']) {
        const text = `${before}${word} end`;
        const hits = hitsOf(wanted, text);
        expect(hits).toEqual(naive(wanted, `  ${word} end`).map(([what, at]) => [what, at - 2 + before.length]));
      }
    }
  }
});

test.each([
  ['', 'empty'],
  ['x'.repeat(65), 'too long'],
])('refuses what it cannot hold: %j, %s', (text) => {
  expect(() => createScanner([{ text, wordStart: false, wordEnd: false }])).toThrow(RangeError);
});
