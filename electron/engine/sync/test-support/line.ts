/** A store with its outbox and a sender on it, as in an engine, without the threads of one around the sender. */
import { onTestFinished } from 'vitest';

import type { OutboxEntry, OutboxTotals, SyncRule } from '../../../../shared/domain/index.ts';
import { type Store, openOutbox, openStore } from '../../store/index.ts';
import { answering, asking, closed, opened } from '../../store/test-support/records.ts';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import { AktoClient, guardOf } from '../akto-client.ts';
import { IDLE, SENDER_OFF, type SenderConfig, type SenderStatus } from '../protocol.ts';
import { Sender } from '../sender.ts';

const EVERYTHING: SyncRule = { scope: 'all', collections: [], since: 0 };

export interface Line {
  readonly store: Store;
  readonly sender: Sender;
  /** As last told. */
  readonly status: () => SenderStatus;
  /** Stores ended exchanges: `agents` take turns. Resolves when they are in the outbox. */
  record(count: number, options?: { agents?: readonly string[]; bytes?: number }): Promise<readonly string[]>;
  totals(): Promise<OutboxTotals>;
  entries(): Promise<readonly OutboxEntry[]>;
}

/** Pauses of `patience` are short, so that a test need not wait; what decides about them is the real thing. */
export async function line(url: string, config: Partial<SenderConfig> = {}): Promise<Line> {
  const folder = await temporaryFolder();
  const store = await openStore({ folder, modeOverrides: {}, syncRule: EVERYTHING });
  let status: SenderStatus = IDLE;
  const sender = new Sender({
    source: openOutbox(folder),
    client: new AktoClient(guardOf([])),
    outbox: (order) => store.outbox(order),
    onStatus: (told) => {
      status = told;
    },
    patience: { firstPauseMs: 5, longestPauseMs: 50 },
  });
  store.onOutbox(() => sender.wake());
  sender.configure({ ...SENDER_OFF, url, timeoutMs: 5_000, ...config });
  onTestFinished(async () => {
    await sender.stop(100);
    await store.dispose();
  });
  let recorded = 0;
  return {
    store,
    sender,
    status: () => status,
    async record(count, { agents = ['search-agent', 'billing-bot', 'hr-assistant'], bytes = 100 } = {}) {
      const ids = Array.from({ length: count }, () => `exchange-${recorded++}`);
      for (const [index, id] of ids.entries()) {
        store.open(opened(id, { agent: agents[index % agents.length] ?? 'agent' }));
        store.close(closed(id, { request: asking('x'.repeat(bytes)), response: answering(id) }));
      }
      await store.flush();
      return ids;
    },
    totals: () => store.reader.outboxTotals(),
    async entries() {
      const pages = await Promise.all(
        (['waiting', 'rejected', 'delivered'] as const).map((view) => store.reader.listOutbox({ view, limit: 1_000 })),
      );
      return pages.flatMap(({ entries }) => entries).toSorted((a, b) => a.seq - b.seq);
    },
  };
}
