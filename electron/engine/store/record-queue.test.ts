import { expect, test } from 'vitest';

import { unpackRecords } from './hand-over.ts';
import type { WriteRecord } from './protocol.ts';
import { BODY_NOT_STORED, RecordQueue } from './record-queue.ts';
import { asking, closed, opened } from './test-support/records.ts';

function queue(cap: number) {
  const posted: WriteRecord[] = [];
  const records = new RecordQueue((packed) => posted.push(...unpackRecords(packed)), cap);
  /** What the writer does: commits all it has. */
  const commit = () => {
    records.send();
    for (const { bytes } of posted.splice(0)) records.done(bytes);
  };
  return { posted, records, commit };
}

const big = (id: string) => closed(id, { request: asking('x'.repeat(5_000)) });
/** true once the promise resolved, without waiting for it. */
async function isSettled(promise: Promise<void>): Promise<boolean> {
  let settled = false;
  void promise.then(() => {
    settled = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

test('bytes count from the hand-over to the commit', () => {
  const { records, commit, posted } = queue(10_000);
  records.open(opened('a'));
  records.setAgent({ id: 'a', agent: 'b', agentSource: 'key-alias' });
  records.close(big('a'));
  expect(records.bytes).toBeGreaterThan(5_000);
  records.send();
  expect(posted.map(({ kind }) => kind)).toEqual(['open', 'agent', 'close']);
  commit();
  expect(records.bytes).toBe(0);
});

test('above the cap new requests wait for the commit; ends are taken all the same', async () => {
  const { records, commit } = queue(4_000);
  records.open(opened('a'));
  await records.whenRoom();
  records.close(big('a'));
  const room = records.whenRoom();
  expect(await isSettled(room!)).toBe(false);
  commit();
  await room;
});

test('a crowd that waits is let in as there is room for it', async () => {
  const { records, commit } = queue(100_000);
  records.close(closed('first', { request: asking('x'.repeat(100_000)) }));
  let most = 0;
  const crowd = Array.from({ length: 2_000 }, async (_, index) => {
    await records.whenRoom();
    records.open(opened(`x${index}`));
    records.close(big(`x${index}`));
    most = Math.max(most, records.bytes);
  });
  const whole = Promise.all(crowd).then(() => true);
  commit();
  while (!(await Promise.race([whole, new Promise<false>((resolve) => setImmediate(resolve, false))]))) {
    if (records.bytes >= 100_000) commit();
  }
  expect(most).toBeGreaterThan(100_000);
  expect(most).toBeLessThan(600_000);
});

test('while writing fails nobody waits, and the bound is kept by refusing exchanges whole', async () => {
  const { records, commit, posted } = queue(4_000);
  records.open(opened('taken'));
  records.open(opened('running'));
  records.close(big('taken'));
  const room = records.whenRoom();
  expect(await isSettled(room!)).toBe(false);
  records.setFailing(true);
  await room;
  await records.whenRoom();

  for (let index = 0; index < 1_000; index += 1) {
    records.open(opened(`refused${index}`));
    records.setAgent({ id: `refused${index}`, agent: 'x', agentSource: 'host' });
    records.close(big(`refused${index}`));
  }
  expect(records.refused).toBe(1_000);
  // What was taken still gets its end, without the bodies that there is no room for.
  records.close(big('running'));
  expect(records.bytes).toBeLessThan(4_000 + 7_000);
  records.send();
  expect(posted.map(({ record }) => record.id)).toEqual(['taken', 'running', 'taken', 'running']);
  expect(posted.at(-1)?.record).toMatchObject({ request: { body: null, truncated: true }, marks: [BODY_NOT_STORED] });

  records.setFailing(false);
  commit();
  records.open(opened('next'));
  expect(records.refused).toBe(1_000);
  expect(records.bytes).toBeGreaterThan(0);
});

test('many records are handed over at once, a few after a moment', async () => {
  const { records, posted } = queue(1e9);
  for (let index = 0; index < 1_000; index += 1) records.open(opened(`x${index}`));
  expect(posted).toHaveLength(1_000);
  records.open(opened('last'));
  expect(posted).toHaveLength(1_000);
  await expect.poll(() => posted.length).toBe(1_001);
});
