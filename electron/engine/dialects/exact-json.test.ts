import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import { copyJson, createTextReader, digitsOf, parseExactly, writeExactly } from './exact-json.ts';

const BIG = '4000000000000000006123456';

describe('whole numbers keep their digits', () => {
  test.each([
    [`{"a":${BIG}}`, BIG],
    [`{"a": -${BIG} }`, `-${BIG}`],
    ['{"a":9007199254740993}', '9007199254740993'],
    ['{"a":9007199254740991}', '9007199254740991'],
    ['{"a":4111111111111111.0}', '4111111111111111'],
    ['{"a":4.111111111111111e15}', '4111111111111111'],
    ['{"a":1}', '1'],
    ['{"a":0.5}', null],
    ['{"a":1e400}', null],
    ['{"a":"12"}', null],
    ['{"a":true}', null],
  ])('%s', (json, digits) => {
    expect(digitsOf((parseExactly(json) as JsonObject)['a'])).toBe(digits);
  });

  test('and are written as they came', () => {
    const json = `{"a":[${BIG},{"b":-${BIG},"c":"x: ${BIG}"}],"d":1.5}`;
    const value = parseExactly(json);
    expect(JSON.stringify(value)).toBe(json);
    expect(JSON.stringify(copyJson(value))).toBe(json);
  });

  test('wherever they stand', () => {
    for (let before = 0; before < 40; before += 1) {
      const json = `{"x":${'1'.repeat(before % 16 || 1)},"p":"${'0'.repeat(before)}","a":[ -9007199254740993]}`;
      expect(JSON.stringify(parseExactly(json))).toBe(json.replace(' ', ''));
    }
  });

  test('everything else is what JSON.parse says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.stringify(value);
        expect(JSON.stringify(parseExactly(json))).toBe(json);
        expect(JSON.stringify(copyJson(parseExactly(json)))).toBe(json);
      }),
    );
    expect(() => parseExactly('{"a":}')).toThrow(SyntaxError);
  });

  test('too deep for its reviver it is still read', () => {
    const json = `${'['.repeat(100_000)}${BIG}${']'.repeat(100_000)}`;
    expect(Array.isArray(parseExactly(json))).toBe(true);
  });
});

test('texts and numbers at their pointers', () => {
  const read = createTextReader(`{"a":{"b/c":["x",${BIG},7,true,null,0.5]}}`);
  const at = (pointer: string): JsonValue => read(pointer);
  expect(['/a/b~1c/0', '/a/b~1c/1', '/a/b~1c/2'].map(at)).toEqual(['x', BIG, '7']);
  expect(['/a', '/a/b~1c/3', '/a/b~1c/4', '/a/b~1c/5', '/a/b~1c/9', '/b', '/a/b~1c/0/0'].map(at)).toEqual(
    Array.from({ length: 7 }, () => null),
  );
  expect(createTextReader('not JSON')('')).toBe('not JSON');
  expect(createTextReader('not JSON')('/a')).toBeNull();
  expect(createTextReader('"text"')('')).toBe('text');
});

test('what is nested too deep for JSON.stringify is written alike', () => {
  const inner = '{"a":[1,"\\ud800",null,true,{}],"__proto__":{"long":12345678901234567890},"b\\"":[]}';
  const deep = `${'{"k":['.repeat(50_000)}${inner}${']}'.repeat(50_000)}`;
  expect(writeExactly(JSON.parse(deep) as JsonValue)).toBe(
    deep.replace('12345678901234567890', '12345678901234567000'),
  );
  expect(writeExactly(parseExactly(inner))).toBe(inner);
});
