import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

import { z } from 'zod';

import { SluiceError } from '../../../shared/errors.ts';
import { injectionScore, inspect } from '../detectors/index.ts';

const line = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']).default('user'),
});

/**
 * Scores texts (interfaces.md): one JSON object a line in and out, same order, no other process needed. `score` 0..1
 * is prompt injection, on one scale for every role.
 *
 * Throws SluiceError `usage` with the number of the first unusable line; what came before it was answered.
 */
export async function detect(input: Readable, output: Writable): Promise<void> {
  let number = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    if (text.trim() === '') continue;
    const { id, role, ...rest } = read(text, number);
    const { findings } = inspect([{ role, pointer: '', text: rest.text }], {
      side: role === 'assistant' ? 'response' : 'request',
    });
    const plain = findings.map(({ role: _role, ...finding }) => finding);
    const answer = JSON.stringify({ id, score: injectionScore(rest.text, role), findings: plain });
    if (!output.write(`${answer}\n`)) await new Promise((resolve) => output.once('drain', resolve));
  }
}

function read(text: string, number: number): z.infer<typeof line> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SluiceError('usage', `Line ${number} is not JSON.`);
  }
  const parsed = line.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new SluiceError('usage', `Line ${number}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unusable'}.`);
  }
  return parsed.data;
}
