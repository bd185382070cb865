/** Named upstreams, from the form in Settings to a request that goes there. */
import OpenAI from 'openai';

import { expect, test } from '../fixtures.ts';
import { collection } from '../support/window.ts';

test('an upstream is tried, saved and reached under its name; agent metadata stays here', async ({
  sluice,
  upstream,
}) => {
  const { page, address } = sluice;
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Add upstream' }).click();
  const form = page.getByRole('form', { name: 'Upstream custom' });
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('local');
  const save = form.getByRole('button', { name: 'Save' });

  await form.getByRole('textbox', { name: 'Base URL' }).fill(address);
  await save.click();
  await expect(form.getByText('is Sluice itself')).toBeVisible();

  await form.getByRole('textbox', { name: 'Base URL' }).fill(`${upstream.url}/base`);
  await form.getByRole('button', { name: 'Test' }).click();
  // The upstream of these tests knows chats only.
  await expect(form.getByText('not at this path (404)')).toBeVisible();
  await save.click();
  await expect(page.getByRole('button', { name: 'Edit local' })).toBeVisible();

  const client = new OpenAI({ baseURL: `${address}/via/local/v1`, apiKey: 'sk-made-up', maxRetries: 0 });
  await client.chat.completions.create({
    model: 'gpt-test',
    messages: [{ role: 'user', content: 'Hello.' }],
    metadata: { agent_name: 'named-agent' },
  });
  expect(upstream.chats[0]?.url).toBe('/base/v1/chat/completions');
  expect(upstream.chats[0]?.body).not.toContain('named-agent');
  await expect(collection(page, 'named-agent')).toContainText('1');

  await page.getByRole('button', { name: 'Remove local' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Edit local' })).toHaveCount(0);
});
