/** The thread that counts tokens: see estimator.ts. */
import { parentPort } from 'node:worker_threads';

import { countTokens } from './count-tokens.ts';
import type { CountJob, CountReply } from './estimator.ts';

parentPort?.on('message', ({ id, input, output }: CountJob) => {
  const reply: CountReply = { id, inputTokens: countTokens(input), outputTokens: countTokens(output) };
  parentPort?.postMessage(reply);
});
