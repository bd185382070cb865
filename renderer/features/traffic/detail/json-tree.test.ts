import fc from 'fast-check';
import { expect, test } from 'vitest';

import { type JsonNode, colourJson, keepsNumbers, parseJsonTree, textsOf } from './json-tree.ts';
import { prettyJson } from './pretty-json.ts';

/** Back to text, to compare with JSON.stringify. */
function write(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return `{${node.entries.map(({ key, value }) => `${JSON.stringify(key)}:${write(value)}`).join(',')}}`;
    case 'array':
      return `[${node.items.map(write).join(',')}]`;
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
    case 'literal':
      return node.source;
  }
}

test('any JSON comes back as it was', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const tree = parseJsonTree(text);
      expect(tree).not.toBeNull();
      expect(JSON.parse(tree === null ? '' : write(tree))).toEqual(JSON.parse(text));
    }),
  );
});

test('what JSON.parse refuses is refused, what it takes is taken', () => {
  const accepts = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', 'null', ' ')).map((parts) => parts.join('')),
      (text) => {
        expect(parseJsonTree(text) !== null).toBe(accepts(text));
      },
    ),
  );
});

test('double keys, big numbers and their spelling stay', () => {
  const text = '{"a":12345678901234567890,"a":1.0}';
  const tree = parseJsonTree(text);
  expect(tree === null ? '' : write(tree)).toBe(text);
});

test('strings and numbers know their pointer and their place', () => {
  const text = '{"a/b":["x",{"~":"y\\n"}, true, -12345678901234567890 ]}';
  const tree = parseJsonTree(text);
  const found = tree === null ? [] : [...textsOf(tree)];
  expect(found.map(({ pointer, value }) => [pointer, value])).toEqual([
    ['/a~1b/0', 'x'],
    ['/a~1b/1/~0', 'y\n'],
    ['/a~1b/3', '-12345678901234567890'],
  ]);
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([
    '"x"',
    String.raw`"y\n"`,
    '-12345678901234567890',
  ]);
});

test('hostile nesting is no tree, and no stack overflow', () => {
  expect(parseJsonTree('['.repeat(10_000) + ']'.repeat(10_000))).toBeNull();
});

test('colours never change the text, complete or cut', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      expect(
        colourJson(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }),
  );
  expect(colourJson('{"a":"b').map(({ kind }) => kind)).toEqual(['punct', 'key', 'punct', 'string']);
});

test('re-indenting changes nothing but spaces', () => {
  expect(prettyJson('{"order":"A-1"}')).toBe('{ "order": "A-1" }');
  expect(prettyJson('{"n":12345678901234567890}')).toBe('{"n":12345678901234567890}');
  expect(prettyJson('{"q":"a,\\"b"}')).toBe('{ "q": "a,\\"b" }');
  expect(prettyJson('{"a":[1,{"b":null}],"c":{},"d":[]}')).toBe('{ "a": [1, { "b": null }], "c": {}, "d": [] }');
  expect(prettyJson('not json')).toBe('not json');
  expect(keepsNumbers('[1.0]', [1])).toBe(false);
});
