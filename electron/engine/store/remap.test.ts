import fc from 'fast-check';
import { expect, test } from 'vitest';

import { applyReplacements, inferReplacements, mergeReplacements, remapSpan } from './remap.ts';

const span = (text: string, part: string) => {
  const start = text.indexOf(part);
  return { start, end: start + part.length };
};

test('a span behind a replacement moves with the text', () => {
  const text = 'key ABCDEFGH and mail j@example.com';
  const replacements = [{ ...span(text, 'ABCDEFGH'), text: '[k]' }];
  const moved = remapSpan(span(text, 'j@example.com'), replacements);
  expect(applyReplacements(text, replacements).slice(moved.start, moved.end)).toBe('j@example.com');
});

test('a span before a replacement stays', () => {
  expect(remapSpan({ start: 0, end: 3 }, [{ start: 4, end: 12, text: '[k]' }])).toEqual({ start: 0, end: 3 });
  expect(remapSpan({ start: 0, end: 4 }, [{ start: 4, end: 12, text: '[k]' }])).toEqual({ start: 0, end: 4 });
});

test('the span that was replaced is its placeholder', () => {
  expect(remapSpan({ start: 4, end: 12 }, [{ start: 4, end: 12, text: '[secret.x]' }])).toEqual({ start: 4, end: 14 });
});

test('a span inside, around or across covers the whole placeholder', () => {
  const replacements = [{ start: 10, end: 20, text: '[k]' }];
  expect(remapSpan({ start: 12, end: 15 }, replacements)).toEqual({ start: 10, end: 13 });
  expect(remapSpan({ start: 5, end: 15 }, replacements)).toEqual({ start: 5, end: 13 });
  expect(remapSpan({ start: 15, end: 25 }, replacements)).toEqual({ start: 10, end: 18 });
  expect(remapSpan({ start: 5, end: 25 }, replacements)).toEqual({ start: 5, end: 18 });
});

test('a span over two replacements reaches from the first to the last', () => {
  const replacements = [
    { start: 0, end: 4, text: '[a]' },
    { start: 8, end: 12, text: '[bb]' },
  ];
  expect(remapSpan({ start: 2, end: 10 }, replacements)).toEqual({ start: 0, end: 11 });
  expect(remapSpan({ start: 12, end: 14 }, replacements)).toEqual({ start: 11, end: 13 });
});

test('overlapping replacements become one', () => {
  expect(
    mergeReplacements([
      { start: 8, end: 12, text: '[c]' },
      { start: 0, end: 6, text: '[a]' },
      { start: 4, end: 9, text: '[b]' },
      { start: 20, end: 21, text: '[d]' },
    ]),
  ).toEqual([
    { start: 0, end: 12, text: '[a]' },
    { start: 20, end: 21, text: '[d]' },
  ]);
});

test('what was replaced is found again from the two texts', () => {
  const before = 'use [jwt] and KEYKEYKEY or PASSWORD now';
  const after = 'use [jwt] and [secret.key] or [password] now';
  expect(inferReplacements(before, after)).toEqual([
    { ...span(before, 'KEYKEYKEY'), text: '[secret.key]' },
    { ...span(before, 'PASSWORD'), text: '[password]' },
  ]);
  expect(inferReplacements(before, before)).toEqual([]);
  expect(inferReplacements('one text', 'another text')).toBeNull();
  expect(inferReplacements('abc', '[x]')).toEqual([{ start: 0, end: 3, text: '[x]' }]);
  expect(inferReplacements('abc', 'abcd')).toBeNull();
});

test('a remapped span never leaves the text, and one that touches nothing keeps its words', () => {
  const pieces = fc.array(
    fc.record({ keep: fc.stringMatching(/^[a-z ]{0,6}$/), drop: fc.stringMatching(/^[A-Z]{1,6}$/) }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(pieces, fc.nat(), fc.nat(), (parts, a, b) => {
      let text = '';
      const replacements = parts.map(({ keep, drop }) => {
        text += keep;
        const start = text.length;
        text += drop;
        return { start, end: text.length, text: '[p]' };
      });
      const [start = 0, end = 0] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
      fc.pre(start < end);
      const after = applyReplacements(text, replacements);
      const moved = remapSpan({ start, end }, replacements);
      expect(moved.start).toBeGreaterThanOrEqual(0);
      expect(moved.start).toBeLessThan(moved.end);
      expect(moved.end).toBeLessThanOrEqual(after.length);
      if (replacements.every((one) => end <= one.start || start >= one.end)) {
        expect(after.slice(moved.start, moved.end)).toBe(text.slice(start, end));
      } else {
        expect(after.slice(moved.start, moved.end)).toContain('[p]');
      }
    }),
  );
});
