/** Policies in the window: what a person edits is what the next request meets. */
import type { Page } from '@playwright/test';

import { type Sluice, expect, openai, test } from '../fixtures.ts';
import { newPolicy, openPolicies, policyRow, saveButton, savePolicy } from '../support/policies.ts';

const CODE_NAME = 'The launch of project Bluebird is on Monday.';

const ask = (sluice: Sluice, content: string, agent = 'search-agent') =>
  openai(sluice).chat.completions.create({
    model: 'gpt-test',
    messages: [{ role: 'user', content }],
    metadata: { agent_name: agent },
  });

test('a word that is banned in the form is blocked in the next request', async ({ sluice, upstream }) => {
  const { page } = sluice;
  await openPolicies(page);
  await newPolicy(page);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Code names');
  await page.getByRole('button', { name: 'Word list', exact: true }).click();
  await page.getByLabel('Add to words of words').fill('bluebird');
  await page.getByLabel('Add to words of words').press('Enter');
  await page.getByRole('textbox', { name: 'Message to the agent' }).fill('Say it without the code name.');

  // An edit that is not saved is not in force.
  await ask(sluice, CODE_NAME);
  expect(upstream.chats).toHaveLength(1);

  await savePolicy(page);
  await expect(policyRow(page, 'Code names')).toContainText('Block');
  await expect(ask(sluice, CODE_NAME)).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining('Say it without the code name.'),
  });
  expect(upstream.chats).toHaveLength(1);

  // Off is at once.
  await policyRow(page, 'Code names').getByRole('switch').click();
  await expect(page.getByText('Code names is off.')).toBeVisible();
  await ask(sluice, CODE_NAME);
  expect(upstream.chats).toHaveLength(2);
});

test('the JSON view says where it is wrong, and nothing wrong can be saved', async ({ sluice }) => {
  const { page } = sluice;
  await openPolicies(page);
  await policyRow(page, 'Personal data').click();
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const json = page.getByRole('textbox', { name: 'Policy as JSON' });
  await expect(json).toHaveValue(/default-personal-data/);
  const sound = await json.inputValue();

  await json.fill(sound.replace('"severity": "low"', '"severity": "lowish"'));
  const wrong = page.getByRole('list', { name: 'What is wrong' }).getByRole('button');
  const line = sound.split('\n').findIndex((text) => text.includes('"severity"')) + 1;
  await expect(wrong).toContainText(`${line}:`);
  await expect(saveButton(page)).toBeDisabled();
  await wrong.click();
  await expect(json).toBeFocused();

  await json.fill(sound.replace('"severity": "low"', '"severity": "medium"'));
  await expect(wrong).toHaveCount(0);
  await json.press('Control+s');
  await expect(saveButton(page)).toBeHidden();
  await page.getByRole('button', { name: 'Form', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Severity' })).toContainText('Medium');
});

test('unsaved changes are not lost by going elsewhere', async ({ sluice }) => {
  const { page } = sluice;
  await openPolicies(page);
  const description = page.getByRole('textbox', { name: 'Description', exact: true });
  await description.fill('Mine');

  // The draft waits while somebody looks at the traffic.
  const views = page.getByRole('navigation', { name: 'Views' });
  await views.getByRole('button', { name: 'Traffic' }).click();
  await views.getByRole('button', { name: 'Policies' }).click();
  await expect(description).toHaveValue('Mine');

  await policyRow(page, 'Payment data').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Keep editing' }).click();
  await expect(description).toHaveValue('Mine');
  await policyRow(page, 'Payment data').click();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Payment data' })).toBeVisible();
  await policyRow(page, 'Secrets never leave').click();
  await expect(description).toHaveValue('Mine');
});

test('the keyboard moves, orders, switches and deletes; a restart keeps it', async ({ launch }) => {
  const first = await launch();
  await openPolicies(first.page);
  const grid = first.page.getByRole('grid', { name: 'Policies in order' });
  const names = (page: Page) =>
    page.getByRole('grid', { name: 'Policies in order' }).getByRole('row').locator('b').allTextContents();
  await grid.focus();
  await grid.press('j');
  await expect(policyRow(first.page, 'Payment data')).toHaveAttribute('aria-selected', 'true');
  await grid.press('Alt+ArrowUp');
  await expect
    .poll(() => names(first.page))
    .toEqual(['Payment data', 'Secrets never leave', 'Prompt injection', 'Personal data']);
  await grid.press(' ');
  await expect(policyRow(first.page, 'Payment data').getByRole('switch')).not.toBeChecked();
  await grid.press('End');
  await grid.press('Delete');
  await expect(policyRow(first.page, 'Personal data')).toHaveCount(0);
  await first.quit();

  const { page } = await launch();
  await openPolicies(page);
  expect(await names(page)).toEqual(['Payment data', 'Secrets never leave', 'Prompt injection']);
  await expect(policyRow(page, 'Payment data').getByRole('switch')).not.toBeChecked();
});
