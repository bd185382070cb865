import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LARGEST, pack, unpack } from './packed.ts';

const number = fc.integer({ min: -LARGEST, max: LARGEST });
/** Most are small, as weights are. */
const numbers = fc.array(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -2, max: 2 }) }, number), {
  maxLength: 600,
});

test('numbers come back as they were', () => {
  fc.assert(
    fc.property(numbers, fc.nat(300), (list, common) => {
      const pairs = Int8Array.from(list.slice(0, list.length - (list.length % 2)));
      expect(unpack(pack(pairs, common), pairs.length / 2, common)).toEqual(pairs);
    }),
  );
});

test('what the first number says of the second costs no second time', () => {
  const first = Array.from({ length: 4_000 }, (_, at) => ((at * 7_919) % 11) - 5);
  const alike = Int8Array.from(first.flatMap((value) => [value, value]));
  const bits = (4_000 * Math.log2(11)) / 6;
  expect(pack(alike, 4_000).length).toBeLessThan(bits * 1.05 + 200);
});

test('a file of another size or with a letter changed is refused', () => {
  const pairs = Int8Array.from({ length: 2_000 }, (_, at) => ((at * 31) % 9) - 4);
  const text = pack(pairs, 1_000);
  expect(() => unpack(text, 999, 999)).toThrow(RangeError);
  expect(() => unpack(text, 1_001, 1_001)).toThrow(RangeError);
  const middle = Math.floor(text.length / 2);
  const other = `${text.slice(0, middle)}${text[middle] === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`;
  expect(() => unpack(other, 1_000, 1_000)).toThrow(RangeError);
});
