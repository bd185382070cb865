import { expect, test } from 'vitest';

import { inspect } from '../index.ts';

/** The beginning of a PKCS #12 store, as `openssl pkcs12 -export` writes it. */
const BEGINNING = '308209e1020103308209a706092a864886f70d010701a0820998048209943082099030820407';
/** A shrouded key bag, a bag with a certificate; what is in them means nothing. */
const KEY_BAG = '060b2a864886f70d010c0a0102a08204aabbccddeeff';
const CERTIFICATE_BAG = '060b2a864886f70d010c0a0103a08204aabbccddeeff';
const ENCODINGS = ['utf8', 'latin1'] as const;

const bytes = (...hex: string[]) => Buffer.from(hex.join(''), 'hex');
const secrets = (text: string) =>
  inspect([{ role: 'tool', pointer: '', text }], { side: 'request' }).findings.map(({ type, start }) => [type, start]);

test.each(ENCODINGS)('a key store that was read as %s is a private key', (encoding) => {
  const store = bytes(BEGINNING, CERTIFICATE_BAG, KEY_BAG).toString(encoding);
  expect(secrets(store)).toEqual([['secret.private_key', 0]]);
  expect(secrets(`cat store.p12: ${store}`)).toEqual([['secret.private_key', 15]]);
});

test.each([
  ['a store of certificates only', bytes(BEGINNING, CERTIFICATE_BAG)],
  ['a signature', bytes('308209e106092a864886f70d010702a08209d2308209ce020101', KEY_BAG)],
  ['a certificate', bytes('308203a53082028da003020102021100aabb300d06092a864886f70d01010b0500')],
])('%s is none', (_, content) => {
  for (const encoding of ENCODINGS) expect(secrets(content.toString(encoding))).toEqual([]);
});
