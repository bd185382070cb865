import { networkInterfaces } from 'node:os';

import { expect, test } from 'vitest';

import { LoopGuard, isLinkLocal } from './loop-guard.ts';

const ownAddresses = Object.values(networkInterfaces()).flatMap((list) => list?.map(({ address }) => address) ?? []);

test.each(['127.0.0.1', '127.9.9.9', '0.0.0.0', '::1', '::', '::ffff:127.0.0.1', ...ownAddresses])(
  '%s on our port is ourselves',
  (address) => {
    const guard = new LoopGuard();
    guard.addOwnPort(4141);
    expect(guard.isOurselves(address, 4141)).toBe(true);
    expect(guard.isOurselves(address, 4000)).toBe(false);
  },
);

test('another machine on our port number is not', () => {
  const guard = new LoopGuard();
  guard.addOwnPort(4141);
  expect(guard.isOurselves('192.0.2.1', 4141)).toBe(false);
});

test.each(['http://127.0.0.1:4141', 'http://localhost:4141/v1', 'http://[::1]:4141', 'http://0.0.0.0:4141'])(
  'saving %s is refused as a loop',
  async (address) => {
    const guard = new LoopGuard();
    guard.addOwnPort(4141);
    await expect(guard.check(new URL(address))).rejects.toMatchObject({ code: 'loop' });
  },
);

test('default ports count: http is 80, https 443', async () => {
  const guard = new LoopGuard();
  guard.addOwnPort(443);
  await expect(guard.check(new URL('https://127.0.0.1/'))).rejects.toMatchObject({ code: 'loop' });
  await expect(guard.check(new URL('http://127.0.0.1/'))).resolves.toBeUndefined();
});

test('link-local addresses are refused, a name that does not resolve is not', async () => {
  const guard = new LoopGuard();
  await expect(guard.check(new URL('http://169.254.169.254/'))).rejects.toMatchObject({ code: 'invalid_setting' });
  await expect(guard.check(new URL('http://no-such-host.invalid:4000'))).resolves.toBeUndefined();
  expect(isLinkLocal('fe80::1%eth0')).toBe(true);
  expect(isLinkLocal('10.0.0.1')).toBe(false);
});
