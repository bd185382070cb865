/** Each thing that can be wrong between Sluice and Akto, and what a person reads about it. */
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { startServer } from '../test-support/http-server.ts';
import { startSelfSigned } from '../test-support/self-signed.ts';
import { aktoServer, textOf } from './test-support/akto-server.ts';
import { testConnection } from './test-connection.ts';
import { TEST_COLLECTION } from './test-record.ts';

const ask = (url: string, token: string | null = null, sendRecord = false, ownPorts: readonly number[] = []) =>
  testConnection({ url, token, timeoutMs: 2_000 }, ownPorts, sendRecord);

test('address and token are right: an empty batch leaves nothing behind', async () => {
  const akto = await aktoServer('/ingest');
  akto.token = 'made-up';
  expect(await ask(`${akto.url}/`, 'made-up')).toMatchObject({ ok: true, text: 'Akto answers and takes the token' });
  expect(akto.records).toEqual([]);
});

test('on request one record goes, and Akto takes it', async () => {
  const akto = await aktoServer();
  const { ok, text } = await ask(akto.url, null, true);
  expect(ok).toBe(true);
  expect(text).toContain(TEST_COLLECTION);
  expect(akto.records).toHaveLength(1);
  expect(JSON.parse(textOf(akto.records[0], 'requestHeaders'))).toMatchObject({ host: TEST_COLLECTION });
});

test('what Akto refuses is said with its reason', async () => {
  const akto = await aktoServer();
  akto.poison = () => true;
  expect(await ask(akto.url, null, true)).toMatchObject({
    ok: false,
    text: 'Akto refuses the record: 422: not to our liking',
  });
});

test('a wrong token, a wrong prefix, something else that answers', async () => {
  const akto = await aktoServer('/ingest');
  akto.token = 'made-up';
  expect(await ask(akto.url, 'another')).toMatchObject({ ok: false, text: '401: Akto refuses the token' });
  expect((await ask(akto.url.replace('/ingest', '/other'), 'made-up')).text).toMatch(/^404: .*is the prefix right/);
  const page = await startServer((_request, response) => response.end('<html>welcome</html>'));
  onTestFinished(() => page.close());
  expect((await ask(page.url)).text).toBe('answered 200, but not as Akto does: is the address right?');
});

test('a certificate that nobody vouches for, and nothing is sent', async () => {
  const server = await startSelfSigned();
  onTestFinished(() => server.close());
  expect(await ask(server.url, 'made-up')).toMatchObject({
    ok: false,
    text: 'the certificate of localhost is not trusted (TLS, DEPTH_ZERO_SELF_SIGNED_CERT)',
  });
  expect(server.requests).toBe(0);
});

test('no name, nobody there, no TLS, no answer, ourselves', async () => {
  expect((await ask('http://akto.invalid')).text).toMatch(/the name akto\.invalid is not known/);
  const gone = await startServer((_request, response) => response.end());
  await gone.close();
  expect((await ask(gone.url)).text).toBe('nothing listens at the address (connection refused)');
  const plain = await aktoServer();
  expect((await ask(plain.url.replace('http:', 'https:'))).text).toMatch(/does not speak TLS there/);
  const silent = createTcpServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  silent.on('connection', (socket) => onTestFinished(() => void socket.destroy()));
  const late = testConnection({ url: `http://127.0.0.1:${port}`, token: null, timeoutMs: 100 }, [], false);
  expect((await late).text).toBe('no answer within 0.1 s');
  expect((await ask(plain.url, null, false, [plain.port])).text).toMatch(/is Sluice itself/);
});
