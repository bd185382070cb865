/** A streamed answer that calls a tool which a policy denies ends before the call: samples of every dialect. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Policy } from '../../../shared/domain/index.ts';
import { SAMPLES } from '../dialects/test-support/samples.ts';
import { ndjson } from '../dialects/test-support/sample.ts';
import { policy } from '../policy/test-support/make.ts';
import { engineOfFile } from '../test-support/file-engine.ts';
import { type TestServer, startServer } from '../test-support/http-server.ts';

const denying = (agent: string, ...deny: string[]): Policy =>
  policy(agent, {
    name: 'Tools',
    agents: [agent],
    tools: { allow: [], deny, onRequest: 'none', onResponse: 'block' },
  });

/** https://github.com/ollama/ollama/blob/main/docs/api.md#chat-request-streaming-with-tools */
const OLLAMA = ndjson([
  {
    model: 'm',
    message: { role: 'assistant', content: '', tool_calls: [{ function: { name: 'weather', arguments: {} } }] },
    done: false,
  },
  { model: 'm', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' },
]);

const streamOf = (id: string): Buffer => SAMPLES.find((sample) => sample.id === id)?.stream ?? OLLAMA;

/** Where each dialect's sample comes from, the tool it calls, and the words that end it for the client. */
const CASES = [
  ['openai-chat', '/v1/chat/completions', 'look', 'data: [DONE]'],
  ['openai-responses', '/v1/responses', 'weather', 'response.failed'],
  ['anthropic-messages', '/v1/messages', 'weather', 'event: error'],
  ['gemini', '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse', 'weather', 'SAFETY'],
  ['ollama', '/api/chat', 'weather', '"error"'],
] as const;

let upstream: TestServer;
let answer: Buffer = OLLAMA;

beforeAll(async () => {
  upstream = await startServer((request, response) => {
    const type = request.url === '/api/chat' ? 'application/x-ndjson' : 'text/event-stream';
    response.writeHead(200, { 'content-type': type });
    response.end(answer);
  });
});

afterAll(() => upstream.close());

const engine = engineOfFile(() => ({
  upstream: upstream.url,
  saved: { mode: 'block', keyAliasLookup: false },
  policies: [denying('strict', 'look', 'weather'), denying('lax', 'never')],
}));

test.each(CASES)('%s', async (id, path, tool, ending) => {
  answer = id === 'ollama' ? OLLAMA : streamOf(id);
  const ask = async (agent: string) =>
    (await engine.post(path, '{"model":"m","stream":true}', { 'x-agent-name': agent })).text();

  // Somebody else's answer is the upstream's, byte for byte.
  expect(await ask('lax')).toBe(answer.toString());
  expect((await engine.recorded(1))[0]?.row).toMatchObject({ state: 'complete', verdict: 'allow' });

  const heard = await ask('strict');
  expect(heard).not.toMatch(new RegExp(`"name": ?"${tool}"`));
  expect(heard).toContain(ending);
  const [exchange] = await engine.recorded(1);
  expect(exchange?.row).toMatchObject({ state: 'blocked', verdict: 'block', policy: 'Tools', upstreamStatus: 200 });
  expect(exchange?.row.marks).toContain('stream-cut');
});
