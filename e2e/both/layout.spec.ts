/** Names of any length, at the size the window starts with: none leaves the window, none gives way to a figure. */
import { expect, openai, test } from '../fixtures.ts';
import { trafficRow } from '../support/window.ts';

const AGENT = `research-${'a'.repeat(120)}`;
const MODEL = `vendor/model-${'b'.repeat(120)}`;

test('long names stay inside the window, short ones are whole beside their figures', async ({ sluice }) => {
  const { page } = sluice;
  for (const model of [MODEL, 'gpt-4.1-mini']) {
    await openai(sluice).chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'Hello.' }],
      metadata: { agent_name: AGENT },
    });
  }
  await trafficRow(page, 'vendor/model').click();
  for (const fact of [page.getByTitle(`Open the page of ${AGENT}`), page.getByTitle(`Model ${MODEL}`)]) {
    // All of it: what is cut off at the window's edge is not in the viewport.
    await expect(fact).toBeInViewport({ ratio: 1 });
  }
  await page.getByTitle(`Open the page of ${AGENT}`).click();
  const cell = page.getByRole('region', { name: 'Models' }).getByRole('cell', { name: 'gpt-4.1-mini' });
  await expect(cell).toBeVisible();
  expect(await cell.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Collections' }).click();
  const head = page.getByRole('columnheader', { name: 'Open violations' });
  await expect(head).toBeVisible();
  expect(await head.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});
