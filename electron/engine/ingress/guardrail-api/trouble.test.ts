/** While the engine is in trouble: what nobody waits for waits, what a hook waits for comes, and each call has its end. */
import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

import { expect, onTestFinished, test, vi } from 'vitest';

import { serveGuardrail } from './endpoints.ts';
import { type GuardrailParts, GuardrailPipeline } from './guardrail-pipeline.ts';

/** `opened`: exchanges begun so far. `asked` resolves when somebody wants room. */
function fullStore(over: Partial<Record<keyof GuardrailParts, unknown>> = {}) {
  const room = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  let opened = 0;
  const parts = {
    recorder: { open: () => (opened += 1), close: () => undefined },
    statistics: { countExchange: () => undefined, countRefusedHook: () => undefined },
    open: { add: () => undefined, remove: () => undefined, told: () => undefined, answered: () => undefined },
    judge: {
      judge: () => Promise.resolve({ verdict: { kind: 'allow' }, turn: { settle: () => 0, vault: new Map() } }),
    },
    meter: { measure: () => Promise.resolve() },
    settings: () => ({ mode: 'log', collectionModes: {} }),
    proxyHosts: () => [],
    whenRoom: () => (asked.resolve(), room.promise),
    ...over,
  } as unknown as GuardrailParts;
  const pipeline = new GuardrailPipeline(parts);
  onTestFinished(() => pipeline.dispose());
  return { room, asked: asked.promise, pipeline, opened: () => opened };
}

function client(body: unknown, headers: Record<string, string> = {}) {
  const request = Object.assign(Readable.from([Buffer.from(JSON.stringify(body))]), {
    method: 'POST',
    url: '/api/ingestData',
    headers,
    rawHeaders: [],
  }) as unknown as IncomingMessage;
  let status = 0;
  const response = Object.assign(new EventEmitter(), {
    headersSent: false,
    destroyed: false,
    writeHead: (code: number) => (status = code),
    end: () => undefined,
  }) as unknown as ServerResponse;
  return { request, response, status: () => status };
}

const record = (text: string) => ({
  path: '/v1/chat/completions',
  method: 'POST',
  requestHeaders: '{"host":"a"}',
  requestPayload: JSON.stringify({ body: { model: 'm', messages: [{ role: 'user', content: text }] } }),
  responsePayload: '{"body":{"choices":[]}}',
  statusCode: '200',
});

test('a batch of records waits for room, as long as it takes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { room, asked, pipeline, opened } = fullStore();
  const { request, response, status } = client({ batchData: ['a', 'b', 'c'].map(record) });
  const served = serveGuardrail('ingest-data', { pipeline, token: () => undefined, exposed: [] }, request, response);
  await asked;
  await vi.advanceTimersByTimeAsync(60_000);
  expect([opened(), status()]).toEqual([0, 0]);
  room.resolve();
  await served;
  expect([opened(), status()]).toEqual([3, 200]);
});

test('a hook that is refused for its token is recorded and answered when there is room', async () => {
  const { room, asked, pipeline, opened } = fullStore();
  const { request, response, status } = client({});
  const served = serveGuardrail('http-proxy', { pipeline, token: () => 'made-up', exposed: [] }, request, response);
  await asked;
  expect([opened(), status()]).toEqual([0, 0]);
  room.resolve();
  await served;
  expect([opened(), status()]).toEqual([1, 401]);
});

test('a hook has its answer in time, room or not', async () => {
  const { pipeline, opened } = fullStore();
  const { request, response, status } = client(record('d'));
  request.url = '/api/http-proxy?ingest_data=true';
  await serveGuardrail('http-proxy', { pipeline, token: () => undefined, exposed: [] }, request, response);
  expect([opened(), status()]).toEqual([1, 200]);
});

test('a call that cannot be judged is recorded all the same, and says so', async () => {
  const closed = Promise.withResolvers<{ state: string; status: number | null; marks: string[] }>();
  const { pipeline } = fullStore({
    whenRoom: () => Promise.resolve(),
    judge: { judge: () => Promise.reject(new Error('made up')) },
    recorder: {
      open: () => undefined,
      close: ({ status, marks }: { status: number | null; marks: Set<string> }, state: string) =>
        closed.resolve({ state, status, marks: [...marks] }),
    },
  });
  const { request, response, status } = client(record('e'));
  request.url = '/api/http-proxy?ingest_data=true';
  await serveGuardrail('http-proxy', { pipeline, token: () => undefined, exposed: [] }, request, response);
  expect(status()).toBe(200);
  expect(await closed.promise).toEqual({ state: 'complete', status: 200, marks: ['unpaired', 'scan-failed'] });
  await pipeline.dispose();
});
