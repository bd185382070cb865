/** Entry of the detector thread: answers one batch of jobs after the other. */
import { parentPort } from 'node:worker_threads';
import { inspect } from './inspect.ts';
import type { InspectBatch, InspectJob, InspectReplies, InspectReply } from './protocol.ts';

const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread only');

function answer(job: InspectJob): InspectReply {
  try {
    return { id: job.id, ok: true, ...inspect(job.parts, job.options) };
  } catch (error) {
    return { id: job.id, ok: false, reason: error instanceof Error ? error.name : 'unknown' };
  }
}

port.on('message', (batch: InspectBatch) => {
  port.postMessage(batch.map(answer) satisfies InspectReplies);
});
