import { expect, test } from 'vitest';

import { type EngineStatus, NO_OUTBOX, type SyncStatus } from '../../shared/domain/index.ts';
import { engineItem, syncItem, upstreamItem } from './health.tsx';

const status = {
  gateP50Ms: 0.41,
  storeError: null,
  upstream: { url: 'http://localhost:4000', health: 'ok', lastError: null },
} as EngineStatus;
const running = { phase: 'running' } as const;

test('the engine says what it costs, or that it is ready', () => {
  expect(engineItem(running, status)).toMatchObject({ tone: 'ok', value: '0.41 ms' });
  expect(engineItem(running, { ...status, gateP50Ms: null })).toMatchObject({ tone: 'ok', value: 'ready' });
});

test('an engine that cannot store is not fine', () => {
  expect(engineItem(running, { ...status, storeError: 'The disk is full.' })).toMatchObject({
    tone: 'down',
    value: 'not storing',
  });
  expect(engineItem({ phase: 'stopped', code: 'data_in_use', message: 'In use.' }, null)).toMatchObject({
    tone: 'down',
    explain: 'In use.',
  });
});

test('the upstream is known from traffic only', () => {
  expect(upstreamItem(null)).toMatchObject({ tone: 'idle', value: 'unknown' });
  expect(upstreamItem(status)).toMatchObject({ tone: 'ok', value: 'localhost:4000' });
  expect(upstreamItem({ ...status, upstream: { ...status.upstream, health: 'loop' } })).toMatchObject({
    tone: 'down',
    value: 'loop',
  });
});

test('sync is off, in the way of itself, waiting, or up to date', () => {
  const sync = {
    settings: { on: true },
    url: 'https://akto.example.com',
    obstacle: null,
    problem: null,
    outbox: { counts: NO_OUTBOX },
  } as SyncStatus;
  expect(syncItem({ ...sync, settings: { ...sync.settings, on: false } })).toMatchObject({
    tone: 'idle',
    value: 'off',
  });
  expect(syncItem({ ...sync, obstacle: 'loop' })).toMatchObject({ tone: 'down', value: 'loop' });
  expect(syncItem(sync)).toMatchObject({ tone: 'ok', value: 'up to date' });
  const outbox = { ...sync.outbox, counts: { ...NO_OUTBOX, queued: 19 } };
  expect(syncItem({ ...sync, outbox, problem: '503' })).toMatchObject({ tone: 'slow', value: '19 queued' });
});
