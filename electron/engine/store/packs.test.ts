import { zstdDecompressSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { PackBuilder } from './packs.ts';

function build(builder: PackBuilder, contents: readonly (readonly string[])[]) {
  const places: { pack: number; start: number; length: number }[] = [];
  const packs = builder.build(contents, (index, pack, start, length) => {
    places[index] = { pack, start, length };
  });
  const plain = packs.map(({ data }) => zstdDecompressSync(data));
  const read = places.map(({ pack, start, length }) => plain[pack]?.subarray(start, start + length).toString('utf8'));
  return { members: packs.map(({ members }) => members), read };
}

test('contents are read back where their place says, whatever they are made of', () => {
  const contents = [
    ['{"a":1}\n', 'body', ''],
    ['', '', ''],
    ['é\u{1F600}', '漢字', 'x'],
  ];
  const { members, read } = build(new PackBuilder(), contents);
  expect(members).toEqual([3]);
  expect(read).toEqual(contents.map((texts) => texts.join('')));
});

test('a pack ends before 64 KB; what is larger has one of its own', () => {
  const contents = [['a'.repeat(40_000)], ['b'.repeat(30_000)], ['c'.repeat(200_000)], ['d'], ['e']];
  const { members, read } = build(new PackBuilder(), contents);
  expect(members).toEqual([1, 1, 1, 2]);
  expect(read).toEqual(contents.map((texts) => texts.join('')));
});

test('a huge body among small ones, of characters that take three bytes, and small ones again', () => {
  const builder = new PackBuilder();
  for (const contents of [[['before'], ['漢'.repeat(1_000_000)], ['behind']], [['small']]]) {
    expect(build(builder, contents).read).toEqual(contents.map((texts) => texts.join('')));
  }
});

test('a batch in which nothing ended has no pack', () => {
  expect(build(new PackBuilder(), [])).toEqual({ members: [], read: [] });
});
