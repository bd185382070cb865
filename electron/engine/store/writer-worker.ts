/** Entry of the writer's thread. */
import { parentPort, workerData } from 'node:worker_threads';

import type { WriterData } from './protocol.ts';
import { createRedact } from './redaction.ts';
import { REDACTION_TOOLS } from './redaction-tools.ts';
import { serveWriter } from './writer-loop.ts';

if (parentPort !== null) serveWriter(parentPort, workerData as WriterData, createRedact(REDACTION_TOOLS));
