/** Everything that goes wrong on the way to Akto: nothing is lost, nothing acknowledged goes again, repeats are marked. */
import { expect, test, vi } from 'vitest';

import { type AktoServer, aktoServer, exchangeOf, textOf } from './test-support/akto-server.ts';
import { type Line, line } from './test-support/line.ts';

vi.setConfig({ testTimeout: 60_000 });
const SOON = { timeout: 40_000, interval: 10 };

const delivered = (on: Line, count: number) =>
  expect.poll(async () => (await on.totals()).counts, SOON).toMatchObject({ delivered: count, queued: 0, sending: 0 });

/** How often Akto took each exchange. */
function taken(akto: AktoServer): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of akto.records.map(exchangeOf)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function expectOnceEach(akto: AktoServer, ids: readonly string[]): void {
  expect([...taken(akto)].toSorted()).toEqual(ids.map((id) => [id, 1] as const).toSorted());
}

/** Order is kept within a collection: seen from Akto, exchange numbers only grow. */
function expectOrder(akto: AktoServer): void {
  const last = new Map<string, number>();
  for (const record of akto.records) {
    const { host } = JSON.parse(textOf(record, 'requestHeaders')) as { host: string };
    const number = Number(exchangeOf(record).replace('exchange-', ''));
    expect(number).toBeGreaterThan(last.get(host) ?? -1);
    last.set(host, number);
  }
}

/** What may have arrived twice is what is marked: no more, no less. */
async function expectRepeatsMarked(akto: AktoServer, on: Line): Promise<number> {
  const counts = taken(akto);
  let repeats = 0;
  for (const { id, repeats: marked } of await on.entries()) {
    expect(counts.get(id), id).toBeGreaterThan(0);
    // Marked is every sending after one of which nobody knew: at least as often as it really arrived again.
    expect(marked, id).toBeGreaterThanOrEqual((counts.get(id) ?? 0) - 1);
    repeats += marked;
  }
  expect((await on.totals()).repeats).toBe(repeats);
  return repeats;
}

test('Akto is down, for long: everything waits, and goes once when it is back, in order', async () => {
  const akto = await aktoServer();
  await akto.down();
  const on = await line(akto.url);
  await on.record(300);
  await expect.poll(() => on.status().problem, SOON).toBe('nothing listens at the address (connection refused)');
  await on.record(100);
  expect((await on.totals()).counts).toMatchObject({ queued: 400, delivered: 0 });
  await akto.up();
  await delivered(on, 400);
  expectOnceEach(
    akto,
    (await on.entries()).map(({ id }) => id),
  );
  expectOrder(akto);
  expect((await on.totals()).repeats).toBe(0);
  await expect.poll(() => on.status().problem, SOON).toBeNull();
});

test.each([
  ['500', { kind: 'status', status: 500 }, true],
  ['503 with Retry-After', { kind: 'status', status: 503, headers: { 'retry-after': '0' } }, false],
  ['429', { kind: 'status', status: 429 }, false],
  ['a reset before the body was taken', { kind: 'reset-before' }, true],
  ['a reset after the body was taken', { kind: 'reset-after' }, true],
] as const)('%s, again and again, then it goes through', async (_name, fault, unsure) => {
  const akto = await aktoServer();
  akto.fault = (call) => (call < 4 ? fault : { kind: 'none' });
  const on = await line(akto.url);
  await on.record(120);
  await delivered(on, 120);
  const ids = (await on.entries()).map(({ id }) => id);
  const repeats = await expectRepeatsMarked(akto, on);
  if (unsure) {
    expect(repeats).toBeGreaterThan(0);
  } else {
    expectOnceEach(akto, ids);
    expectOrder(akto);
    expect(repeats).toBe(0);
  }
});

test('an answer that comes too late: the batch goes again, marked', async () => {
  const akto = await aktoServer();
  akto.fault = (call) => (call === 0 ? { kind: 'slow', ms: 60_000 } : { kind: 'none' });
  const on = await line(akto.url, { timeoutMs: 300 });
  await on.record(20, { agents: ['search-agent'] });
  await delivered(on, 20);
  expect([...taken(akto).values()]).toEqual(Array.from({ length: 20 }, () => 2));
  expect(await expectRepeatsMarked(akto, on)).toBe(20);
});

test('401 until the token is right: nothing is rejected, and what waits goes at once', async () => {
  const akto = await aktoServer();
  akto.token = 'the-right-one';
  const on = await line(akto.url, { token: 'the-wrong-one' });
  await on.record(50);
  await expect.poll(() => on.status().problem, SOON).toBe('401: Akto refuses the token');
  expect((await on.totals()).counts).toMatchObject({ queued: 50, rejected: 0 });
  on.sender.configure({
    url: akto.url,
    token: 'the-right-one',
    timeoutMs: 5_000,
    maxBytesPerSecond: null,
    maskPersonalData: false,
    isLiteLLM: false,
    version: 'test',
  });
  await delivered(on, 50);
  expectOnceEach(
    akto,
    (await on.entries()).map(({ id }) => id),
  );
  expect((await on.totals()).repeats).toBe(0);
});

test('413 of a proxy in front: batches get smaller until they pass; what is too large alone is rejected', async () => {
  const akto = await aktoServer();
  akto.maxBody = 40_000;
  const on = await line(akto.url);
  await on.record(100, { bytes: 2_000 });
  await on.record(1, { bytes: 60_000 });
  await expect
    .poll(async () => (await on.totals()).counts, SOON)
    .toMatchObject({ delivered: 100, rejected: 1, queued: 0, sending: 0 });
  const [rejected] = (await on.entries()).filter(({ state }) => state === 'rejected');
  expect(rejected).toMatchObject({ id: 'exchange-100', reason: '413: Payload too large', repeats: 0 });
  expectOrder(akto);
  expect([...taken(akto).values()].every((times) => times === 1)).toBe(true);
  akto.maxBody = 10_000_000;
  await on.store.outbox({ kind: 'retry', seqs: null });
  await delivered(on, 101);
});

test('one record Akto cannot stand: it alone is rejected, with the reason, the rest of its batch goes once', async () => {
  const akto = await aktoServer();
  akto.poison = (record) => ['exchange-17', 'exchange-80'].includes(exchangeOf(record));
  const on = await line(akto.url);
  await on.record(150);
  await expect
    .poll(async () => (await on.totals()).counts, SOON)
    .toMatchObject({ delivered: 148, rejected: 2, queued: 0, sending: 0 });
  const rejected = (await on.entries()).filter(({ state }) => state === 'rejected');
  expect(rejected.map(({ id, reason }) => [id, reason])).toEqual([
    ['exchange-17', '422: not to our liking'],
    ['exchange-80', '422: not to our liking'],
  ]);
  expect([...taken(akto).values()].every((times) => times === 1)).toBe(true);
  expectOrder(akto);
});

test('at most two batches are under way, whatever waits, and none above 8 MB', async () => {
  const akto = await aktoServer();
  // Seen from Akto: calls that have come and are not answered yet.
  let underWay = 0;
  let most = 0;
  akto.fault = () => {
    underWay += 1;
    most = Math.max(most, underWay);
    return { kind: 'slow', ms: 20, onAnswer: () => (underWay -= 1) };
  };
  const on = await line(akto.url);
  await on.record(1_000, { agents: ['a', 'b', 'c', 'd', 'e', 'f'], bytes: 30_000 });
  await expect
    .poll(async () => (await on.totals()).counts, SOON)
    .toMatchObject({ delivered: 1_000, queued: 0, sending: 0 });
  expect(most).toBeLessThanOrEqual(2);
  expect(akto.calls.length).toBeGreaterThan(3);
  expect(Math.max(...akto.calls.map(({ bytes }) => bytes))).toBeLessThan(8_000_000);
  expectOrder(akto);
});
