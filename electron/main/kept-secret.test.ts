import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeEach, expect, onTestFinished, test } from 'vitest';

import { KeptSecret, type SecretBox } from './kept-secret.ts';

let path: string;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-secret-'));
  path = join(folder, 'inner', 'akto-token');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

/** Not encryption, but what was written is not what was given, and only its own is read back. */
function box(backend: string | null, available = true): SecretBox {
  return {
    isEncryptionAvailable: () => available,
    ...(backend === null ? {} : { getSelectedStorageBackend: () => backend }),
    encryptString: (text) => Buffer.from(`box:${Buffer.from(text).toString('base64')}`),
    decryptString(encrypted) {
      const text = encrypted.toString();
      if (!text.startsWith('box:')) throw new Error('not ours');
      return Buffer.from(text.slice(4), 'base64').toString();
    },
  };
}

test.each([['gnome_libsecret'], [null]])(
  'with a keychain (%s) it survives, encrypted, for the owner only',
  (backend) => {
    new KeptSecret(path, box(backend)).set('made-up-token');
    expect(readFileSync(path, 'utf8')).not.toContain('made-up-token');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    const next = new KeptSecret(path, box(backend));
    expect(next).toMatchObject({ durable: true, value: 'made-up-token' });
    next.set(null);
    expect(existsSync(path)).toBe(false);
  },
);

test.each([
  ['basic_text', true],
  ['gnome_libsecret', false],
])('without one (%s, encryption: %s) it is in memory, and nowhere else', (backend, available) => {
  const kept = new KeptSecret(path, box(backend, available));
  kept.set('made-up-token');
  expect(kept).toMatchObject({ durable: false, value: 'made-up-token' });
  expect(existsSync(path)).toBe(false);
  expect(new KeptSecret(path, box(backend, available)).value).toBeNull();
});

test('what cannot be read is as good as nothing', () => {
  new KeptSecret(path, box(null)).set('made-up-token');
  writeFileSync(path, 'something else');
  expect(new KeptSecret(path, box(null)).value).toBeNull();
});
