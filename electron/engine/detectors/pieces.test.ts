import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';

import { inspect } from './index.ts';
import { MARGIN, PIECE, piecesOf } from './pieces.ts';

const say = (text: string) => [{ role: 'tool', pointer: '', text }] as const;

test('every place belongs to one piece, which sees its surroundings and splits no character', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3 * PIECE }),
      fc.constantFrom('word ', 'x', '😀', 'line\n'),
      (length, unit) => {
        const text = unit.repeat(Math.ceil(length / unit.length));
        let at = 0;
        for (const { start, end, from, to } of piecesOf(text)) {
          expect(from).toBe(at);
          at = to;
          expect(end - start).toBeLessThanOrEqual(PIECE + 3 * MARGIN);
          expect(from - start).toBeGreaterThanOrEqual(from === 0 ? 0 : MARGIN);
          expect(end - to).toBeGreaterThanOrEqual(Math.min(text.length - to, MARGIN - 256));
          for (const border of [start, end, from, to]) expect(text.codePointAt(border) ?? 0).not.toSatisfy(isLow);
        }
        expect(at).toBe(text.length);
      },
    ),
    { numRuns: 50 },
  );
});

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

test('what stands on a border is found once, wherever it stands', () => {
  const filler = 'The quick brown fox jumps over the lazy dog. ';
  const mail = 'jane.doe@orion-labs.org';
  for (let shift = -30; shift <= 30; shift += 3) {
    const before = filler.repeat(PIECE / filler.length + 1).slice(0, PIECE + shift);
    const text = `${before} ${mail} ${filler.repeat(3_000)}`;
    const { findings, partial } = inspect(say(text), { side: 'request' });
    expect(partial).toBe(false);
    expect(findings.map(({ type, start }) => [type, start])).toEqual([['email', before.length + 1]]);
  }
});

test('inside one huge text a deadline ends the scan after the piece it falls in; what was found by then stands', () => {
  const text = `jane.doe@orion-labs.org ${'lorem ipsum dolor sit amet '.repeat(200_000)} john.doe@orion-labs.org`;
  // A clock of our own: each look at it is 10 ms later.
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 10));
  onTestFinished(() => clock.mockRestore());
  const { findings, partial } = inspect(say(text), { side: 'request', deadlineMs: 15 });
  expect(partial).toBe(true);
  expect(findings.map(({ start }) => start)).toEqual([0]);
});
