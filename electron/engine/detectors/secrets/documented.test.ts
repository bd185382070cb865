import { expect, test } from 'vitest';
import { inspect, redactSecrets } from '../index.ts';
import { fill } from './samples.ts';

/** Put together here, so that no scanner of this repository takes it for somebody's. */
const STRIPE = ['sk', 'test', ['BQokikJOvBiI2', 'HlWgH4olfQ2'].join('')].join('_');
const AZURITE = `${['Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq', 'K1SZFPTOtr'].join('/')}/KBHBeksoGMGw==`;

test.each([
  STRIPE,
  `STRIPE_KEY=${STRIPE}`,
  `curl https://api.stripe.com/v1/charges -u ${STRIPE}:`,
  `Authorization: Bearer ${STRIPE}`,
  `the key ${Buffer.from(`my key ${STRIPE}`).toString('base64')}`,
  `AccountName=devstoreaccount1;AccountKey=${AZURITE};`,
])('what stands in the vendor’s documentation is no secret, whichever rule or view finds it: %s', (text) => {
  expect(inspect([{ role: 'user', pointer: '', text }], { side: 'request' }).findings).toEqual([]);
  expect(redactSecrets(text)).toEqual({ text, replaced: 0 });
});

test('a key beside it is', () => {
  const text = fill(`STRIPE_KEY=${STRIPE} and sk_live_{A24}`);
  const { findings } = inspect([{ role: 'user', pointer: '', text }], { side: 'request' });
  expect(findings.map(({ type }) => type)).toEqual(['secret.stripe_secret_key']);
});
