import { expect, test } from 'vitest';

import { FieldNames, endToEndHeaders, headerOf, toHeaderList } from './headers.ts';

test('order, case and repeated fields stay as they were', () => {
  const raw = ['X-B', '2', 'x-a', '1', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'];
  expect(endToEndHeaders(raw)).toEqual(raw);
});

test('hop-by-hop fields and those that Connection names are removed', () => {
  const raw = [
    'Connection',
    'keep-alive, X-Mine',
    'X-Mine',
    '1',
    'Keep-Alive',
    'timeout=5',
    'TE',
    'trailers',
    'A',
    '1',
  ];
  expect(endToEndHeaders(raw)).toEqual(['A', '1']);
});

test('Connection: close names no field called close', () => {
  expect(endToEndHeaders(['Connection', 'close', 'Close', '1'])).toEqual(['Close', '1']);
});

test('what the caller drops is dropped in any case', () => {
  expect(
    endToEndHeaders(['Host', 'a', 'X-Sluice-Token', 'b', 'C', 'd'], new FieldNames(['host', 'x-sluice-token'])),
  ).toEqual(['C', 'd']);
});

test('headerOf finds the first, whatever its case', () => {
  expect(headerOf(['A', '1', 'CONTENT-TYPE', 'x', 'content-type', 'y'], 'content-type')).toBe('x');
  expect(headerOf(['A', '1'], 'b')).toBeNull();
  expect(toHeaderList(['A', '1', 'B', '2'])).toEqual([
    ['A', '1'],
    ['B', '2'],
  ]);
});
