import { describe, expect, test } from 'vitest';

import { redactHeaders, redactPath } from './redact-credentials.ts';
import { REDACTION_TOOLS } from './redaction-tools.ts';
import { OPENAI_KEY } from './test-support/secrets.ts';

const short = (text: string) => REDACTION_TOOLS.redactSecrets(text).text;
const header = (name: string, value: string) => redactHeaders([[name, value]], REDACTION_TOOLS, short)[0]?.[1];
const path = (text: string) => redactPath(text, REDACTION_TOOLS, short);

describe('headers', () => {
  test.each([
    ['Authorization', 'Bearer whatever-it-is', 'Bearer [secret.authorization]'],
    ['authorization', 'Basic bWFkZTp1cA==', 'Basic [secret.authorization]'],
    ['authorization', 'no-scheme-at-all', '[secret.authorization]'],
    ['authorization', 'Bearer', '[secret.authorization]'],
    ['Proxy-Authorization', 'Digest username="a"', 'Digest [secret.authorization]'],
    ['x-api-key', '1', '[secret.api_key]'],
    ['API-Key', '1', '[secret.api_key]'],
    ['x-goog-api-key', '1', '[secret.api_key]'],
    ['x-litellm-api-key', 'Bearer 1', 'Bearer [secret.api_key]'],
    ['Cookie', 'a=1; b=2', '[secret.cookie]'],
    ['Set-Cookie', 'a=1; HttpOnly', '[secret.cookie]'],
    ['x-sluice-token', '1', '[secret.token]'],
    ['X-Auth-Token', '1', '[secret.token]'],
    ['cf-access-client-secret', '1', '[secret.token]'],
    ['x-portkey-api-key', '1', '[secret.token]'],
    ['x-amz-security-token', '1', '[secret.token]'],
    ['Private-Token', '1', '[secret.token]'],
    ['helicone-auth', 'Bearer 1', 'Bearer [secret.token]'],
  ])('%s: %s is a credential by its name', (name, value, stored) => {
    expect(header(name, value)).toBe(stored);
  });

  test.each([
    ['content-type', 'application/json'],
    ['x-ratelimit-remaining-tokens', '149984'],
    ['anthropic-ratelimit-tokens-limit', '80000'],
    ['x-litellm-key-spend', '0.004'],
    ['x-token-count', '17'],
    ['idempotency-key', 'b7c2'],
    ['www-authenticate', 'Bearer realm="api"'],
    ['user-agent', 'OpenAI/JS 7.57.0'],
    ['authorization', ''],
  ])('%s: %s stays', (name, value) => {
    expect(header(name, value)).toBe(value);
  });

  test('a value that looks like a secret goes whatever its header is called', () => {
    expect(header('x-custom', `use ${OPENAI_KEY}`)).toBe('use [secret.openai_api_key]');
    expect(header('Referer', 'https://a.example/?access_token=abc&x=1')).toBe(
      'https://a.example/?access_token=[secret.query_key]&x=1',
    );
    expect(header('Location', 'https://user:made-up@a.example/')).toBe('https://[url_credentials]@a.example/');
  });

  test('order and case of names stay, and repeated names stay apart', () => {
    const headers = [
      ['B', '1'],
      ['a', '2'],
      ['B', '3'],
    ] as const;
    expect(redactHeaders(headers, REDACTION_TOOLS, short)).toEqual(headers);
  });
});

describe('paths', () => {
  test.each([
    ['/v1beta/models/g:generateContent?key=abc123', '/v1beta/models/g:generateContent?key=[secret.query_key]'],
    ['/x?a=1&api_key=k&b=2', '/x?a=1&api_key=[secret.query_key]&b=2'],
    ['/x?ACCESS_TOKEN=k', '/x?ACCESS_TOKEN=[secret.query_key]'],
    ['/x?X-Amz-Signature=k&X-Amz-Date=2', '/x?X-Amz-Signature=[secret.query_key]&X-Amz-Date=2'],
    ['/x?sig=a%2Bb&se=1', '/x?sig=[secret.query_key]&se=1'],
    ['/x?api%5Fkey=k', '/x?api%5Fkey=[secret.query_key]'],
    ['/x?clientSecret=k;password=p', '/x?clientSecret=[secret.query_key];password=[secret.query_key]'],
    ['/x?token=a?b=c', '/x?token=[secret.query_key]'],
    ['https://u:p@host.example/x', 'https://[url_credentials]@host.example/x'],
  ])('%s', (sent, stored) => {
    expect(path(sent)).toBe(stored);
  });

  test.each([
    '/v1/chat/completions',
    '/v1/models?limit=20&after=gpt-5',
    '/x?max_tokens=5&tokens=6&page_token=abc',
    '/x?key=',
    '/x?flag&other',
    '/caf%C3%A9/%zz?q=a+b%20c',
    '?',
  ])('%s stays byte for byte', (sent) => {
    expect(path(sent)).toBe(sent);
  });

  test('a secret in the path goes, also when it is percent-encoded', () => {
    expect(path(`/key/${OPENAI_KEY}/info`)).toBe('/key/[secret.openai_api_key]/info');
    const encoded = OPENAI_KEY.replaceAll('-', '%2D');
    expect(path(`/key/${encoded}/info`)).toBe('/key/[secret.openai_api_key]/info');
    expect(path(`/x?q=${encoded}`)).toBe('/x?q=[secret.openai_api_key]');
  });
});
