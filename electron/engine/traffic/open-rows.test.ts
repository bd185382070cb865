/** What windows see of an exchange between its beginning and its end: a stream may take minutes. */
import type { ServerResponse } from 'node:http';

import { expect, test, vi } from 'vitest';

import type { ExchangeRow, Mode } from '../../../shared/domain/index.ts';
import { policy } from '../policy/test-support/make.ts';
import { testEngine, windowOf } from '../test-support/engine.ts';
import { startServer } from '../test-support/http-server.ts';

/** A Luhn-valid test number of the card networks' documentation. */
const CARD = '4111 1111 1111 1111';
const CARDS = policy('cards', {
  name: 'Cards',
  rules: [{ type: 'credit_card', onRequest: 'block', onResponse: 'block' }],
});

/** An upstream that begins to stream and goes on when it is told to. */
async function streaming(mode: Mode) {
  let begun: (response: ServerResponse) => void = () => undefined;
  const answering = new Promise<ServerResponse>((resolve) => (begun = resolve));
  const upstream = await startServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"choices":[{"index":0,"delta":{"content":"So"}}]}\n\n');
    begun(response);
  });
  const saved = { mode, keyAliasLookup: false };
  const { engine, api, url, settled } = await testEngine({ upstream: upstream.url, saved, policies: [CARDS] });
  const pushed: ExchangeRow[] = [];
  windowOf(engine, { progress: (rows) => void pushed.push(...rows), stored: ({ rows }) => void pushed.push(...rows) });
  const ask = (content: string) =>
    fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer made-up-0123456789' },
      body: JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content }] }),
    });
  const listed = async () => (await api.listExchanges({ filter: '', limit: 10 })).rows;
  const end = async (answer: Promise<Response>) => {
    (await answering).end('data: [DONE]\n\n');
    await (await answer).text();
  };
  return { api, ask, pushed, listed, end, settled };
}

const SETTLED = { timeout: 10_000 };

test('Block: the verdict on the question is told while its answer streams, and the end follows', async () => {
  const { api, ask, pushed, listed, end, settled } = await streaming('block');
  const answer = ask('Hello.');
  await vi.waitFor(
    () => expect(pushed.at(-1)).toMatchObject({ state: 'open', verdict: 'allow', status: 200 }),
    SETTLED,
  );
  const [row] = await listed();
  expect(row).toMatchObject({ state: 'open', verdict: 'allow', status: 200, upstreamStatus: 200, streamed: true });
  expect(row?.firstByteMs).toBeGreaterThan(0);
  expect((await api.getExchange({ id: row?.id ?? '' })).row).toMatchObject({ state: 'open', verdict: 'allow' });
  await end(answer);
  expect((await settled(1))[0]?.row).toMatchObject({ state: 'complete', verdict: 'allow' });
  await vi.waitFor(() => expect(pushed.at(-1)?.state).toBe('complete'), SETTLED);
});

test('Log: a question is judged while its answer streams, once', async () => {
  const { api, ask, pushed, listed, end, settled } = await streaming('log');
  const answer = ask(`Pay with ${CARD}.`);
  const wanted = { state: 'open', verdict: 'block', policy: 'Cards', status: 200 };
  await vi.waitFor(() => expect(pushed.at(-1)).toMatchObject(wanted), SETTLED);
  // As its record will be: what was found is known and masked, credentials are not there.
  const detail = await api.getExchange({ id: (await listed())[0]?.id ?? '' });
  expect(detail.findings).toMatchObject([{ type: 'credit_card', action: 'block', pointer: '/messages/0/content' }]);
  expect(detail.findings[0]?.evidence).not.toContain('4111 1111');
  expect(JSON.stringify(detail.request.headers)).not.toContain('0123456789');
  await end(answer);
  const [exchange] = await settled(1);
  expect(exchange?.row).toMatchObject({ state: 'complete', verdict: 'block', mode: 'log' });
  expect(exchange?.findings).toHaveLength(1);
});

test('what was told is not told again', async () => {
  const { ask, pushed, end } = await streaming('block');
  const answer = ask('Hello.');
  await vi.waitFor(() => expect(pushed.at(-1)?.status).toBe(200), SETTLED);
  await end(answer);
  await vi.waitFor(() => expect(pushed.at(-1)?.state).toBe('complete'), SETTLED);
  expect(new Set(pushed.map((row) => JSON.stringify(row))).size).toBe(pushed.length);
});
