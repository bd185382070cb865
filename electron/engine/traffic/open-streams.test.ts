import type { ServerResponse } from 'node:http';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { TELLERS } from '../dialects/test-support/tellers.ts';
import { policy } from '../policy/test-support/make.ts';
import { engineOfFile } from '../test-support/file-engine.ts';
import { type TestServer, startServer } from '../test-support/http-server.ts';

const STREAMS = 200;

let upstream: TestServer;
const open: ServerResponse[] = [];
let onOpen: () => void = () => undefined;

/** Every stream tells its number, so that none can get another's answer. */
const wordsOf = (number: string): string[] => ['This is ', `stream ${number}`, ', and it has ', 'an end.'];
const bytesOf = (number: string): Buffer => TELLERS['openai-chat']!.tell(wordsOf(number));
const BEGINNING = 200;

beforeAll(async () => {
  upstream = await startServer((request, response) => {
    const number = request.url?.split('=').at(-1) ?? '';
    response.setHeader('x-number', number);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(bytesOf(number).subarray(0, BEGINNING));
    open.push(response);
    onOpen();
  });
});

afterAll(() => upstream.close());

const engine = engineOfFile(() => ({
  upstream: upstream.url,
  saved: { mode: 'block', keyAliasLookup: false },
  policies: [
    policy('cards', { agents: ['guarded'], rules: [{ type: 'credit_card', onRequest: 'none', onResponse: 'block' }] }),
  ],
}));

test(`${STREAMS} streams open at once, half of them guarded: each passes whole`, { timeout: 60_000 }, async () => {
  const allOpen = new Promise<void>((resolve) => {
    onOpen = () => {
      if (open.length === STREAMS) resolve();
    };
  });
  const answers = Promise.all(
    Array.from({ length: STREAMS }, async (_, number) => {
      const agent = number % 2 === 0 ? 'guarded' : 'free';
      const path = `/v1/chat/completions?number=${number}`;
      const answer = await engine.post(path, '{"model":"m","stream":true}', { 'x-agent-name': agent });
      return answer.text();
    }),
  );
  // None ends before all have begun.
  await allOpen;
  for (const response of open) response.end(bytesOf(String(response.getHeader('x-number'))).subarray(BEGINNING));
  const texts = await answers;
  expect(texts.filter((text, number) => text === bytesOf(String(number)).toString())).toHaveLength(STREAMS);
  const states = (await engine.recorded(STREAMS)).map(({ row }) => `${row.state} ${row.verdict}`);
  expect(new Set(states)).toEqual(new Set(['complete allow']));
});
