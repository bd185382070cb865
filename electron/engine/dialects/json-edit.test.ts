import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { JsonValue } from '../../../shared/json.ts';
import { editStrings, removeMembers, replaceValues } from './json-edit.ts';
import { pointerStep } from './json-scan.ts';

const edit = (pointer: string, start: number, end: number, replacement: string) => ({
  pointer,
  start,
  end,
  replacement,
});

describe('editStrings', () => {
  test('changes the span and no other byte', () => {
    const json = '{ "n" : 1e400, "big":12345678901234567890 ,\n\t"t":"caf\\u00e9 \\/ mail a@b.example now" }';
    expect(editStrings(json, [edit('/t', 12, 23, '[EMAIL]')])).toBe(json.replace('a@b.example', '[EMAIL]'));
  });

  test('counts UTF-16 units, whatever the escapes', () => {
    expect(editStrings('["\\ud83d\\ude00\\n😀x"]', [edit('/0', 5, 6, '"y\n')])).toBe('["\\ud83d\\ude00\\n😀\\"y\\n"]');
    expect(editStrings('["a\\\\b"]', [edit('/0', 1, 2, '-')])).toBe('["a-b"]');
  });

  test('several spans of several strings, given in any order', () => {
    const json = '{"a":"0123456789","b":["x","abc"]}';
    expect(editStrings(json, [edit('/a', 8, 10, 'Z'), edit('/b/1', 0, 3, ''), edit('/a', 0, 2, 'A')])).toBe(
      '{"a":"A234567Z","b":["x",""]}',
    );
  });

  test('edits the last of duplicate keys, the one JSON.parse reads', () => {
    expect(editStrings('{"a":"one","a":"two"}', [edit('/a', 0, 3, 'X')])).toBe('{"a":"one","a":"X"}');
    expect(editStrings('{"m":{"a":"one"},"m":{"a":"two"}}', [edit('/m/a', 0, 3, 'X')])).toBe(
      '{"m":{"a":"one"},"m":{"a":"X"}}',
    );
    // The last `m` has no `a`: what the first had is not there for a reader.
    expect(editStrings('{"m":{"a":"one"},"m":{}}', [edit('/m/a', 0, 3, 'X')])).toBeNull();
    expect(editStrings('{"m":{"a":"one"},"m":[]}', [edit('/m/a', 0, 3, 'X')])).toBeNull();
  });

  test('keys with escapes, slashes and tildes', () => {
    expect(editStrings('{"a\\u002fb~":"v"}', [edit('/a~1b~0', 0, 1, 'w')])).toBe('{"a\\u002fb~":"w"}');
    expect(editStrings('{"":"v"}', [edit('/', 0, 1, 'w')])).toBe('{"":"w"}');
    expect(editStrings('"whole"', [edit('', 0, 5, 'w')])).toBe('"w"');
  });

  test.each([
    ['a pointer to nothing', '{"a":"x"}', '/b'],
    ['a pointer to a word', '{"a":true}', '/a'],
    ['a pointer to an object', '{"a":{}}', '/a'],
    ['a pointer that is none', '{"a":"x"}', 'a'],
    ['a bad escape in a pointer', '{"~2":"x"}', '/~2'],
    ['text after the value', '{"a":"x"} y', '/a'],
    ['a cut value', '{"a":"x"', '/a'],
    ['nothing', '', '/a'],
    ['a control character', '{"a":"x\u0001"}', '/a'],
    ['a trailing comma', '{"a":"x",}', '/a'],
    ['a leading zero', '{"a":"x","b":01}', '/a'],
    ['a bare word', '{"a":"x","b":nul}', '/a'],
    ['a bad escape', '{"a":"x","b":"\\q"}', '/a'],
    ['a cut escape', '{"a":"x","b":"\\u00', '/a'],
  ])('null for %s', (_, json, pointer) => {
    expect(editStrings(json, [edit(pointer, 0, 1, 'X')])).toBeNull();
  });

  test('null for spans that overlap or leave the string', () => {
    expect(editStrings('["abcdef"]', [edit('/0', 0, 3, ''), edit('/0', 2, 4, '')])).toBeNull();
    expect(editStrings('["abc"]', [edit('/0', 2, 4, '')])).toBeNull();
    expect(editStrings('["abc"]', [edit('/0', 3, 2, '')])).toBeNull();
  });

  test('no nesting is too deep', () => {
    const depth = 100_000;
    const json = '['.repeat(depth) + '"deep"' + ']'.repeat(depth);
    expect(editStrings(json, [edit('/0'.repeat(depth), 0, 4, 'X')])).toBe(json.replace('deep', 'X'));
    expect(editStrings('['.repeat(depth), [edit('/0', 0, 1, 'X')])).toBeNull();
  });

  test('says JSON exactly where JSON.parse does', () => {
    const pieces = fc.constantFrom(
      ...'{}[]:,"\\ \t\n0123.-+eE'.split(''),
      'true',
      'null',
      '"a"',
      '"a":',
      '\\u0041',
      'u',
      'é',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
          fc.json(),
        ),
        (json) => {
          let valid = true;
          try {
            JSON.parse(json);
          } catch {
            valid = false;
          }
          expect(editStrings(json, []) === json).toBe(valid);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('the edited text parses to the edited value, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.nat(), fc.nat(), (value, replacement, a, b) => {
        const strings = allStrings(value as JsonValue, '');
        const [pointer, text] = strings[a % Math.max(1, strings.length)] ?? [];
        if (pointer === undefined || text === undefined) return;
        const start = Math.min(a, b) % (text.length + 1);
        const end = Math.max(start, b % (text.length + 1));
        const json = JSON.stringify(value, null, a % 3);
        const edited = editStrings(json, [edit(pointer, start, end, replacement)]);
        const again = allStrings(JSON.parse(edited ?? 'null') as JsonValue, '');
        expect(again.length).toBe(strings.length);
        expect(new Map(again).get(pointer)).toBe(text.slice(0, start) + replacement + text.slice(end));
      }),
    );
  });

  test('one pass over a megabyte with a thousand edits', () => {
    const json = JSON.stringify(Array.from({ length: 1000 }, (_, index) => `${index}:${'x\n'.repeat(500)}`));
    const edits = Array.from({ length: 1000 }, (_, index) => edit(`/${index}`, 0, 1, '#'));
    const edited = editStrings(json, edits);
    expect(JSON.parse(edited ?? '[]')).toHaveLength(1000);
  });
});

function allStrings(value: JsonValue, pointer: string): [string, string][] {
  if (typeof value === 'string') return [[pointer, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => allStrings(item, `${pointer}/${pointerStep(key)}`));
}

describe('removeMembers', () => {
  test.each([
    ['first', '{ "a":1, "b":2 }', ['/a'], '{ "b":2 }'],
    ['last', '{ "a":1, "b":2 }', ['/b'], '{ "a":1 }'],
    ['middle', '{"a":1 ,\n"b":2 ,\n"c":3}', ['/b'], '{"a":1 ,\n"c":3}'],
    ['all', '{"a":1,"b":2}', ['/a', '/b'], '{}'],
    ['the last two', '{"a":1,"b":2,"c":3}', ['/b', '/c'], '{"a":1}'],
    ['first and last', '{"a":1,"b":2,"c":3}', ['/a', '/c'], '{"b":2}'],
    ['only', '{"m":{ "agent_name": "x" },"z":1.0}', ['/m/agent_name'], '{"m":{  },"z":1.0}'],
    ['nothing there', '{"m":{"x": 1}}', ['/m/agent_name', '/q/r'], '{"m":{"x": 1}}'],
    ['an item is no member', '["a","b"]', ['/0'], '["a","b"]'],
    ['every duplicate', '{"a":1,"b":2,"a":3}', ['/a'], '{"b":2}'],
    ['below every duplicate', '{"m":{"a":1},"m":{"b":2,"a":3}}', ['/m/a'], '{"m":{},"m":{"b":2}}'],
    ['parent and child', '{"m":{"a":1,"b":2},"n":3}', ['/m/a', '/m'], '{"n":3}'],
  ])('%s', (_, json, pointers, expected) => {
    expect(removeMembers(json, pointers)).toBe(expected);
  });

  test('null when it is not JSON or the whole is meant', () => {
    expect(removeMembers('{"a":1', ['/a'])).toBeNull();
    expect(removeMembers('{"a":1}', [''])).toBeNull();
  });

  test('what is left is JSON, without the members and otherwise the same', () => {
    const key: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'c', 'd');
    const object = fc.dictionary(key, fc.oneof(fc.nat(), fc.dictionary(key, fc.nat())));
    fc.assert(
      fc.property(object, fc.uniqueArray(key), (value, gone) => {
        const left = removeMembers(
          JSON.stringify(value, null, 1),
          gone.map((name) => `/${name}`),
        );
        const expected = Object.fromEntries(Object.entries(value).filter(([name]) => !gone.includes(name)));
        expect(JSON.parse(left ?? 'null')).toEqual(expected);
      }),
    );
  });
});

describe('replaceValues', () => {
  test('replaces values of any kind', () => {
    expect(
      replaceValues('{"a": [1, {"b":"x"}], "c":null}', [
        { pointer: '/a/1', json: '{"z":0}' },
        { pointer: '/c', json: '[1]' },
      ]),
    ).toBe('{"a": [1, {"z":0}], "c":[1]}');
  });

  test('null when a value is missing or inside another', () => {
    expect(replaceValues('{"a":1}', [{ pointer: '/b', json: '1' }])).toBeNull();
    expect(
      replaceValues('{"a":{"b":1}}', [
        { pointer: '/a', json: '1' },
        { pointer: '/a/b', json: '1' },
      ]),
    ).toBeNull();
  });
});
