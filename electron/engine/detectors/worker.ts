/** Entry of the detector thread: answers one job after the other. */
import { parentPort } from 'node:worker_threads';
import { inspect } from './inspect.ts';
import type { InspectJob, InspectReply } from './protocol.ts';

const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread only');

port.on('message', (job: InspectJob) => {
  let reply: InspectReply;
  try {
    reply = { id: job.id, ok: true, ...inspect(job.parts, job.options) };
  } catch (error) {
    reply = { id: job.id, ok: false, reason: error instanceof Error ? error.name : 'unknown' };
  }
  port.postMessage(reply);
});
