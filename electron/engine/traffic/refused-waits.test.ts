/** While the store's queue is full, what is refused waits like what is not: a flood of it must not fill the memory. */
import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';

import { expect, test } from 'vitest';

import { SluiceError } from '../../../shared/errors.ts';
import { GatewayPipeline, type PipelineParts } from './gateway-pipeline.ts';
import { WebSocketPipeline, type WebSocketParts } from './websocket-pipeline.ts';

const ROUTE = {
  name: null,
  host: 'h',
  prefix: '',
  origin: 'http://h',
  basePath: '',
  dialect: null,
  headers: [],
  isLiteLLM: false,
  dropAgentMetadata: false,
  timeouts: {},
  detectorFailure: null,
};
const REFUSAL = new SluiceError('forbidden_host', 'Requests of web pages are refused.');

/** `told`: what happened, in order. A stop of the engine waits for what is open. */
function fullStore() {
  const room = Promise.withResolvers<void>();
  const told: string[] = [];
  const parts = {
    recorder: { open: () => told.push('opened'), close: (_exchange: unknown, state: string) => told.push(state) },
    statistics: { countExchange: () => undefined },
    open: { add: () => told.push('open'), remove: () => told.push('over') },
    settings: () => ({ mode: 'block', collectionModes: {} }),
    whenRoom: () => room.promise,
  } as unknown as PipelineParts & WebSocketParts;
  const request = Object.assign(new EventEmitter(), {
    method: 'POST',
    headers: {},
    rawHeaders: [],
    resume: () => told.push('read away'),
  }) as unknown as IncomingMessage;
  return { room, told, parts, request };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a refused request is recorded and answered when there is room', async () => {
  const { room, told, parts, request } = fullStore();
  const response = Object.assign(new EventEmitter(), {
    headersSent: false,
    destroyed: false,
    writeHead: (status: number) => told.push(String(status)),
    end: () => undefined,
    setHeader: () => undefined,
  }) as unknown as ServerResponse;
  const refused = new GatewayPipeline(parts).refuse(request, response, ROUTE, '/v1/models', REFUSAL);
  await turn();
  expect(told).toEqual(['open']);
  room.resolve();
  await refused;
  expect(told).toEqual(['open', 'opened', 'read away', '403', 'refused', 'over']);
});

test('a refused WebSocket is recorded and answered when there is room', async () => {
  const { room, told, parts, request } = fullStore();
  const client = new PassThrough();
  client.on('data', (bytes: Buffer) => told.push(bytes.toString().slice(9, 12)));
  const refused = new WebSocketPipeline(parts).refuse(request, client, ROUTE, '/v1/realtime', REFUSAL);
  await turn();
  expect(told).toEqual(['open']);
  room.resolve();
  await refused;
  await turn();
  expect(told.toSorted()).toEqual(['403', 'open', 'opened', 'over', 'refused']);
});
