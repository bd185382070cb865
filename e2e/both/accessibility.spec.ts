/** What axe finds, on the views a person meets first, in both themes. */
import { AxeBuilder } from '@axe-core/playwright';

import type { Page } from '@playwright/test';

import { expect, openai, test } from '../fixtures.ts';
import { openPolicies } from '../support/policies.ts';
import { trafficRow } from '../support/window.ts';

/** Levels A and AA up to version 2.2. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds in both themes, below an element or everywhere. `where`: what is looked at, in words. */
async function violationsIn(page: Page, where: string, element?: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Without it axe opens a page of its own, which Electron has not got.
    const axe = new AxeBuilder({ page }).withTags(WCAG).setLegacyMode();
    const { violations, passes } = await (element === undefined ? axe : axe.include(element)).analyze();
    for (const { id, nodes } of violations)
      found.push(`${where}, ${colorScheme}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    // An element that is not there has no violations either.
    if (passes.length === 0) found.push(`${where}, ${colorScheme}: nothing was looked at`);
  }
  return found;
}

test('the views have no accessibility violations', async ({ sluice }) => {
  // Every view twice: a slow machine needs its time.
  test.setTimeout(240_000);
  const { page } = sluice;
  await openai(sluice).chat.completions.create({
    model: 'gpt-test',
    messages: [{ role: 'user', content: 'Hello.' }],
    metadata: { agent_name: 'search-agent' },
  });
  await trafficRow(page, 'search-agent').click();
  await expect(page.getByRole('tab', { name: 'Chat' })).toBeVisible();
  const views = page.getByRole('navigation', { name: 'Views' }).getByRole('button');
  const found: string[] = [];
  for (const name of await views.allTextContents()) {
    await views.filter({ hasText: name }).click();
    found.push(...(await violationsIn(page, name)));
  }
  expect(found).toEqual([]);
});

test('the dialog that imports policies has none: empty, with policies to take, with what cannot be read', async ({
  sluice,
}) => {
  test.setTimeout(180_000);
  const { page } = sluice;
  await openPolicies(page);
  await page.getByRole('button', { name: 'Import and export' }).click();
  await page.getByRole('menuitem', { name: 'Import…', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Import policies' });
  const text = dialog.getByRole('textbox', { name: 'Policies as JSON' });
  await expect(text).toBeVisible();
  const found = await violationsIn(page, 'Empty', '[role=dialog]');

  // As Akto keeps them: some of it has no effect here, and the dialog says so.
  const policy = { name: 'Payments team', behaviour: 'block', piiTypes: [{ type: 'email' }], blockedHosts: ['*.test'] };
  await text.fill(JSON.stringify({ policy }));
  await dialog.getByRole('button', { name: 'Look inside' }).click();
  await expect(dialog.getByRole('region', { name: 'No effect here: Payments team' })).toBeVisible();
  found.push(...(await violationsIn(page, 'Policies', '[role=dialog]')));

  await dialog.getByRole('button', { name: 'Back' }).click();
  await text.fill('{ "id": "x", "rules": [5] }');
  await dialog.getByRole('button', { name: 'Look inside' }).click();
  await expect(dialog.getByRole('region', { name: 'What cannot be read' })).toBeVisible();
  found.push(...(await violationsIn(page, 'Unreadable', '[role=dialog]')));
  expect(found).toEqual([]);
});
