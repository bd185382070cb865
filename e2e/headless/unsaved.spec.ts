/** A browser asks before an unsaved edit is lost with its page. */
import { expect, test } from '../fixtures.ts';
import { openPolicies } from '../support/policies.ts';

test('closing the page on an unsaved edit is asked about', async ({ sluice }) => {
  const { page } = sluice;
  await openPolicies(page);
  await page.getByRole('textbox', { name: 'Description', exact: true }).fill('Mine');
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await expect(page.getByRole('textbox', { name: 'Description', exact: true })).toHaveValue('Mine');
});
