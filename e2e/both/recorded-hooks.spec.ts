/** The recorded traffic of real clients, sent again over a socket: what a person sees of it. */
import { recordedRows, sendRow } from '../../electron/engine/ingress/guardrail-api/test-support/recorded.ts';
import { expect, test } from '../fixtures.ts';
import { collection, trafficGrid, trafficRow } from '../support/window.ts';

test('calls of Akto’s hook and of LiteLLM’s guardrail: as many rows, under their agents, with verdict and session', async ({
  sluice,
}) => {
  const { page, address } = sluice;
  for (const row of recordedRows('hook_september_block')) await sendRow(address, row);
  // Two questions, tool calls and a record each: 15 calls.
  await expect(page.getByRole('button', { name: 'All traffic' })).toContainText('15');
  await expect(trafficGrid(page).getByRole('row')).toHaveCount(16);
  await expect(trafficRow(page, 'Block')).toHaveCount(4);
  await expect(trafficRow(page, '403')).toHaveCount(3);
  await expect(trafficRow(page, '429')).toHaveCount(1);
  await expect(trafficRow(page, '/v1/responses')).toHaveCount(3);
  await trafficRow(page, '/v1/chat/completions').first().click();
  await expect(page.locator('.facts')).toContainText('sess-abc12');
  await expect(page.locator('.facts')).not.toContainText('unpaired');

  for (const row of recordedRows('litellm_builtin_akto')) await sendRow(address, row);
  await expect(page.getByRole('button', { name: 'All traffic' })).toContainText('39');
  // What names the agent: its key's alias before its team's, that before LiteLLM's own address.
  await expect(collection(page, 'key-wins')).toContainText('20');
  for (const agent of ['search-agent', 'search_agents', 'alias-loses']) {
    await expect(collection(page, agent)).toContainText('1');
  }
});
