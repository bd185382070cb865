import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { FILTER_KEYS, parseFilter, tokenizeFilter } from './filter.ts';

function terms(text: string) {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.terms;
}

function failure(text: string) {
  const parsed = parseFilter(text);
  if (parsed.ok) throw new Error(`“${text}” parsed`);
  return { message: parsed.message, part: text.slice(parsed.start, parsed.end) };
}

describe('terms', () => {
  test('everything at once', () => {
    expect(terms('agent:search-agent -path:/health* status:>=400 refund "two words" last:1h')).toEqual([
      { kind: 'text', key: 'agent', value: 'search-agent', negated: false },
      { kind: 'text', key: 'path', value: '/health*', negated: true },
      { kind: 'number', key: 'status', comparison: '>=', value: 400, negated: false },
      { kind: 'word', value: 'refund', negated: false },
      { kind: 'word', value: 'two words', negated: false },
      { kind: 'age', key: 'last', value: 3_600_000, negated: false },
    ]);
  });

  test('nothing finds everything', () => {
    expect(terms('')).toEqual([]);
    expect(terms(' \t\n ')).toEqual([]);
  });

  test('quotes keep spaces, colons and minus signs', () => {
    expect(terms('agent:"my agent" "http://x" "-not negated" -"not this"')).toEqual([
      { kind: 'text', key: 'agent', value: 'my agent', negated: false },
      { kind: 'word', value: 'http://x', negated: false },
      { kind: 'word', value: '-not negated', negated: false },
      { kind: 'word', value: 'not this', negated: true },
    ]);
  });

  test('a quote that is still open reaches to the end', () => {
    expect(terms('agent:"my age')).toEqual([{ kind: 'text', key: 'agent', value: 'my age', negated: false }]);
  });

  test('a quote inside a word is a character', () => {
    expect(terms('5"x')).toEqual([{ kind: 'word', value: '5"x', negated: false }]);
  });

  test.each([
    ['status:404', '=', 404],
    ['status:=404', '=', 404],
    ['duration:>1.5', '>', 1.5],
    ['tokens:<=10', '<=', 10],
    ['STATUS:<500', '<', 500],
  ])('%s', (text, comparison, value) => {
    expect(terms(text)).toMatchObject([{ kind: 'number', comparison, value }]);
  });

  test.each([
    ['last:30s', 30_000],
    ['last:15m', 900_000],
    ['last:1h', 3_600_000],
    ['-last:7d', 604_800_000],
  ])('%s', (text, value) => {
    expect(terms(text)).toMatchObject([{ kind: 'age', key: 'last', value, negated: text.startsWith('-') }]);
  });

  test('a value with a colon belongs to its key, a number with one is a word', () => {
    expect(terms('path:/a:b 12:30')).toMatchObject([
      { kind: 'text', key: 'path', value: '/a:b' },
      { kind: 'word', value: '12:30' },
    ]);
  });

  test('a second minus sign is part of the word', () => {
    expect(terms('--x')).toEqual([{ kind: 'word', value: '-x', negated: true }]);
  });

  test.each(['verdict:Block', 'verdict:*', 'state:*error', 'state:up*', 'dialect:openai*chat', 'mode:log'])(
    '%s is one of the choices',
    (text) => {
      expect(terms(text)).toHaveLength(1);
    },
  );
});

describe('errors say what is wrong and where', () => {
  test.each([
    ['ok nonsense:1 ok', 'nonsense:1', 'There is no filter “nonsense”'],
    ['see http://x', 'http://x', 'Text with a colon goes in quotes'],
    ['constructor:1', 'constructor:1', 'There is no filter'],
    ['agent:', 'agent:', '“agent:” needs a value'],
    ['agent:""', 'agent:""', '“agent:” needs a value'],
    ['x -', '-', 'A minus sign needs a word'],
    ['x ""', '""', 'nothing between the quotes'],
    ['status:high', 'status:high', 'takes a number'],
    ['status:4*', 'status:4*', 'takes a number'],
    ['status:>-1', 'status:>-1', 'takes a number'],
    ['  last:1w', 'last:1w', 'takes an age'],
    ['-verdict:blok', '-verdict:blok', 'takes one of allow, alert, warn, mask, block'],
    ['state:*x*x', 'state:*x*x', 'takes one of'],
    ['agent:"a b"c', 'c', 'put a space behind it'],
    ['"a""b"', '"b"', 'put a space behind it'],
  ])('%s', (text, part, message) => {
    expect(failure(text).part).toBe(part);
    expect(failure(text).message).toContain(message);
  });
});

test('tokens stand where they were typed', () => {
  expect(tokenizeFilter('a  -agent:"b c"')).toEqual([
    { start: 0, end: 1, negated: false, key: null, value: 'a' },
    { start: 3, end: 15, negated: true, key: 'agent', value: 'b c' },
  ]);
});

test('every key has a help line', () => {
  for (const { help } of Object.values(FILTER_KEYS)) expect(help).not.toBe('');
});

test('any text is parsed or refused with a position inside it, and every character is accounted for', () => {
  const alphabet = fc.array(
    fc.constantFrom('a', '-', ':', '"', ' ', '*', '>', '=', '4', 'agent', 'status', 'é', '\u00a0'),
  );
  fc.assert(
    fc.property(
      alphabet.map((parts) => parts.join('')),
      (text) => {
        const covered = tokenizeFilter(text);
        let at = 0;
        for (const { start, end } of covered) {
          expect(text.slice(at, start).trim()).toBe('');
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(text.slice(at).trim()).toBe('');
        const parsed = parseFilter(text);
        if (parsed.ok) return;
        expect(parsed.start).toBeLessThan(parsed.end);
        expect(parsed.end).toBeLessThanOrEqual(text.length);
      },
    ),
    { numRuns: 500 },
  );
});
