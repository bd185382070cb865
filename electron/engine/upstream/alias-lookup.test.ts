import type { IncomingMessage, ServerResponse } from 'node:http';

import { expect, onTestFinished, test } from 'vitest';

import { type TestServer, sendJson, startServer } from '../test-support/http-server.ts';
import { AliasLookup, NO_ALIASES } from './alias-lookup.ts';
import { LoopGuard } from './loop-guard.ts';
import { Upstreams } from './upstreams.ts';

async function liteLLM(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<TestServer> {
  const server = await startServer(answer);
  onTestFinished(() => server.close());
  return server;
}

function lookup(now: () => number = Date.now): AliasLookup {
  const upstreams = new Upstreams(new LoopGuard());
  onTestFinished(() => upstreams.dispose());
  return new AliasLookup(upstreams, now);
}

const KEY = 'sk-made-up-key';
const wholeAnswer = (alias: string | null, team: string | null) => ({
  key: 'hash',
  info: { key_alias: alias, team_id: team },
});

test("asks with the caller's own key, and once for many requests", async () => {
  const server = await liteLLM((_request, response) => sendJson(response, 200, wholeAnswer('search-prod', null)));
  const aliases = lookup();
  const answers = await Promise.all([1, 2, 3].map(async () => aliases.find(server.url, '', KEY)));
  expect(answers.map(({ keyAlias }) => keyAlias)).toEqual(['search-prod', 'search-prod', 'search-prod']);
  expect(server.received).toHaveLength(1);
  expect(server.received[0]).toMatchObject({ method: 'GET', url: '/key/info' });
  expect(server.received[0]?.rawHeaders).toContain(`Bearer ${KEY}`);
  // Known now: no promise any more.
  expect(aliases.find(server.url, '', KEY)).toMatchObject({ keyAlias: 'search-prod' });
});

test('a key without alias is named by its team', async () => {
  const server = await liteLLM((request, response) => {
    if (request.url === '/key/info') sendJson(response, 200, wholeAnswer(null, 'team 7'));
    else sendJson(response, 200, { team_info: { team_alias: 'growth' } });
  });
  expect(await lookup().find(server.url, '', KEY)).toMatchObject({ keyAlias: null, teamAlias: 'growth' });
  expect(server.received.map(({ url }) => url)).toEqual(['/key/info', '/team/info?team_id=team%207']);
});

test.each([500, 403, 404])(
  'a proxy that answers %i knows no alias, and is asked again only after a minute',
  async (status) => {
    const server = await liteLLM((_request, response) => sendJson(response, status, { error: 'no' }));
    let now = 0;
    const aliases = lookup(() => now);
    expect(await aliases.find(server.url, '', KEY)).toBe(NO_ALIASES);
    now = 59_000;
    await aliases.find(server.url, '', KEY);
    expect(server.received).toHaveLength(1);
    now = 61_000;
    await aliases.find(server.url, '', KEY);
    expect(server.received).toHaveLength(2);
  },
);

test('an answer that is not JSON and a proxy that is gone are no aliases, never an error', async () => {
  const server = await liteLLM((_request, response) => response.writeHead(200).end('<html>'));
  expect(await lookup().find(server.url, '', KEY)).toBe(NO_ALIASES);
  expect(await lookup().find('http://127.0.0.1:1', '', KEY)).toBe(NO_ALIASES);
});

test('another upstream is asked for itself: what one said is not believed of the other', async () => {
  const first = await liteLLM((_request, response) => sendJson(response, 200, wholeAnswer('first', null)));
  const second = await liteLLM((_request, response) => sendJson(response, 200, wholeAnswer('second', null)));
  const aliases = lookup();
  expect(await aliases.find(first.url, '', KEY)).toMatchObject({ keyAlias: 'first' });
  expect(await aliases.find(second.url, '', KEY)).toMatchObject({ keyAlias: 'second' });
});
