/** Trying policies before they are in force: on a text, on captured traffic, on what was stored. */
import type { Page } from '@playwright/test';

import { type Sluice, expect, openai, test } from '../fixtures.ts';
import { addWordPolicy, openPolicies, policyRow, saveButton } from '../support/policies.ts';
import { switchMode, trafficRow } from '../support/window.ts';

const CARD = '4111 1111 1111 1111';

const ask = (sluice: Sluice, content: string, agent = 'search-agent') =>
  openai(sluice).chat.completions.create({
    model: 'gpt-test',
    messages: [{ role: 'user', content }],
    metadata: { agent_name: agent },
  });

const playground = (page: Page) => page.getByRole('region', { name: 'Playground', exact: true });
const replay = (page: Page) => page.getByRole('region', { name: 'Replay', exact: true });

test('the playground says what the edit would do to a text, masked, before anything is saved', async ({
  sluice,
  upstream,
}) => {
  const { page } = sluice;
  await openPolicies(page);
  await policyRow(page, 'Payment data').click();
  await playground(page).getByRole('textbox', { name: 'Text to try' }).fill(`Charge ${CARD} again.`);
  await expect(playground(page)).toContainText('by Payment data');
  await expect(playground(page).getByRole('list', { name: 'Findings' }).getByRole('listitem')).toHaveCount(1);
  await expect(playground(page).locator('mark')).not.toContainText(CARD);
  await playground(page).getByRole('button', { name: 'Show the values' }).click();
  await expect(playground(page).locator('mark')).toHaveText(CARD);

  // The edit is tried at once: now it only masks.
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const json = page.getByRole('textbox', { name: 'Policy as JSON' });
  await json.fill((await json.inputValue()).replaceAll('"onRequest": "block"', '"onRequest": "mask"'));
  await playground(page).getByRole('button', { name: 'Masked' }).click();
  await expect(playground(page)).toContainText('Charge [CARD_1] again.');
  await expect(saveButton(page)).toBeVisible();
  // What is in force is as before, and nothing was sent.
  await expect(ask(sluice, `Charge ${CARD} again.`)).rejects.toMatchObject({ status: 403 });
  expect(upstream.chats).toHaveLength(0);
});

test('captured traffic can be picked and is tried by its halves', async ({ sluice, upstream }) => {
  const { page } = sluice;
  upstream.answer({ kind: 'text', text: `The card on file is ${CARD}.` });
  await ask(sluice, 'Which card is on file?', 'billing-bot').catch(() => undefined);
  await openPolicies(page);
  await playground(page).getByRole('button', { name: 'Pick from traffic' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pick captured traffic' });
  await dialog.getByRole('button', { name: /billing-bot/ }).click();
  await expect(playground(page)).toContainText('Nothing found');
  await playground(page).getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(playground(page).getByRole('list', { name: 'Findings' })).toContainText('card');
});

test('a replay tells what an edit newly catches and misses, and opens the exchange', async ({ sluice }) => {
  const { page } = sluice;
  await switchMode(page, 'Log');
  await ask(sluice, 'Refund order 4182, please.', 'billing-bot');
  await ask(sluice, 'The weather in Lisbon?');
  await addWordPolicy(page, 'Refunds', 'refund', 'block');

  // With the edit that has the word replaced by another.
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const json = page.getByRole('textbox', { name: 'Policy as JSON' });
  await json.fill((await json.inputValue()).replaceAll('refund', 'weather'));
  await replay(page).getByRole('button', { name: 'Run' }).click();
  await expect(replay(page).getByRole('button', { name: /1 newly caught/ })).toBeVisible();
  await expect(replay(page).getByRole('list', { name: 'Newly caught' })).toContainText('search-agent');
  await replay(page)
    .getByRole('button', { name: /1 newly missed/ })
    .click();
  const missed = replay(page).getByRole('list', { name: 'Newly missed' });
  await expect(missed).toContainText('billing-bot');
  await missed.getByRole('button').click();
  await expect(page.getByRole('region', { name: 'Exchange', exact: true })).toContainText('billing-bot');
});

test('in Log the top bar says what Block would have stopped, and lists it', async ({ sluice }) => {
  const { page } = sluice;
  await switchMode(page, 'Log');
  await ask(sluice, `Charge ${CARD} again.`, 'billing-bot');
  await ask(sluice, 'The weather in Lisbon?');
  const figure = page.getByRole('button', { name: 'Block would have stopped 1 of 2 logged this week' });
  await figure.click();
  await expect(trafficRow(page, 'billing-bot')).toHaveCount(1);
  await expect(trafficRow(page, 'search-agent')).toHaveCount(0);
});

test('one click on a finding lets the same pass from then on', async ({ sluice, upstream }) => {
  const { page } = sluice;
  await expect(ask(sluice, `Charge ${CARD} again.`)).rejects.toMatchObject({ status: 403 });
  await trafficRow(page, 'search-agent').click();
  await page.getByRole('tab', { name: 'Findings' }).click();
  await page.getByRole('button', { name: 'Allow this value' }).click();
  await expect(page.getByText('Exception added.')).toBeVisible();
  await ask(sluice, `Charge ${CARD} once more.`);
  expect(upstream.chats).toHaveLength(1);

  // Undone, it is as before.
  await page.getByRole('button', { name: 'Undo' }).click();
  await openPolicies(page);
  await expect(page.getByRole('button', { name: 'Exceptions 0' })).toBeVisible();
  await expect(ask(sluice, `Charge ${CARD} once more.`)).rejects.toMatchObject({ status: 403 });
});
