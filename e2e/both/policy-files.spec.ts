/** Policies that come from elsewhere and go elsewhere: files of Akto and of Sluice, presets. */
import { readFile } from 'node:fs/promises';

import type { Download, Page } from '@playwright/test';

import { expect, openai, test } from '../fixtures.ts';
import { openPolicies, policyRow } from '../support/policies.ts';

const AKTO = {
  policy: {
    name: 'Payments team',
    severity: 'CRITICAL',
    active: true,
    behaviour: 'block',
    applyOnRequest: true,
    applyToAllServers: true,
    piiTypes: [{ type: 'email', behavior: 'block', minMatchCount: 1 }],
    contentFiltering: { harmfulCategories: { hate: 'HIGH', useForResponses: false } },
    blockedHosts: ['*.example.org'],
    somethingNew: { deep: [1, null] },
  },
};

const openMenu = async (page: Page, item: string) => {
  await page.getByRole('button', { name: 'Import and export' }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
};

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

test('a guardrails-sync file says what has no effect, acts from the next request on, and goes out as it came', async ({
  sluice,
  hostKind,
}) => {
  const { page } = sluice;
  await openPolicies(page);
  await openMenu(page, 'Import…');
  const dialog = page.getByRole('dialog', { name: 'Import policies' });
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'payments.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(AKTO)),
  });
  await expect(dialog.getByRole('region', { name: 'No effect here: Payments team' })).toContainText('blockedHosts');
  await expect(dialog).toContainText('somethingNew');
  await expect(dialog).toContainText('needs a judge, none is set');
  await expect(policyRow(page, 'Payments team')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Add 1 policy' }).click();
  await expect(policyRow(page, 'Payments team')).toContainText('Block');

  const request = openai(sluice).chat.completions.create({
    model: 'gpt-test',
    messages: [{ role: 'user', content: 'Write to eve@customer.example, please.' }],
  });
  await expect(request).rejects.toMatchObject({ status: 403, message: expect.stringContaining('Payments team') });

  // Electron 33 keeps downloads from Playwright.
  if (hostKind === 'electron') return;
  await policyRow(page, 'Payments team').click();
  await page.getByRole('button', { name: 'Actions for Payments team' }).click();
  const waiting = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export for guardrails-sync' }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('payments-team.json');
  expect(JSON.parse(await textOf(download))).toEqual(AKTO);
});

test('a file that is no policy says where it is wrong, and nothing can be added', async ({ sluice }) => {
  const { page } = sluice;
  await openPolicies(page);
  await openMenu(page, 'Import…');
  const dialog = page.getByRole('dialog', { name: 'Import policies' });
  await dialog.getByRole('textbox', { name: 'Policies as JSON' }).fill('{ "id": "x",\n  "rules": [ 5 ] }');
  await dialog.getByRole('button', { name: 'Look inside' }).click();
  await expect(dialog.getByRole('region', { name: 'What cannot be read' })).toContainText(
    'pasted text:2:14 must be an object',
  );
  await expect(dialog.getByRole('button', { name: 'Add', exact: true })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Back' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Policies as JSON' })).toHaveValue(/"rules"/);
});

test('each preset says which controls it serves, and is added once', async ({ sluice }) => {
  const { page } = sluice;
  await openPolicies(page);
  const dialog = page.getByRole('dialog', { name: 'Presets' });
  const open = async (name: string) => {
    await page.getByRole('button', { name: 'New policy or preset' }).click();
    await page.getByRole('menuitem', { name: 'From a preset…' }).click();
    await dialog.getByRole('button', { name, exact: true }).click();
  };
  for (const [name, policies, controls, one] of [
    ['PCI DSS', 3, '7 of 9 controls served here', 'PCI: cardholder data'],
    ['GDPR', 4, ' controls served here', 'GDPR: contact data'],
    ['OWASP LLM Top 10', 5, '7 of 10 controls served here', 'OWASP: prompt injection'],
  ] as const) {
    await open(name);
    await expect(dialog.getByRole('region', { name: 'Control mapping' })).toContainText(controls);
    await dialog.getByRole('button', { name: `Add ${policies} policies` }).click();
    await expect(policyRow(page, one)).toHaveCount(1);
    await expect(dialog).toBeHidden();
  }
  await expect(page.getByRole('grid', { name: 'Policies in order' }).getByRole('row')).toHaveCount(16);
  await open('PCI DSS');
  await expect(dialog.getByRole('button', { name: 'All there already' })).toBeDisabled();
});
