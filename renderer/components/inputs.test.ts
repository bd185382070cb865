import { describe, expect, test } from 'vitest';

import { offsetOf } from './code-editor.tsx';
import { numberOf } from './number-input.tsx';
import { entriesOf } from './tags-input.tsx';

test('what is typed or pasted becomes entries, each once', () => {
  expect(entriesOf('a, b,,a', ['b'], true)).toEqual(['a']);
  expect(entriesOf('one\r\n two \n\none', [], true)).toEqual(['one', 'two']);
  expect(entriesOf('never, ever', [], false)).toEqual(['never, ever']);
});

describe('numbers', () => {
  test.each([
    ['4096', 4_096],
    [' 4,096 ', 4_096],
    ['0', null],
    ['1e3', null],
    ['-1', null],
    ['1.5', null],
    ['', null],
    ['99999999999', null],
  ])('%j is %s', (text, value) => {
    expect(numberOf(text, 1, 10_000_000, false)).toBe(value);
  });

  test('fractions where they are allowed', () => {
    expect(numberOf('.7', 0, 1, true)).toBe(0.7);
    expect(numberOf('1.01', 0, 1, true)).toBeNull();
  });
});

test('a line and a column lead into the text, and never beyond it', () => {
  const text = '{\n  "a": 1\n}';
  expect(text.slice(offsetOf(text, 2, 3), offsetOf(text, 2, 6))).toBe('"a"');
  expect(offsetOf(text, 9, 1)).toBe(text.length);
  expect(offsetOf(text, 3, 90)).toBe(text.length);
});
