import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { MAX_SPANS, compilePattern, createWordFinder } from '../../detectors/index.ts';
import { createTopicFinder } from './topic.ts';

const found = (find: (text: string) => readonly { start: number; end: number }[], text: string) =>
  find(text).map(({ start, end }) => text.slice(start, end));

function occurrences(text: string, word: string): [number, number][] {
  const all: [number, number][] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) all.push([at, at + word.length]);
  return all;
}

describe('word lists', () => {
  const words = (list: readonly string[], over: { caseSensitive?: boolean; wholeWords?: boolean } = {}) =>
    createWordFinder(list, { caseSensitive: false, wholeWords: true, ...over }).find;

  test.each([
    [['orion'], 'Project Orion, ORION; orions', ['Orion', 'ORION']],
    [['acme corp'], 'the Acme Corp. offer', ['Acme Corp']],
    [['she', 'he', 'hers'], 'she said hers, not he', ['she', 'hers', 'he']],
    [['c++'], 'I like C++ and c++17', ['C++', 'c++']],
    [['größe'], 'GRÖSSE Größe', ['Größe']],
    [['北京'], '我住在北京市', ['北京']],
    [['naïve'], 'a naïve one', ['naïve']],
    [['x'], 'x_y x-y 😀x😀', ['x', 'x']],
    [[''], 'anything', []],
    [[], 'anything', []],
  ])('%j in %j', (list, text, hits) => {
    expect(found(words(list), text)).toEqual(hits);
  });

  test('banned substrings are found inside words', () => {
    expect(found(words(['orion'], { wholeWords: false }), 'ORIONS and superorion')).toEqual(['ORION', 'orion']);
  });

  test('with attention to case', () => {
    expect(found(words(['Orion'], { caseSensitive: true }), 'orion Orion')).toEqual(['Orion']);
  });

  test('words that overlap are one span', () => {
    expect(found(words(['new', 'new york', 'york city'], { wholeWords: false }), 'new york city')).toEqual([
      'new york city',
    ]);
  });

  test('a letter that grows in lower case does not shift the place', () => {
    expect(found(words(['orion']), 'İİİ orion')).toEqual(['orion']);
  });

  test('finds what a search word by word finds', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 40 });
    const list = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(list, letters, (some, text) => {
        const spans = words(some, { wholeWords: false })(text);
        const covered = (at: number) => spans.some(({ start, end }) => start <= at && at < end);
        // Every occurrence of every word, and nothing else, is covered.
        const all = some.flatMap((word) => occurrences(text, word));
        for (let at = 0; at < text.length; at += 1) {
          expect(covered(at)).toBe(all.some(([start, end]) => start <= at && at < end));
        }
      }),
    );
  });

  test.each([
    ['see the new yo', 6],
    ['see the new york', 8],
    ['see the new yorker', 0],
    ['renew', 3],
    ['', 0],
  ])('of %j the last %d may become a word', (text, length) => {
    expect(
      createWordFinder(['New York', 'york city'], { caseSensitive: false, wholeWords: true }).openLength(text),
    ).toBe(length);
  });

  test('10,000 words cost one pass', () => {
    const list = Array.from({ length: 10_000 }, (_, index) => `word-${index.toString(36)}-filter`);
    const find = words(list);
    const text = `${'lorem ipsum dolor sit amet '.repeat(1_000)}word-7pr-filter`;
    expect(found(find, text)).toEqual(['word-7pr-filter']);
  });

  test('more matches than are told apart: the last span reaches to the end, so that nothing is left uncovered', () => {
    const text = 'bad '.repeat(MAX_SPANS + 50);
    const spans = words(['bad'])(text);
    expect(spans).toHaveLength(MAX_SPANS);
    expect(spans.at(-1)).toMatchObject({ end: text.length });
  });
});

describe('patterns', () => {
  const pattern = (source: string, caseSensitive = false) => {
    const compiled = compilePattern(source, caseSensitive);
    if (!compiled.ok) throw new Error(compiled.message);
    return compiled.find;
  };

  test.each([
    ['ORION-\\d{2}', 'orion-12, ORION-345', ['orion-12', 'ORION-34']],
    ['^ticket: \\w+$', 'a\nTicket: x1\nb', ['Ticket: x1']],
    ['\\p{Greek}+', 'abc αβγ', ['αβγ']],
    ['😀+', 'a 😀😀 b', ['😀😀']],
  ])('%s in %j', (source, text, hits) => {
    expect(found(pattern(source), text)).toEqual(hits);
  });

  test('with attention to case', () => {
    expect(found(pattern('Orion', true), 'orion Orion')).toEqual(['Orion']);
  });

  test.each([
    ['(', 0, /missing closing/],
    ['\\((a)[(]b(c', 9, /missing closing/],
    ['ab[z-a]', 3, /invalid character class range/],
    ['x**', 1, /repetition/],
    ['a(?=b)', 1, /look-ahead and look-behind are not supported/],
    ['a(?<!b)c', 1, /look-ahead and look-behind are not supported/],
    ['(a)\\1', 3, /back-references are not supported/],
    ['a{5000}', 1, /repeat count/],
    ['a*', 0, /matches the empty text/],
    ['', 0, /matches the empty text/],
  ])('%s is refused at %d', (source, offset, message) => {
    const compiled = compilePattern(source, false);
    expect(compiled).toMatchObject({ ok: false, offset });
    expect(compiled.ok ? '' : compiled.message).toMatch(message);
  });

  test('never throws, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('ab(){}[]*+?|\\^$.1,:<=!-dwp')), maxLength: 20 }),
        fc.string(),
        (source, text) => {
          const compiled = compilePattern(source, false);
          if (compiled.ok) for (const { start, end } of compiled.find(text)) expect(end).toBeGreaterThan(start);
        },
      ),
    );
  });

  test.each(['(a+)+$', '(x+x+)+y', '(a|aa)+c', '(.*a){20}b'])('%s cannot be made slow', (source) => {
    const find = pattern(source);
    // A backtracking engine would not come back from these within the age of the universe.
    expect(find(`${'a'.repeat(20_000)}!`).length).toBeLessThanOrEqual(MAX_SPANS);
    expect(find('x'.repeat(20_000))).toEqual([]);
  });

  test('more matches than are told apart: the last span reaches to the end', () => {
    const text = 'id-1 '.repeat(MAX_SPANS + 50);
    const spans = pattern('id-\\d')(text);
    expect(spans).toHaveLength(MAX_SPANS);
    expect(spans.at(-1)).toMatchObject({ end: text.length });
  });
});

describe('topics', () => {
  const investment = createTopicFinder('Investment advice', [
    'Which stocks should I buy?',
    'Is it a good time to invest in bitcoin?',
    'Sollte ich jetzt Aktien kaufen?',
  ]);

  test.each([
    'I need some investment advice.',
    'Can you advise on investments? My advice on investing: wait.',
    'Tell me which stock to buy today',
    'sollten wir Aktien von ACME kaufen?',
    'Is this a good time for investing in Bitcoin, or later?',
  ])('about it: %s', (text) => {
    expect(investment(text)).not.toEqual([]);
  });

  test.each([
    'Which shoes should I buy for running?',
    'The livestock is in the barn.',
    'What is a good time to call?',
    'Advice on cooking pasta, please.',
    `The investment bank is old.${' filler'.repeat(40)} Some advice on tea.`,
    '',
  ])('not about it: %s', (text) => {
    expect(investment(text)).toEqual([]);
  });

  test('the span holds the telling words', () => {
    const text = 'Hello there. Which stocks should we buy? Thanks.';
    expect(found(investment, text)).toEqual(['stocks should we buy']);
  });

  test('scripts without spaces', () => {
    const find = createTopicFinder('投资建议', ['应该买哪只股票']);
    expect(find('请给我一些投资建议')).not.toEqual([]);
    expect(find('今天天气很好')).toEqual([]);
  });

  test('spans never overlap and stay inside the text', () => {
    const word = fc.constantFrom('stocks', 'buy', 'bitcoin', 'invest', 'time', 'good', 'the', 'a', '.');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const text = words.join(' ');
        let at = 0;
        for (const { start, end, confidence } of investment(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(confidence).toBeLessThanOrEqual(1);
          at = end;
        }
      }),
    );
  });
});
