/** What stands below a name too long for a pointer is judged like everything else, and cannot be edited. */
import { expect, onTestFinished, test } from 'vitest';

import { testEngine } from '../test-support/engine.ts';
import { sendJson, startServer } from '../test-support/http-server.ts';

const NAME = 'k'.repeat(100_000);
// Made up.
const SECRET = `sk-proj-${'aB3dE6gH9jK2mN5p'.repeat(3)}`;

async function ask(mode: 'block' | 'log', text: string) {
  const server = await startServer((_request, response, received) => sendJson(response, 200, { got: received.length }));
  onTestFinished(() => server.close());
  const { engine, settled } = await testEngine({ upstream: server.url, saved: { mode } });
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hi.' }], [NAME]: { note: text } });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`http://127.0.0.1:${engine.port}/v1/chat/completions`, { method: 'POST', headers, body });
  const [exchange] = await settled(1);
  return { status: answer.status, exchange, forwarded: server.received.map((one) => one.body.toString()), body };
}

test('Block: a secret there is denied', async () => {
  const { status, exchange, forwarded } = await ask('block', SECRET);
  expect([status, forwarded]).toEqual([403, []]);
  expect(exchange?.row).toMatchObject({ state: 'blocked', verdict: 'block' });
});

test('Log: it goes on byte for byte, its record says what was found, and does not hold the secret', async () => {
  const { status, exchange, forwarded, body } = await ask('log', SECRET);
  expect([status, forwarded]).toEqual([200, [body]]);
  expect(exchange?.row).toMatchObject({ state: 'complete', verdict: 'block' });
  expect(exchange?.findings.map(({ type }) => type)).toContain('secret.openai_api_key');
  expect(JSON.stringify(exchange)).not.toContain(SECRET);
  expect(Math.max(...(exchange?.findings ?? []).map(({ pointer }) => pointer.length))).toBeLessThan(200);
});

test('harmless text there passes', async () => {
  const { status, exchange } = await ask('block', 'Nothing of interest.');
  expect([status, exchange?.row.verdict]).toEqual([200, 'allow']);
});
