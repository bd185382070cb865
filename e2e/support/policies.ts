/** The Policies view, as specs use it. */
import { type Locator, type Page, expect } from '@playwright/test';

export const policyRow = (page: Page, name: string): Locator =>
  page.getByRole('grid', { name: 'Policies in order' }).getByRole('row').filter({ hasText: name });

export const saveButton = (page: Page): Locator => page.getByRole('button', { name: 'Save policy' });

export async function openPolicies(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Policies' }).click();
  await expect(policyRow(page, 'Payment data')).toBeVisible();
}

export async function newPolicy(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New policy or preset' }).click();
  await page.getByRole('menuitem', { name: 'New policy', exact: true }).click();
  await expect(saveButton(page)).toBeVisible();
}

export async function savePolicy(page: Page): Promise<void> {
  await saveButton(page).click();
  await expect(saveButton(page)).toBeHidden();
}

/** A new policy on one word, written in the JSON view: `onRequest` says what the word does in a request. */
export async function addWordPolicy(page: Page, name: string, word: string, onRequest: string): Promise<void> {
  await openPolicies(page);
  await newPolicy(page);
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const policy = {
    id: name.toLowerCase().replaceAll(' ', '-'),
    name,
    description: '',
    enabled: true,
    severity: 'high',
    agents: [],
    rules: [],
    words: [{ name: word, words: [word], onRequest, onResponse: 'none' }],
    advice: '',
  };
  await page.getByRole('textbox', { name: 'Policy as JSON' }).fill(JSON.stringify(policy, null, 2));
  await expect(saveButton(page)).toBeEnabled();
  await savePolicy(page);
}
