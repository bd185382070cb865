import { expect, test } from 'vitest';

import { NO_OUTBOX, type SyncStatus } from '../../../shared/domain/index.ts';
import { readable, sayDelivered, sayQueued, sayRetrying, saySending, sayStanding, sayVerdicts } from './sync-words.ts';

const STATUS: SyncStatus = {
  settings: {
    on: true,
    url: '',
    scope: 'all',
    collections: [],
    since: 0,
    maskPersonalData: false,
    maxBytesPerSecond: null,
  },
  url: 'https://akto.example.com',
  urlSource: 'saved',
  token: { source: null, kept: 'memory' },
  obstacle: null,
  problem: null,
  nextTryAt: null,
  sendingBytes: 0,
  sendingBatches: 0,
  exchangesPerSecond: 0,
  bytesPerSecond: 0,
  lastHeartbeatAt: null,
  outbox: { counts: NO_OUTBOX, byAgent: {}, deliveredEver: 0, repeats: 0, lastDeliveredAt: null },
  verdict: {
    on: true,
    failurePolicy: 'open',
    timeoutMs: 5_000,
    obstacle: null,
    problem: null,
    asked: 0,
    objected: 0,
    failed: 0,
  },
};

test('how asking Akto for its verdicts goes', () => {
  const { verdict } = STATUS;
  expect(sayVerdicts({ ...verdict, on: false })).toBe('Sluice judges alone');
  expect(sayVerdicts(verdict)).toBe('not asked yet');
  expect(sayVerdicts({ ...verdict, asked: 1, objected: 1 })).toBe('asked 1 time, objected 1 time');
  expect(sayVerdicts({ ...verdict, asked: 3, failed: 2 })).toBe('asked 3 times, objected 0 times, 2 without an answer');
  expect(sayVerdicts({ ...verdict, asked: 3, failed: 3, problem: '401: no' })).toBe('no verdict: 401: no');
  expect(sayVerdicts({ ...verdict, obstacle: 'loop' })).toMatch(/Sluice itself/);
});

test('off, in the way, in trouble, fine', () => {
  const off = { ...STATUS, settings: { ...STATUS.settings, on: false } };
  expect(sayStanding(off)).toMatch(/^Nothing leaves this machine/);
  expect(sayQueued(off)).toBe('sync is off');
  expect(sayStanding({ ...STATUS, obstacle: 'loop' })).toMatch(/Sluice itself/);
  expect(sayStanding({ ...STATUS, problem: '401: Akto refuses the token' })).toMatch(/401/);
  expect(sayStanding(STATUS)).toMatch(/sent once/);
});

test('numbers say what they are about', () => {
  expect(saySending({ ...STATUS, sendingBatches: 2, sendingBytes: 103_000 })).toBe('2 batches, 103 kB');
  expect(sayDelivered(STATUS)).toBe('Akto has acknowledged nothing yet');
  const outbox = { ...STATUS.outbox, lastDeliveredAt: 1_767_225_600_000, repeats: 1 };
  expect(sayDelivered({ ...STATUS, outbox, exchangesPerSecond: 12.34, bytesPerSecond: 2_000 })).toMatch(
    /^12\.3 \/s, 2 kB\/s, last at \d\d:\d\d:\d\d, 1 repeat$/,
  );
  expect(sayRetrying({ ...STATUS, problem: '503: busy', nextTryAt: 9_500 }, 1_000)).toBe('503: busy, again in 9 s');
});

test('strings that hold JSON are opened, others are not', () => {
  const body = '{"batchData":[{"path":"{}","tag":"{\\"gen-ai\\":\\"Gen AI\\"}"}]}';
  expect(JSON.parse(readable(body))).toEqual({ batchData: [{ path: '{}', tag: { 'gen-ai': 'Gen AI' } }] });
});
