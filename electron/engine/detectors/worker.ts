/** Entry of the detector thread: answers one batch of jobs after the other. */
import { parentPort } from 'node:worker_threads';
import type { InspectOptions } from './detector.ts';
import { inspect } from './inspect.ts';
import type { InspectBatch, InspectJob, InspectReplies, InspectReply } from './protocol.ts';

const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread only');

let custom: NonNullable<InspectOptions['custom']> = [];

function answer(job: InspectJob): InspectReply {
  try {
    return { id: job.id, ok: true, ...inspect(job.parts, { ...job.options, custom }) };
  } catch (error) {
    return { id: job.id, ok: false, reason: error instanceof Error ? error.name : 'unknown' };
  }
}

port.on('message', (batch: InspectBatch) => {
  custom = batch.custom ?? custom;
  port.postMessage(batch.jobs.map(answer) satisfies InspectReplies);
});
