/** The sender's thread, begun anew while the disk is full. */
import { expect, onTestFinished, test, vi } from 'vitest';

import { type OutboxOrder, openStore } from '../store/index.ts';
import { answering, asking, closed, opened } from '../store/test-support/records.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { SENDER_OFF, type SenderStatus } from './protocol.ts';
import { SyncThread } from './sync-thread.ts';
import { aktoServer, exchangeOf } from './test-support/akto-server.ts';

vi.setConfig({ testTimeout: 60_000 });
const SOON = { timeout: 30_000, interval: 20 };

test('what the sender before left on its way is put back, once that can be written, before anything is sent', async () => {
  const akto = await aktoServer();
  const folder = await temporaryFolder();
  const store = await openStore({
    folder,
    modeOverrides: {},
    syncRule: { scope: 'all', collections: [], since: 0 },
  });
  onTestFinished(() => store.dispose());
  for (const id of ['exchange-0', 'exchange-1']) {
    store.open(opened(id));
    store.close(closed(id, { request: asking('x'), response: answering(id) }));
  }
  await store.flush();
  await store.outbox({ kind: 'claim', entries: [{ seq: 1, sizeBytes: 100 }] });

  const orders: OutboxOrder['kind'][] = [];
  const problems: SenderStatus['problem'][] = [];
  const thread = new SyncThread({
    data: { folder, ownPorts: [] },
    outbox: (order) => {
      orders.push(order.kind);
      return orders.length === 1 ? Promise.reject(new Error('the disk is full')) : store.outbox(order);
    },
    onStatus: ({ problem }) => problems.push(problem),
  });
  onTestFinished(() => thread.stop(100));
  thread.configure({ ...SENDER_OFF, url: akto.url });

  const counts = async () => (await store.reader.outboxTotals()).counts;
  await expect.poll(counts, SOON).toMatchObject({ delivered: 2, sending: 0, queued: 0 });
  expect(orders.slice(0, 3)).toEqual(['recover', 'recover', 'claim']);
  expect(problems).toContain('the outbox cannot be written: the disk is full');
  expect(akto.records.map(exchangeOf)).toEqual(['exchange-0', 'exchange-1']);
});
