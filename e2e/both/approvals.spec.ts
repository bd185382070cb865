/** What a policy denies until a person says otherwise: held at the gateway, asked about in the window. */
import type { Page } from '@playwright/test';

import { type Sluice, expect, openai, test } from '../fixtures.ts';
import { addWordPolicy } from '../support/policies.ts';
import { trafficRow } from '../support/window.ts';

const ask = (sluice: Sluice, content: string, agent = 'billing-bot') =>
  openai(sluice).chat.completions.create({
    model: 'gpt-test',
    messages: [{ role: 'user', content }],
    metadata: { agent_name: agent },
  });

const prompt = (page: Page) => page.getByRole('region', { name: 'Waits for you' });
const openTraffic = (page: Page) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Traffic' }).click();

test('a held request goes on when the keyboard approves it, and is denied when it denies', async ({
  sluice,
  upstream,
}) => {
  const { page } = sluice;
  await addWordPolicy(page, 'Refunds', 'refund', 'approval');
  await openTraffic(page);

  const first = ask(sluice, 'Please refund order 4182.');
  await expect(prompt(page)).toContainText('billing-bot waits for approval');
  await expect(prompt(page)).toContainText('Refunds');
  expect(upstream.chats).toHaveLength(0);

  // The first press goes there, and answers nothing.
  await page.keyboard.press('a');
  await expect(prompt(page)).toBeFocused();
  await expect(prompt(page).getByRole('button', { name: 'Approve A' })).toBeEnabled();
  expect(upstream.chats).toHaveLength(0);
  await page.keyboard.press('a');
  await expect(prompt(page)).toBeHidden();
  expect((await first).choices[0]?.message.content).toBe('Hello from the upstream.');
  expect(upstream.chats).toHaveLength(1);

  const second = ask(sluice, 'Please refund order 5000.').catch((error: { status?: number }) => error.status);
  await expect(prompt(page)).toBeVisible();
  await page.keyboard.press('a');
  await expect(prompt(page).getByRole('button', { name: 'Deny D' })).toBeEnabled();
  await page.keyboard.press('d');
  expect(await second).toBe(403);
  expect(upstream.chats).toHaveLength(1);
});

test('several wait in a queue; an answer for an hour covers what follows', async ({ sluice, upstream }) => {
  const { page } = sluice;
  await addWordPolicy(page, 'Refunds', 'refund', 'approval');
  const one = ask(sluice, 'Please refund order 1.', 'billing-bot');
  await expect(prompt(page)).toContainText('billing-bot');
  const two = ask(sluice, 'Please refund order 2.', 'support-copilot');
  await expect(prompt(page)).toContainText('1 of 2');
  await expect(page.getByRole('banner').getByRole('button', { name: /2 wait/ })).toBeVisible();

  await prompt(page).getByRole('button', { name: 'The next one' }).click();
  await expect(prompt(page)).toContainText('support-copilot waits for approval');
  await prompt(page).getByRole('combobox', { name: 'Approve' }).click();
  await page.getByRole('option', { name: 'for an hour' }).click();
  await prompt(page).getByRole('button', { name: 'Approve A' }).click();
  await two;
  expect(upstream.chats).toHaveLength(1);
  // The other one still waits; the next of the approved agent does not.
  await expect(prompt(page)).toContainText('billing-bot waits for approval');
  await ask(sluice, 'Please refund order 3.', 'support-copilot');
  await prompt(page).getByRole('button', { name: 'Approve A' }).click();
  await one;
  await expect(prompt(page)).toBeHidden();
  expect(upstream.chats).toHaveLength(3);
});

test('a warning is released from the detail and passes when it is sent again', async ({ sluice, upstream }) => {
  const { page } = sluice;
  await addWordPolicy(page, 'Refunds', 'refund', 'warn');
  await openTraffic(page);
  await expect(ask(sluice, 'Please refund order 4182.')).rejects.toMatchObject({ status: 403 });
  await expect(prompt(page)).toBeHidden();

  await trafficRow(page, 'billing-bot').click();
  await page
    .getByRole('region', { name: 'Exchange', exact: true })
    .getByRole('button', { name: 'Release', exact: true })
    .click();
  await expect(page.getByText(/^Released: it passes/)).toBeVisible();
  await ask(sluice, 'Please refund order 4182.');
  expect(upstream.chats).toHaveLength(1);
});
