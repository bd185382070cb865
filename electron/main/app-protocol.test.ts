import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

import { CSP_NONCE_PLACEHOLDER } from '../../shared/csp.ts';
import { appFile, createAppHandler } from './app-protocol.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-page-'));
afterAll(() => rmSync(folder, { recursive: true }));
const page = join(folder, 'page');
mkdirSync(join(page, 'assets'), { recursive: true });
writeFileSync(join(page, 'index.html'), `<meta nonce="${CSP_NONCE_PLACEHOLDER}"><i nonce="${CSP_NONCE_PLACEHOLDER}">`);
writeFileSync(join(page, 'assets', 'a b.js'), 'export {};');
writeFileSync(join(folder, 'secret.json'), '{}');
const handle = createAppHandler(page);
const get = (address: string, init?: RequestInit) => handle(new Request(address, init));

test('the page comes with a policy whose nonce is new each time', async () => {
  const nonces = [];
  for (const address of ['app://sluice/', 'app://sluice/index.html?x#y']) {
    const response = await get(address);
    expect(response.status).toBe(200);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).toContain("script-src 'self';");
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
    expect(await response.text()).toBe(`<meta nonce="${nonce}"><i nonce="${nonce}">`);
    nonces.push(nonce);
  }
  expect(new Set(nonces).size).toBe(2);
});

test('its files come with their type and are not sniffed', async () => {
  const response = await get('app://sluice/assets/a%20b.js');
  expect(await response.text()).toBe('export {};');
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toBeNull();
});

test.each([
  'app://sluice/missing.js',
  'app://other/index.html',
  'https://sluice/index.html',
  'app://sluice/../secret.json',
  'app://sluice/%2e%2e/secret.json',
  'app://sluice/..%2fsecret.json',
  'app://sluice/assets/..%2f..%2fsecret.json',
  'app://sluice/assets',
  'app://sluice/index.html%00.js',
  'app://sluice/%ff.js',
])('nothing else is there: %s', async (address) => {
  expect((await get(address)).status).toBe(404);
});

test('only GET is answered', async () => {
  expect((await get('app://sluice/index.html', { method: 'POST' })).status).toBe(404);
});

test('an address that is none names no file', () => {
  expect(appFile(page, 'nonsense')).toBeNull();
});
