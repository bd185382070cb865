/** Connecting a client, as a person does it: snippets, the hook file, the live list, a test, and what goes wrong. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../../scripts/lib/node-version.mjs';
import { type Sluice, expect, openai, test } from '../fixtures.ts';

const HOOK = readFileSync(join(ROOT, 'connectors', 'litellm', 'custom_hooks.py'), 'utf8');

async function open(sluice: Sluice, client: string): Promise<void> {
  const { page } = sluice;
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Connect' }).click();
  await page.getByRole('button', { name: client }).click();
}

/** What Akto's clients send: a question about one chat message. */
function askAsHook(sluice: Sluice, agent: string, token?: string): Promise<Response> {
  return fetch(`${sluice.address}/api/http-proxy?guardrails=true&ingest_data=true`, {
    method: 'POST',
    headers: token === undefined ? {} : { authorization: token },
    body: JSON.stringify({
      path: '/v1/chat/completions',
      requestHeaders: JSON.stringify({ host: agent }),
      requestPayload: JSON.stringify({ body: { model: 'm', messages: [{ role: 'user', content: 'hello' }] } }),
    }),
  });
}

test('every client has snippets with the real address', async ({ sluice }) => {
  const { page, address } = sluice;
  await open(sluice, 'LiteLLM gateway');
  const clients = page.getByRole('main').getByRole('button').and(page.locator('[aria-pressed].client'));
  const names = await clients.allInnerTexts();
  expect(names.length).toBeGreaterThanOrEqual(15);
  for (let index = 0; index < names.length; index += 1) {
    await clients.nth(index).click();
    await expect(page.locator('.cdetail .codebox').filter({ hasText: address }).first()).toBeVisible();
  }
});

test('the hook file is saved where a person says', async ({ sluice }, info) => {
  const { page, electron } = sluice;
  await open(sluice, 'Akto hook file');
  await expect(page.locator('.codebox').filter({ hasText: 'proxy_handler_instance' })).toBeVisible();
  const saved = info.outputPath('custom_hooks.py');
  const save = page.getByRole('button', { name: 'Save the hook…' });
  if (electron === null) {
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
    expect(download.suggestedFilename()).toBe('custom_hooks.py');
    await download.saveAs(saved);
  } else {
    // Nobody is there to answer the dialog.
    await electron.evaluate(({ session }, path) => {
      session.defaultSession.on('will-download', (_event, item) => item.setSavePath(path));
    }, saved);
    await save.click();
  }
  await expect.poll(() => readIfThere(saved)).toBe(HOOK);
});

test('the list turns green when this kind of client has called, and for nothing else', async ({ sluice }) => {
  const { page } = sluice;
  await open(sluice, 'LiteLLM built-in');
  const checks = page.locator('.checks');
  await page.getByRole('button', { name: 'Send a test violation' }).click();
  await expect(page.locator('.cdetail output')).toContainText('Denied');
  await openai(sluice).chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'Hello.' }] });
  await expect(checks).toContainText('listening');

  expect((await askAsHook(sluice, 'search-agent')).status).toBe(200);
  await expect(checks).toContainText('First request arrived');
  await expect(checks).toContainText('search-agent');
  await expect(checks).toContainText('Allow');
});

test('a test request through the gateway says what the upstream said', async ({ sluice, upstream }) => {
  const { page } = sluice;
  await open(sluice, 'OpenAI, Python');
  await page.getByRole('button', { name: 'Send a test request' }).click();
  await expect(page.locator('.cdetail output')).toContainText('the upstream answered');
  expect(upstream.chats).toHaveLength(1);
  await page.getByRole('button', { name: 'Send a test violation' }).click();
  await expect(page.locator('.cdetail output')).toContainText('Payment data');
  expect(upstream.chats).toHaveLength(1);
});

test('a hook with a wrong token is an alarm that cannot be overlooked', async ({ launch }) => {
  const sluice = await launch({ env: { SLUICE_TOKEN: 'made-up-token' } });
  const { page } = sluice;
  expect((await askAsHook(sluice, 'search-agent', 'made-up-token')).status).toBe(200);
  expect((await askAsHook(sluice, 'search-agent', 'wrong')).status).toBe(401);
  const alarm = page.getByRole('alert').filter({ hasText: 'refused for its token' });
  await expect(alarm).toBeVisible();
  await alarm.getByRole('button', { name: 'Open Connect' }).click();
  await expect(page.getByText('One hook call was refused')).toBeVisible();
  await alarm.getByRole('button', { name: 'Dismiss' }).click();
  await expect(alarm).toBeHidden();
});

test('a LiteLLM in a container is let in with a token, and the window shows it', async ({ launch }) => {
  const first = await launch();
  await open(first, 'LiteLLM generic');
  await first.page.getByRole('button', { name: 'In a container' }).click();
  const lines = await first.page.locator('.codebox').filter({ hasText: 'SLUICE_EXPOSE=' }).locator('pre').innerText();
  const [, token = ''] = /SLUICE_TOKEN=([0-9a-f]{32})/.exec(lines) ?? [];
  const dotEnv = first.page.locator('.codebox').filter({ hasText: 'SLUICE_URL=http://host.docker.internal' });
  await expect(dotEnv).toContainText(`SLUICE_TOKEN=${token}`);
  await first.quit();

  const env = { SLUICE_EXPOSE: 'host.docker.internal', SLUICE_TOKEN: token };
  const second = await launch({ env });
  await expect(second.page.getByText('Exposed', { exact: true })).toBeVisible();
  await open(second, 'LiteLLM generic');
  await second.page.getByRole('button', { name: 'In a container' }).click();
  await expect(second.page.getByText('Reachable as host.docker.internal')).toBeVisible();
});

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
