/** Bodies whose names are so long that a pointer to each text below them would fill the memory. */
import { expect, test } from 'vitest';

import type { JsonValue } from '../../../shared/json.ts';
import { dialectById } from './index.ts';

const TARGET = { method: 'POST', path: '/v1/chat/completions', contentType: 'application/json' };
const parts = (body: JsonValue) => dialectById('openai-chat').parseRequest(body, TARGET).parts;
const texts = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`m${at}`, `text ${at}`]));

test('thousands of texts below a name of a megabyte are read, each with a short pointer of its own', () => {
  const read = parts({ messages: [], ['k'.repeat(1_000_000)]: texts(5_000) });
  expect(read.length).toBe(5_000);
  expect(new Set(read.map(({ pointer }) => pointer)).size).toBe(5_000);
  expect(Math.max(...read.map(({ pointer }) => pointer.length))).toBeLessThan(200);
});

test('so are those below many nested names of any length', () => {
  let body: JsonValue = texts(5_000);
  for (let depth = 0; depth < 200; depth += 1) body = { [`${'k'.repeat(500)}${depth}`]: body };
  const read = parts({ messages: [], extra: body });
  expect(new Set(read.map(({ pointer }) => pointer)).size).toBe(5_000);
  expect(Math.max(...read.map(({ pointer }) => pointer.length))).toBeLessThan(3_000);
});

test('two long names that begin alike are two places, and ordinary names keep their pointers', () => {
  const long = 'k'.repeat(600);
  const read = parts({ messages: [], [`${long}a`]: 'one', [`${long}b`]: 'two', 'a/b~c': 'three' });
  expect(new Set(read.map(({ pointer }) => pointer)).size).toBe(3);
  expect(read.at(-1)?.pointer).toBe('/a~1b~0c');
});

test('what a tool gets below such a name is not called by it', () => {
  const call = (name: string) => ({
    messages: [
      { role: 'assistant', tool_calls: [{ id: 'c', function: { name: 'f', arguments: { [name]: 'value' } } }] },
    ],
  });
  const leaf = (name: string) => parts(call(name)).find(({ text }) => text === 'value')?.leaf;
  expect(leaf('city')).toEqual({ member: 'city' });
  expect(leaf('k'.repeat(600))).toEqual({ member: '' });
});
