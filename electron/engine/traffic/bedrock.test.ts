/** Bedrock's requests are signed over every byte and its streams are binary: recorded and passed, never touched. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { bedrockConverse } from '../dialects/test-support/samples.ts';
import { policy } from '../policy/test-support/make.ts';
import { engineOfFile } from '../test-support/file-engine.ts';
import { type TestServer, sendJson, startServer } from '../test-support/http-server.ts';

let upstream: TestServer;

beforeAll(async () => {
  upstream = await startServer((request, response) => {
    if (request.url?.endsWith('/converse') === true) return sendJson(response, 200, bedrockConverse.answer);
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    response.end(bedrockConverse.stream);
  });
});

afterAll(() => upstream.close());

const engine = engineOfFile(() => ({
  upstream: upstream.url,
  saved: { mode: 'block', keyAliasLookup: false, upstreamIsLiteLLM: false },
  policies: [
    policy('mask', { rules: [{ type: 'email', onRequest: 'mask', onResponse: 'mask' }] }),
    policy('cards', { rules: [{ type: 'credit_card', onRequest: 'block', onResponse: 'block' }] }),
  ],
}));

const signed = { authorization: 'AWS4-HMAC-SHA256 Credential=made-up', 'x-agent-name': 'signer' };
const body = JSON.stringify(bedrockConverse.request);

test('a stream passes byte for byte, and its record has the message it carries', async () => {
  const answer = await engine.post(bedrockConverse.path, body, signed);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bedrockConverse.stream);
  expect(upstream.received.at(-1)?.body.toString()).toBe(body);
  const [exchange] = await engine.recorded(1);
  expect(exchange?.row).toMatchObject({ dialect: 'bedrock', state: 'complete', streamed: true, agent: 'signer' });
  const said = exchange?.conversation?.answer.flatMap(({ blocks }) => blocks) ?? [];
  expect(said.some((block) => block.kind === 'text' && block.text !== '')).toBe(true);
});

test('what a policy blocks is blocked as AWS says it; what it would mask is blocked too, for it cannot be', async () => {
  const before = upstream.received.length;
  for (const text of ['Card 4111 1111 1111 1111', 'Mail eve@example.com']) {
    const request = JSON.stringify({ messages: [{ role: 'user', content: [{ text }] }] });
    const answer = await engine.post('/model/m/converse', request, signed);
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([403, 'AccessDeniedException']);
  }
  expect(upstream.received.length).toBe(before);
});
