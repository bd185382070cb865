import type { ServerResponse } from 'node:http';

import { expect, onTestFinished, test } from 'vitest';

import { startServer } from '../test-support/http-server.ts';
import { LoopGuard, Upstreams } from '../upstream/index.ts';
import { type ForwardResult, forward } from './forward.ts';
import { chatExchange } from './test-support/chat-exchange.ts';

/** Sends one request through `forward` on real sockets; `whenHeard`: the tick after all of the answer came in. */
async function pass(whenHeard: (response: ServerResponse) => void) {
  const upstream = await startServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"model":"m"}');
  });
  const upstreams = new Upstreams(new LoopGuard());
  const exchange = chatExchange(upstream.url);
  const ended = Promise.withResolvers<ForwardResult>();
  const sluice = await startServer((request, response, body) => {
    const asked = { method: 'POST', path: request.url ?? '', headers: ['content-type', 'application/json'], body };
    void forward(upstreams, exchange, asked, response, {
      hold: false,
      gate: () => null,
      cutWith: () => '',
      onTap: () => process.nextTick(() => whenHeard(response)),
    }).then(ended.resolve);
  });
  onTestFinished(async () => {
    await upstreams.dispose();
    await Promise.all([sluice.close(), upstream.close()]);
  });
  const answer = fetch(sluice.url, { method: 'POST', body: '{"model":"m","messages":[]}' });
  return { answer, ended: ended.promise };
}

test('a whole answer leaves at the end of the turn that heard it', async () => {
  let ended: boolean | null = null;
  const { answer, ended: result } = await pass((response) => (ended = response.writableEnded));
  expect(await (await answer).text()).toBe('{"model":"m"}');
  expect(await result).toMatchObject({ outcome: 'complete' });
  expect(ended).toBe(false);
});

test('a client that leaves before that has left', async () => {
  const { answer, ended } = await pass((response) => response.destroy());
  await expect(answer).rejects.toThrow('fetch failed');
  expect(await ended).toMatchObject({ outcome: 'client-left' });
});
