/** The window in a browser outlives its engine; it must not go on promising what that one did. */
import { expect, test } from '../fixtures.ts';

test('without its engine the window says so and claims neither mode nor restart', async ({ sluice }) => {
  const { page } = sluice;
  await expect(page.getByText('Armed')).toBeVisible();
  process.kill(await sluice.enginePid(), 'SIGKILL');
  await expect(page.getByRole('alert')).toContainText('The engine does not answer.');
  await expect(page.getByText('No word from the engine')).toBeVisible();
  await expect(page.getByText('Armed')).toBeHidden();
  await expect(page.getByRole('group', { name: 'Health' })).not.toContainText('restarting');
});
