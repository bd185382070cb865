/** Delivery to Akto as a person sets it up and watches it: nothing leaves before the switch. */
import type { Page } from '@playwright/test';

import { type Sluice, expect, openai, test as base } from '../fixtures.ts';
import { AktoService } from '../support/akto-service.ts';
import { trafficRow } from '../support/window.ts';

const test = base.extend<{ akto: AktoService }>({
  // eslint-disable-next-line no-empty-pattern
  akto: async ({}, use) => {
    const akto = await AktoService.start();
    await use(akto);
    await akto.close();
  },
});

const say = (sluice: Sluice, content: string, agent = 'search-agent') =>
  openai(sluice).chat.completions.create({
    model: 'gpt-test',
    messages: [{ role: 'user', content }],
    metadata: { agent_name: agent },
  });

const open = (page: Page, view: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view }).click();
const stage = (page: Page, name: string) => page.locator('.pipe > div').filter({ hasText: name });
const outbox = (page: Page) => page.getByRole('grid', { name: 'Exchanges in the outbox' }).getByRole('row');
const show = (page: Page, view: string) =>
  page.getByRole('group', { name: 'Show', exact: true }).getByText(view).click();

test('address, token, test, switch: exchanges arrive in Akto, and the window says so', async ({ sluice, akto }) => {
  const { page } = sluice;
  akto.token = 'made-up-token';
  await say(sluice, 'Before the switch.');
  await expect(trafficRow(page, 'search-agent')).toHaveCount(1);

  await open(page, 'Sync');
  await expect(page.getByRole('switch', { name: 'Sync' })).not.toBeChecked();
  await page.getByLabel('Address').fill(akto.url);
  await page.getByLabel('Address').press('Enter');
  const result = page.getByLabel('Result of the test');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(result).toContainText('401: Akto refuses the token');
  await page.getByLabel('Token').fill('made-up-token');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(result).toContainText('Akto answers and takes the token');
  // Which of both is the machine's: it is said either way.
  await expect(page.getByText(/the token is in (memory only|the system keychain)/)).toBeVisible();
  // What would go can be read before anything does.
  await expect(page.getByLabel('The call to Akto')).toContainText('Before the switch.');
  expect(akto.records).toEqual([]);

  await page.getByRole('switch', { name: 'Sync' }).click();
  await page.getByRole('button', { name: 'Switch sync on' }).click();
  await expect(page.getByRole('switch', { name: 'Sync' })).toBeChecked();
  await page.getByLabel('At most').fill('500');
  await page.getByLabel('At most').press('Enter');
  await say(sluice, 'After the switch.');
  await expect(stage(page, 'Delivered')).toContainText('1');
  await expect.poll(() => akto.records.length).toBe(1);
  expect(JSON.stringify(akto.records)).toContain('After the switch.');
  await show(page, 'Delivered');
  await expect(outbox(page)).toContainText(['search-agent']);
  await expect(page.getByRole('group', { name: 'Health' })).toContainText('up to date');

  await outbox(page).first().dblclick();
  await expect(page.getByText('Akto delivered')).toBeVisible();
  // Of both rows the one that arrived after the switch, and its collection.
  await expect(trafficRow(page, 'Akto: delivered')).toHaveCount(1);
  await open(page, 'Collections');
  await expect(page.getByRole('main').getByRole('row').filter({ hasText: 'search-agent' })).toContainText(
    /Akto: delivered\s*1/,
  );
});

test('what Akto refuses is listed with its reason, and goes on request', async ({ launch, akto }) => {
  akto.dislikes = 'disliked';
  const sluice = await launch({ env: { DATA_INGESTION_SERVICE_URL: akto.url } });
  const { page } = sluice;
  await open(page, 'Sync');
  // The environment gives the address, never the switch.
  await expect(page.getByText('DATA_INGESTION_SERVICE_URL')).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Sync' })).not.toBeChecked();
  await page.getByRole('switch', { name: 'Sync' }).click();
  await page.getByRole('button', { name: 'Switch sync on' }).click();
  // What arrives before it is on never goes.
  await expect(page.getByRole('switch', { name: 'Sync' })).toBeChecked();
  await say(sluice, 'liked');
  await say(sluice, 'disliked', 'billing-bot');
  await expect(stage(page, 'Rejected')).toContainText('1');
  await show(page, 'Rejected');
  await expect(outbox(page)).toHaveCount(1);
  await expect(outbox(page)).toContainText('422: not to our liking');
  await outbox(page).click();
  await expect(page.getByLabel('The call to Akto')).toContainText('billing-bot');

  akto.dislikes = null;
  await page.getByRole('button', { name: 'Retry', exact: true }).click();
  await expect.poll(() => akto.records.length).toBe(2);
  await expect(stage(page, 'Delivered')).toContainText('2');
});

test('Akto is asked for its verdict once a person wants it, and a record shows both', async ({ launch, akto }) => {
  akto.denies = 'salary';
  const sluice = await launch({ env: { DATA_INGESTION_SERVICE_URL: akto.url } });
  const { page } = sluice;
  await open(page, 'Sync');
  const section = page.getByRole('region', { name: 'Akto’s own verdict' });
  await expect(section).toContainText('Sluice judges alone');
  await section.getByRole('switch', { name: 'Ask Akto' }).click();
  await expect(section).toContainText('not asked yet');
  await expect(say(sluice, 'What is the salary of Anna?')).rejects.toThrow("policy 'Akto: HR topics'");
  await expect(section).toContainText('asked 1 time, objected 1 time');

  await open(page, 'Traffic');
  await trafficRow(page, 'search-agent').click();
  const verdicts = page.getByLabel('Verdicts of Sluice and Akto');
  await expect(verdicts).toContainText('No policy objects.');
  await expect(verdicts).toContainText('Nobody may ask about salaries. (policy HR topics, rule DeniedTopic)');
  // Nothing is delivered: that is another switch.
  expect(akto.records).toEqual([]);
});

test('an address that is Sluice itself is refused', async ({ sluice }) => {
  const { page } = sluice;
  await open(page, 'Sync');
  await page.getByLabel('Address').fill(sluice.address);
  await page.getByLabel('Address').press('Enter');
  await expect(page.getByRole('alert')).toContainText('is Sluice itself');
});
