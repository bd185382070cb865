/** What axe finds, on the views a person meets first, in both themes. */
import { AxeBuilder } from '@axe-core/playwright';

import { expect, openai, test } from '../fixtures.ts';
import { trafficRow } from '../support/window.ts';

/** Levels A and AA up to version 2.2. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

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
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // Without it axe opens a page of its own, which Electron has not got.
      const { violations } = await new AxeBuilder({ page }).withTags(WCAG).setLegacyMode().analyze();
      for (const { id, nodes } of violations)
        found.push(`${name}, ${colorScheme}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    }
  }
  expect(found).toEqual([]);
});
