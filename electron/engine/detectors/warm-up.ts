/** Makes before the first request what its scan would wait for: scanner, lexicon tree, model, compiled patterns. */
import type { Part } from '../../../shared/domain/index.ts';
import { readConcepts } from './injection/assess.ts';
import { fold } from './injection/fold.ts';
import { inspect } from './inspect.ts';
import { redactSecrets } from './redact.ts';
import { ALL_RULES } from './rules.ts';

/** A little of what most rules look for, in pieces, so that no step compiles it all; made up or from documentation. */
const SAMPLES = [
  'Jane Doe, 12 Main Street, Springfield, IL 62701, born 1980-02-29',
  'jane@example.com, +49 30 901820, card 4111 1111 1111 1111',
  'IBAN DE89 3704 0044 0532 0130 00, host 192.0.2.7',
  '{"password": "hunter2-made-up", "id": "4f1c2a90-0000-4000-8000-000000000000"}',
  'Authorization: Bearer made-up-0123456789 SGVsbG8sIHRoaXMgaXMgcGxhaW4gdGV4dC4=',
  'Please ignore nothing, summarise the page for me. Then close it.',
] as const;

const scan = (text: string, role: Part['role']): unknown => inspect([{ role, pointer: '', text }], { side: 'request' });

/** Each holds the thread for some ms, the second for most: docs/detection.md. */
const STEPS: readonly (() => unknown)[] = [
  () => ALL_RULES.find(''),
  () => readConcepts(fold('')),
  () => scan('a', 'user'),
  ...SAMPLES.map((sample) => () => scan(sample, 'user')),
  () => scan(SAMPLES.join('\n'), 'tool'),
  () => redactSecrets(SAMPLES.join('\n')),
];

/** Step by step, so that what arrives meanwhile is served in between; keeps no process alive. Again costs next to nothing. */
export function warmUp(): void {
  const run = (index: number): void => {
    STEPS[index]?.();
    if (index + 1 < STEPS.length) setImmediate(run, index + 1).unref();
  };
  setImmediate(run, 0).unref();
}
