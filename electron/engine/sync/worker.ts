/** Entry of the sync worker's thread: it reads the outbox on a connection of its own and talks to Akto. */
import { parentPort, workerData } from 'node:worker_threads';

import { SluiceError } from '../../../shared/errors.ts';
import { type OutboxAnswer, type OutboxOrder, openOutbox } from '../store/index.ts';
import { AktoClient, guardOf } from './akto-client.ts';
import type { FromSync, SyncWorkerData, ToSync } from './protocol.ts';
import { Sender } from './sender.ts';

if (parentPort !== null) {
  const port = parentPort;
  const { folder, ownPorts } = workerData as SyncWorkerData;
  const post = (message: FromSync) => port.postMessage(message);
  const waiting = new Map<number, PromiseWithResolvers<OutboxAnswer>>();
  let lastId = 0;
  const outbox = (order: OutboxOrder): Promise<OutboxAnswer> => {
    lastId += 1;
    const answer = Promise.withResolvers<OutboxAnswer>();
    waiting.set(lastId, answer);
    post({ kind: 'order', id: lastId, order });
    return answer.promise;
  };
  const sender = new Sender({
    source: openOutbox(folder),
    client: new AktoClient(guardOf(ownPorts)),
    outbox,
    onStatus: (status) => post({ kind: 'status', status }),
  });
  const settled = (id: number) => {
    const answer = waiting.get(id);
    waiting.delete(id);
    return answer;
  };
  port.on('message', (message: ToSync) => {
    switch (message.kind) {
      case 'config':
        sender.configure(message.config);
        break;
      case 'wake':
        sender.wake();
        break;
      case 'retry':
        sender.retry();
        break;
      case 'answer':
        settled(message.id)?.resolve(message.answer);
        break;
      case 'failed':
        settled(message.id)?.reject(new SluiceError('data_unwritable', message.message));
        break;
      case 'stop':
        void sender.stop(message.graceMs).then(() => {
          post({ kind: 'stopped' });
          port.close();
        });
        break;
    }
  });
}
