/** What only a language model can tell: said where nobody is asked, asked where one is set. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Page } from '@playwright/test';

import { type Sluice, expect, openai, test } from '../fixtures.ts';
import { newPolicy, openPolicies, savePolicy } from '../support/policies.ts';
import { trafficRow } from '../support/window.ts';

const QUESTION = 'Does the text ask for legal advice?';

/** An OpenAI-compatible judge that finds legal advice in any text that says "sue". */
async function startJudge(): Promise<{ url: string; asked: string[]; close: () => Promise<void> }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { messages: { content: string }[] };
      const content = body.messages[1]?.content ?? '';
      asked.push(content);
      const texts = content.match(/^Text \d+ comes from/gm)?.length ?? 0;
      const answer = JSON.stringify({ 1: Array(texts).fill(content.includes('sue') ? 0.95 : 0.05) });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content: answer } }] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const ask = (sluice: Sluice, content: string) =>
  openai(sluice).chat.completions.create({
    model: 'gpt-test',
    messages: [{ role: 'user', content }],
    metadata: { agent_name: 'tenant-bot' },
  });

const openView = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name }).click();

test('without a judge form and verdict say that nobody is asked; with one it decides', async ({ sluice, upstream }) => {
  const judge = await startJudge();
  try {
    const { page } = sluice;
    await openPolicies(page);
    await newPolicy(page);
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('No legal advice');
    await page.getByRole('button', { name: 'LLM rule', exact: true }).click();
    await page.getByRole('textbox', { name: 'Question to the judge' }).fill(QUESTION);
    await expect(page.getByRole('region', { name: 'Policy', exact: true })).toContainText(
      'No judge is set, so nobody is asked',
    );
    await savePolicy(page);
    await ask(sluice, 'May I sue my landlord?');
    expect(upstream.chats).toHaveLength(1);
    await openView(page, 'Traffic');
    await trafficRow(page, 'tenant-bot').click();
    await page.getByRole('tab', { name: 'Findings' }).click();
    await expect(page.getByRole('region', { name: 'Exchange', exact: true })).toContainText(
      "the judge that 'No legal advice' needs was not asked, because none is set",
    );

    await openView(page, 'Policies');
    await page.getByRole('button', { name: 'Set one in Settings' }).click();
    const url = page.getByRole('textbox', { name: 'Language model as judge' });
    await url.fill(judge.url);
    await url.press('Enter');
    await expect(page.getByRole('region', { name: 'Judges' })).toContainText('saved here');
    await expect(ask(sluice, 'May I sue my neighbour?')).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('No legal advice'),
    });
    await ask(sluice, 'How is the weather?');
    expect(upstream.chats).toHaveLength(2);
    expect(judge.asked[0]).toContain(QUESTION);

    // The playground asks it too, and says where it is.
    await openView(page, 'Policies');
    const playground = page.getByRole('region', { name: 'Playground', exact: true });
    await playground.getByRole('textbox', { name: 'Text to try' }).fill('Can I sue them?');
    await expect(playground).toContainText('by No legal advice');
    await expect(playground).toContainText('Judge');
    await expect(page.getByRole('region', { name: 'Policy', exact: true })).toContainText(
      `at ${new URL(judge.url).host} is asked`,
    );
  } finally {
    await judge.close();
  }
});
