import { expect, test } from 'vitest';

import type { AnswerTap } from './answer-tap.ts';
import type { Exchange } from './exchange.ts';
import { OpenExchanges } from './open-exchanges.ts';

const exchange = (id: string, bytes = 0) =>
  ({ id, requestMessage: { sizeBytes: bytes }, responseMessage: { sizeBytes: 0 } }) as unknown as Exchange;
const tap = {} as AnswerTap;

test('an exchange is found while it is open, with its answer once that has begun', () => {
  const open = new OpenExchanges();
  const one = exchange('one');
  open.add(one);
  expect(open.get('one')).toEqual({ exchange: one, tap: null });
  open.tap(one, tap);
  expect(open.get('one')).toEqual({ exchange: one, tap });
  expect(open.size).toBe(1);
  open.remove(one);
  expect(open.get('one')).toBeNull();
  expect(open.size).toBe(0);
});

test('who looked at an exchange keeps what they got when it ends', () => {
  const open = new OpenExchanges();
  const one = exchange('one');
  open.add(one);
  open.tap(one, tap);
  const looked = open.get('one');
  open.remove(one);
  expect(looked).toEqual({ exchange: one, tap });
});

test('a stop waits for what is open, but not for calls that hooks told of', async () => {
  const open = new OpenExchanges();
  const [ours, theirs] = [exchange('ours'), exchange('theirs')];
  open.add(ours);
  open.told(theirs);
  let idle = false;
  const waiting = open.whenIdle().then(() => (idle = true));
  await Promise.resolve();
  expect(idle).toBe(false);
  open.remove(ours);
  await waiting;
  expect(open.get('theirs')).not.toBeNull();
});

test('new requests wait while 64 MB of answered ones wait for their scan', async () => {
  const open = new OpenExchanges();
  const big = exchange('big', 64 * 1024 * 1024);
  open.add(big);
  open.answered(big);
  let admitted = false;
  const waiting = open.whenScanned()!.then(() => (admitted = true));
  await Promise.resolve();
  expect(admitted).toBe(false);
  open.remove(big);
  await waiting;
  expect(open.whenScanned()).toBeNull();
});
