/** The window's parts, by their roles and names, as specs speak of them. */
import { type Locator, type Page, expect } from '@playwright/test';

export const trafficGrid = (page: Page): Locator => page.getByRole('grid', { name: 'Traffic' });

/** Rows of exchanges whose text matches; the head is a row too, but never matches what a request said. */
export const trafficRow = (page: Page, text: string | RegExp): Locator =>
  trafficGrid(page).getByRole('row').filter({ hasText: text });

export const collection = (page: Page, agent: string): Locator =>
  page.getByRole('navigation', { name: 'Collections' }).getByRole('button').filter({ hasText: agent });

const modeRadio = (page: Page, mode: 'Block' | 'Log'): Locator =>
  page.getByRole('radiogroup', { name: 'Mode' }).getByRole('radio', { name: mode });

export async function expectMode(page: Page, mode: 'Block' | 'Log'): Promise<void> {
  await expect(modeRadio(page, mode)).toBeChecked();
}

/** Switches as a person does, who is asked before blocking ends. */
export async function switchMode(page: Page, mode: 'Block' | 'Log'): Promise<void> {
  await modeRadio(page, mode).click();
  const confirm = page.getByRole('button', { name: 'Switch to Log' });
  if (mode === 'Log') {
    await expect(confirm.or(modeRadio(page, mode).and(page.locator('[aria-checked=true]')))).toBeVisible();
    if (await confirm.isVisible()) await confirm.click();
  }
  await expectMode(page, mode);
}
