/** Beyond loopback: only what a person named, and only with the token. */
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';

import { describe, expect, test } from 'vitest';

import { testEngine } from '../test-support/engine.ts';

const UPSTREAM = 'http://127.0.0.1:24002';
const SLUICE_TOKEN = 'made-up-token';
const QUESTION = JSON.stringify({
  path: '/v1/chat/completions',
  requestHeaders: JSON.stringify({ host: 'docker-agent' }),
  requestPayload: JSON.stringify({ body: { model: 'm', messages: [{ role: 'user', content: 'hello' }] } }),
});

/** The machine's own address on a network; a second loopback address where there is no network. */
const OWN_ADDRESS =
  Object.values(networkInterfaces())
    .flat()
    .find((entry) => entry !== undefined && entry.family === 'IPv4' && !entry.internal)?.address ?? '127.0.0.2';

function ask(port: number, path: string, headers: Record<string, string>, host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host, port, path, method: 'POST', headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(QUESTION);
  });
}

const VERDICT = '/api/http-proxy?guardrails=true&ingest_data=true';
const FROM_DOCKER = { host: 'host.docker.internal:4141', authorization: SLUICE_TOKEN };

describe('exposure', () => {
  test('a name lets its callers in, who must show the token; others stay out', async () => {
    const { engine, api } = await testEngine({
      upstream: UPSTREAM,
      environment: { SLUICE_EXPOSE: 'host.docker.internal', SLUICE_TOKEN },
    });
    const { port } = engine;
    expect(await ask(port, VERDICT, FROM_DOCKER)).toBe(200);
    expect(await ask(port, VERDICT, { ...FROM_DOCKER, authorization: 'Bearer wrong' })).toBe(401);
    expect(await ask(port, VERDICT, { ...FROM_DOCKER, host: 'evil.example' })).toBe(403);
    // Clients of this endpoint cannot show a token.
    expect(await ask(port, '/api/validate/file', FROM_DOCKER)).toBe(403);
    expect(await ask(port, '/v1/chat/completions', FROM_DOCKER)).toBe(401);
    expect(await api.getStatus()).toMatchObject({ exposed: ['host.docker.internal'], tokenDemanded: true });
  });

  test('an address is listened on as well', async () => {
    const { engine } = await testEngine({
      upstream: UPSTREAM,
      environment: { SLUICE_EXPOSE: OWN_ADDRESS, SLUICE_TOKEN },
    });
    expect(await ask(engine.port, VERDICT, { authorization: SLUICE_TOKEN }, OWN_ADDRESS)).toBe(200);
    expect(await ask(engine.port, VERDICT, {}, OWN_ADDRESS)).toBe(401);
  });

  test('without it the name is refused', async () => {
    const { engine } = await testEngine({ upstream: UPSTREAM, environment: { SLUICE_TOKEN } });
    expect(await ask(engine.port, VERDICT, FROM_DOCKER)).toBe(403);
  });

  test.each([
    [{ SLUICE_EXPOSE: 'host.docker.internal' }, 'SLUICE_TOKEN'],
    [{ SLUICE_EXPOSE: '0.0.0.0', SLUICE_TOKEN }, 'not all of them'],
    [{ SLUICE_EXPOSE: 'not a name', SLUICE_TOKEN }, 'host names'],
    // Reserved for documentation: no machine has it.
    [{ SLUICE_EXPOSE: '192.0.2.7', SLUICE_TOKEN }, 'no such address'],
  ])('%o does not start', async (environment, why) => {
    await expect(testEngine({ upstream: UPSTREAM, environment })).rejects.toMatchObject({
      code: 'invalid_setting',
      message: expect.stringContaining(why) as string,
    });
  });
});
