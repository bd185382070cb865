import { expect, openai, test } from '../fixtures.ts';
import { trafficRow } from '../support/window.ts';

test('a detector of one’s own is tried on a sample, saved, and finds in the traffic from then on', async ({
  sluice,
}) => {
  const { page } = sluice;
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const section = page.getByRole('region', { name: 'Detectors', exact: true });
  await section.getByRole('button', { name: 'Add detector…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a detector' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('ticket-number');
  const pattern = dialog.getByRole('textbox', { name: 'Pattern' });
  await pattern.fill(String.raw`TCK-(\d{4}`);
  await expect(dialog.getByText('Character 5: missing closing )')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Add detector' })).toBeDisabled();
  await pattern.fill(String.raw`TCK-\d{4}`);
  await dialog.getByRole('textbox', { name: 'Try it on' }).fill('See TCK-1234 and ＴＣＫ-9999, not TCK-12.');
  await expect(dialog.getByText('2 matches, 1 of them disguised')).toBeVisible();
  await dialog.getByRole('button', { name: 'Add detector' }).click();
  await expect(section.getByRole('switch', { name: 'Look for ticket_number' })).toBeChecked();

  await openai(sluice).chat.completions.create({
    model: 'gpt-test',
    messages: [{ role: 'user', content: 'Close TCK-4711 please.' }],
    metadata: { agent_name: 'ticket-agent' },
  });
  await page.getByRole('button', { name: 'Traffic', exact: true }).click();
  await trafficRow(page, 'ticket-agent').click();
  await expect(page.getByRole('button', { name: 'finding: Ticket number' })).toBeVisible();
});
