/** A detector thread that never comes back from the text `hang`, takes its time over `slow` and dies of `die`. */
import { parentPort } from 'node:worker_threads';

import type { InspectBatch, InspectReplies } from '../protocol.ts';

const sleep = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

parentPort?.on('message', ({ jobs }: InspectBatch) => {
  const texts = jobs.flatMap(({ parts }) => parts.map(({ text }) => text));
  if (texts.includes('die')) throw new Error('made to die');
  if (texts.includes('slow')) sleep(1_500);
  while (texts.includes('hang')) sleep(1_000);
  parentPort?.postMessage(
    jobs.map(({ id }) => ({ id, ok: true, findings: [], partial: false, durationMs: 0 })) satisfies InspectReplies,
  );
});
