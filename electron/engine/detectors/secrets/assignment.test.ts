/** How programs and configuration give a secret to a name, and which names give none. */
import { expect, test } from 'vitest';
import { isSecretType } from '../../../../shared/domain/index.ts';
import { inspect } from '../index.ts';
import { fill } from './samples.ts';

const SECRET = fill('{A40}');
const HEX = fill('{H40}');

const found = (text: string): string[] =>
  inspect([{ role: 'user', pointer: '', text }], { side: 'request' })
    .findings.filter(({ type }) => isSecretType(type))
    .map(({ start, end }) => text.slice(start, end));

test.each([
  'ACME_TOKEN=§',
  'export ACME_TOKEN="§"',
  'acme_token = §',
  'acme_token: §',
  "acme_token: '§'",
  '{"acme_token": "§"}',
  '{"acmeToken" : "§",',
  '{\\"acmeToken\\":\\"§\\"}',
  'acme.token=§',
  '-Dacme.token=§',
  '--acme-token=§',
  '--acme-token §',
  '?acme_token=§&page=1',
  'ACME_TOKEN := "§"',
  'ACME_TOKEN ::= "§"',
  'ACME_TOKEN ?= "§"',
  'acmeToken ??= "§"',
  'acmeToken ||= "§"',
  'acmeToken => "§"',
  'acme_token <- "§"',
  'acmeToken := `§`',
  'var acmeToken string = "§"',
  'let acme_token: &str = "§";',
  "private acmeToken: string = '§';",
  'acme_token: Optional[str] = "§"',
  'var acmeToken = @"§"',
  'const char acmeToken[] = "§";',
  'acmeToken = new String("§")',
  'acme_token = SecretStr("§")',
  'System.setProperty("ACME_TOKEN", "§")',
  'define("ACME_TOKEN", "§");',
  'client.set_token("§")',
  'os.environ["ACME_TOKEN"] = "§"',
  'process.env.ACME_TOKEN = "§"',
  '#define ACME_TOKEN "§"',
  'ENV ACME_TOKEN §',
  'setenv ACME_TOKEN "§"',
  'set -x ACME_TOKEN §',
  '(def acme-token "§")',
  '<acmeToken>§</acmeToken>',
  '<acmeToken>\n  §\n</acmeToken>',
  '<add key="AcmeToken" value="§" />',
  '<key>AcmeToken</key>\n<string>§</string>',
  'acme_token: |\n  §',
  '- name: ACME_TOKEN\n  value: §',
  '{"name":"ACME_TOKEN","value":"§"}',
  '{"Key": "acme_token", "Value": "§"}',
  'variable "acme_token" {\n  type    = string\n  default = "§"\n}',
  'the acme token is §',
])('%s', (carrier) => {
  for (const secret of [SECRET, HEX]) expect(found(carrier.replace('§', secret))).toEqual([secret]);
});

test.each([
  'session_token',
  'adminToken',
  'authentication_token',
  'BACKEND_TOKEN',
  'login_token',
  'shared_secret',
  'shared_access_key',
  'writeKey',
  'subscription_key',
  'Ocp-Apim-Subscription-Key',
  'encryption-key',
  'clientSecret',
])('%s names a secret', (name) => {
  expect(found(`${name}: "${SECRET}"`)).toEqual([SECRET]);
});

test.each([
  'next_token',
  'nextPageToken',
  'continuationToken',
  'nextSyncToken',
  'csrf_token',
  'max_tokens',
  'cacheKey',
  'partition_key',
  'Idempotency-Key',
  'dedup_key',
  'publicKey',
  'site_key',
  'routing_key',
  'queryKey',
  'key_id',
  'secret_name',
  'token_type',
  'asset_token',
])('%s names none', (name) => {
  expect(found(`${name}: "${SECRET}"`)).toEqual([]);
});

test('a key is found behind however many names that are given it, too', () => {
  for (const count of [1, 5, 80]) expect(found(`${'acme_token='.repeat(count)}${SECRET} `).join()).toContain(SECRET);
});

test.each([
  ['the password for the staging account is hunter2Xk!', 'hunter2Xk!'],
  ['the password for jane.doe: hunter2Xk!', 'hunter2Xk!'],
  ['password for a b c: hunter2Xk!', 'hunter2Xk!'],
  ['la contraseña del servidor es hunter2Xk!', 'hunter2Xk!'],
])('what a password is for may stand between: %s', (text, password) => {
  expect(found(text)).toEqual([password]);
});

test.each(['the password for all five of the servers is hunter2Xk!'])('not more of it: %s', (text) =>
  expect(found(text)).toEqual([]),
);
