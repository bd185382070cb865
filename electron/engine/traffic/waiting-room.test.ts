import { expect, test } from 'vitest';

import { WaitingRoom } from './waiting-room.ts';

test('a request waits, counted, until the store and then the detectors have room', async () => {
  const store = Promise.withResolvers<void>();
  const scanned = Promise.withResolvers<void>();
  const room = new WaitingRoom({ whenRoom: () => store.promise }, { whenScanned: () => scanned.promise });
  let entered = false;
  const request = room.enter()!.then(() => {
    entered = true;
  });
  expect(room.waiting).toBe(1);
  store.resolve();
  await store.promise;
  expect([room.waiting, entered]).toEqual([1, false]);
  scanned.resolve();
  await request;
  expect(room.waiting).toBe(0);
});

test('where there is room nobody waits, and the store’s room alone is not enough', () => {
  const scanned = Promise.withResolvers<void>();
  expect(new WaitingRoom({ whenRoom: () => null }, { whenScanned: () => null }).enter()).toBeNull();
  expect(new WaitingRoom({ whenRoom: () => null }, { whenScanned: () => scanned.promise }).enter()).not.toBeNull();
});

test('a store that fails leaves nobody counted as waiting', async () => {
  const room = new WaitingRoom(
    { whenRoom: () => Promise.reject(new Error('disk')) },
    { whenScanned: () => Promise.resolve() },
  );
  await expect(room.enter()).rejects.toThrow('disk');
  expect(room.waiting).toBe(0);
});
