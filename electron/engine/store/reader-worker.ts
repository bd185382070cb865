/** Entry of the reader's thread, and of the one that checks the database after an unclean end. */
import { parentPort, workerData } from 'node:worker_threads';

import { readConversation } from '../dialects/index.ts';
import type { ReaderData } from './protocol.ts';
import { checkIntegrity, serveReader } from './reader-loop.ts';

if (parentPort !== null) {
  const data = workerData as ReaderData;
  if (data.task === 'check') checkIntegrity(parentPort, data);
  else serveReader(parentPort, data, readConversation);
}
