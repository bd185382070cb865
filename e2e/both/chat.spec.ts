/** The Chat tab of every dialect, in both hosts: the samples go through the gateway, a person opens each. */
import { once } from 'node:events';

import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';

import { type Sluice, expect, openai, test } from '../fixtures.ts';
import { SAMPLES, WHOLE, startSampleUpstream } from '../support/sample-upstream.ts';
import { trafficRow } from '../support/window.ts';

type Sample = (typeof SAMPLES)[number];

async function send({ address }: Sluice, sample: Sample, agent: string, more: Record<string, string>): Promise<void> {
  if (sample.id === 'realtime') {
    const url = `${address.replace('http', 'ws')}${sample.path}`;
    const socket = new WebSocket(url, { headers: { 'x-agent-name': agent } });
    await once(socket, 'open');
    for (const event of sample.request as object[]) socket.send(JSON.stringify(event));
    await once(socket, 'close');
    return;
  }
  // Their own agent_name would win over the header.
  const body = JSON.stringify(sample.request).replace('"agent_name":"sample"', '"kind":"sample"');
  const headers = { 'content-type': 'application/json', 'x-agent-name': agent, ...more };
  const answer = await fetch(address + sample.path, { method: 'POST', body, headers });
  await answer.text();
}

const messages = (page: Page) => page.getByRole('region', { name: 'Messages' });

/** What the Chat tab has to show of each: tools with their results, media as what they are, answers. */
const SHOWN: Readonly<Record<string, readonly RegExp[]>> = {
  '/v1/chat/completions': [/Be brief\./, /image\/png8 B4c4b6a3be131/, /lookanswered/, /Grüße 世界 😀/, /no result yet/],
  '/v1/responses': [/thinking of Oslo/, /weatheranswered/, /rain/, /mcp__met__nowanswered/, /Bergen|ä/],
  '/v1/completions': [/Once/, /Grüße|upon/],
  '/v1/embeddings': [/one/, /1 vector of 1 number/],
  '/v1/moderations': [/is this bad\?/, /Not flagged/],
  '/v1/messages': [/Notestext\/plain11 B/, /A document\./, /Thinking/, /世界 😀/, /Tromsø/],
  '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse': [/weatheranswered/, /"sky": "rain"/, /Tromsø/],
  '/api/chat': [/Weather\?/, /weatheranswered/, /Tromsø/],
  '/api/generate': [/Once/, /Grüße 😀/],
  '/github/mcp': [/mcp__github__get_issueanswered/, /Grüße 世界 😀/],
  '/model/anthropic.claude-3-5-sonnet-20240620-v1%3A0/converse-stream': [/世界 😀/, /weatherno result yet/],
  '/model/anthropic.claude-3-5-sonnet-20240620-v1:0/invoke-with-response-stream': [/Weather\?/, /Grüße 😀/],
  '/v1/realtime?model=gpt-realtime': [/Weather\?/, /audio3 B/, /weatheranswered/, /Grüße 世界 😀/],
};

test('every dialect is a conversation', async ({ launch }) => {
  const upstream = await startSampleUpstream();
  const sluice = await launch({ env: { LITELLM_URL: upstream.url } });
  const { page } = sluice;
  for (const [index, sample] of SAMPLES.entries()) await send(sluice, sample, `sample-${index + 1}.`, {});
  for (const [index, sample] of SAMPLES.entries()) {
    await trafficRow(page, `sample-${index + 1}.`).click();
    await expect(page.getByRole('region', { name: 'Exchange', exact: true })).toContainText(`sample-${index + 1}.`);
    for (const shown of SHOWN[sample.path] ?? [/never/]) await expect(messages(page)).toContainText(shown);
  }
  // One call, three things that answer it: a text, a picture, a file with its text.
  const mcp = SAMPLES.find(({ id }) => id === 'mcp')!;
  await send(sluice, mcp, 'whole-agent', WHOLE);
  await expect(trafficRow(page, 'whole-agent')).toContainText('tools/call get_issue');
  await trafficRow(page, 'whole-agent').click();
  await expect(messages(page)).toContainText(/answered.*Issue 1.*image\/png8 B.*file:\/\/\/atext\/plain6 B.*inside/);
  await expect(messages(page).getByRole('article')).toHaveCount(1);
  await messages(page).getByRole('article').hover();
  await messages(page).getByRole('button', { name: 'Copy the message' }).click();
  await expect(page.getByText('Copied, masked.')).toBeVisible();

  await fetch(`${sluice.address}/v1/unknown/messages`, {
    method: 'POST',
    body: '{"messages":[{"role":"user","content":"Hello."}]}',
    headers: { 'content-type': 'application/json', 'x-agent-name': 'failing-agent' },
  }).then((answer) => answer.text());
  await trafficRow(page, 'failing-agent').click();
  await expect(messages(page)).toContainText('The upstream answered 404The sample has a cold.');
  upstream.close();
});

test('an answer is shown while it streams, judged so far, and whole when it ends', async ({ sluice, upstream }) => {
  const { page } = sluice;
  upstream.answer({ kind: 'stream' });
  const stream = await openai(sluice).chat.completions.create({
    model: 'gpt-test',
    messages: [{ role: 'user', content: 'Tell me a story.' }],
    metadata: { agent_name: 'story-agent' },
    stream: true,
  });
  const source = await upstream.nextStream();
  await source.send('Once upon a time, ');
  const row = trafficRow(page, 'story-agent');
  await expect(row).toContainText('Allow');
  await expect(row).toContainText('200');
  await row.click();
  const answer = messages(page).getByRole('article').last();
  await expect(answer).toContainText(/Assistantstreaming.*Once upon a time,/);
  await source.send('there was a key');
  await expect(answer).toContainText('there was a key');
  await source.finish();
  for await (const _ of stream);
  await expect(answer).not.toContainText('streaming');
  await page.getByRole('tab', { name: 'Timing' }).click();
  const timing = page.getByRole('region', { name: 'Timing' });
  for (const phase of ['In Sluice', 'Waiting', 'Streaming', 'In all']) await expect(timing).toContainText(phase);
  await page.getByRole('tab', { name: 'Chat' }).click();
  await expect(answer).toContainText('Once upon a time, there was a key');
});
