import { expect, test } from 'vitest';

import { DEFAULT_POLICIES } from './defaults.ts';
import type { Behaviour } from './policy.ts';
import { typeMatches } from './scope.ts';

/** What the built-in policies do about a finding of this type, to requests and to answers. */
function reactionTo(type: string): [Behaviour, Behaviour] {
  const rules = DEFAULT_POLICIES.flatMap(({ rules: all }) => all).filter((rule) => typeMatches(rule.type, type));
  const one = (of: 'onRequest' | 'onResponse') => rules.map((rule) => rule[of]).find((it) => it !== 'none') ?? 'none';
  return [one('onRequest'), one('onResponse')];
}

test.each<[string, Behaviour, readonly string[]]>([
  [
    'stopped, and reported in answers',
    'block',
    ['secret.aws_access_key', 'secret.private_key', 'jwt', 'password', 'url_credentials', 'credit_card', 'cvv', 'ssn'],
  ],
  [
    'reported both ways',
    'alert',
    [
      'email',
      'phone_number',
      'iban',
      'passport',
      'drivers_license',
      'uk_nino',
      'uk_nhs',
      'es_dni',
      'in_aadhaar',
      'in_pan',
      'ca_sin',
      'de_tax_id',
      'fi_hetu',
      'us_medicare',
    ],
  ],
])('%s', (_, behaviour, types) => {
  expect(types.map((type) => [type, ...reactionTo(type)])).toEqual(types.map((type) => [type, behaviour, 'alert']));
});

test('found and shown, without a verdict', () => {
  const types = ['ip_address', 'mac_address', 'uuid', 'vin', 'address', 'date_of_birth', 'username', 'person'];
  const own = ['custom.ticket'];
  for (const type of [...types, ...own]) expect([type, ...reactionTo(type)]).toEqual([type, 'none', 'none']);
});
