import { hash } from 'node:crypto';

import { expect, test } from 'vitest';

import { Sightings } from './sightings.ts';

const digest = (text: string) => hash('sha256', text, 'base64');

test('a hash is new once', () => {
  const seen = new Sightings();
  expect([seen.meet(digest('a')), seen.meet(digest('b'))]).toEqual([false, false]);
  expect([seen.meet(digest('a')), seen.meet(digest('b')), seen.meet(digest('a'))]).toEqual([true, true, true]);
});

test('of ten thousand that are new none is taken for another, and the last of them are known', () => {
  const seen = new Sightings();
  let before = 0;
  for (let at = 0; at < 10_000; at += 1) if (seen.meet(digest(`text ${at}`))) before += 1;
  expect(before).toBe(0);
  let known = 0;
  for (let at = 9_500; at < 10_000; at += 1) if (seen.meet(digest(`text ${at}`))) known += 1;
  expect(known).toBeGreaterThan(400);
});

test('numbers of 32 bits are as good', () => {
  const seen = new Sightings();
  const numbers = [1, 0xffff_ffff, 0x8000_0001, 4_097];
  expect(numbers.map((hash) => seen.meetNumber(hash))).toEqual([false, false, false, false]);
  expect(seen.meetNumber(0xffff_ffff)).toBe(true);
});
