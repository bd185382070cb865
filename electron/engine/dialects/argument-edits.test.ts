import { describe, expect, test } from 'vitest';

import { JsonStringState, fitArgumentEdits } from './argument-edits.ts';

function edited(text: string, found: readonly (readonly [string, string])[], before = ''): string {
  const state = new JsonStringState();
  state.pass(before);
  const edits = found.map(([what, replacement]) => {
    const start = text.indexOf(what);
    return { start, end: start + what.length, replacement };
  });
  let out = '';
  let at = 0;
  for (const { start, end, replacement } of fitArgumentEdits(text, edits, state)) {
    out += text.slice(at, start) + replacement;
    at = end;
  }
  return out + text.slice(at);
}

describe('fitArgumentEdits', () => {
  test.each([
    ['in a string', '{"a":"x 1234 y"}', [['1234', '[N]']], '{"a":"x [N] y"}'],
    ['escaped again', '{"a":"x"}', [['x', 'say "hi"\n']], '{"a":"say \\"hi\\"\\n"}'],
    ['a number goes whole', '{"a": -12345.6e7, "b":1}', [['2345', '[N]']], '{"a": "[N]", "b":1}'],
    ['after an escaped quote', '{"a":"\\"1234"}', [['1234', '[N]']], '{"a":"\\"[N]"}'],
    ['never over the closing quote', '{"a":"1234","b":2}', [['1234","b', '[N]']], '{"a":"[N]","b":2}'],
    [
      'two of them',
      '{"a":1234,"b":"5678"}',
      [
        ['1234', '[A]'],
        ['5678', '[B]'],
      ],
      '{"a":"[A]","b":"[B]"}',
    ],
    [
      'two in one number',
      '[123456]',
      [
        ['12', '[A]'],
        ['56', '[B]'],
      ],
      '["[A]"]',
    ],
  ] as const)('%s', (_, text, found, expected) => {
    expect(edited(text, found)).toBe(expected);
    expect(() => JSON.parse(expected) as unknown).not.toThrow();
  });

  test('a piece knows where it begins', () => {
    expect(edited('12345"}', [['12345', '[N]']], '{"a":"x\\" ')).toBe('[N]"}');
    expect(edited('12345}', [['12345', '[N]']], '{"a":"x\\"",')).toBe('"[N]"}');
  });
});
