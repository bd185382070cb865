import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll } from 'vitest';

import type { ExchangeDetail } from '../../../shared/domain/index.ts';
import { type TestEngine, type TestEngineOptions, launchEngine } from './engine.ts';

export interface FileEngine extends Pick<TestEngine, 'api' | 'url'> {
  /** As fetch, through the gateway: `path` begins with a slash. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>;
  readonly post: (
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  /** Somebody else asked through the gateway, so many times. */
  readonly expectMore: (count: number) => void;
  /** The records of the last `count` requests, oldest first, once all are closed. */
  readonly recorded: (count: number) => Promise<ExchangeDetail[]>;
}

/** One engine for all tests of a file, where a start for each would cost too much. */
export function engineOfFile(options: TestEngineOptions | (() => TestEngineOptions)): FileEngine {
  let started: TestEngine;
  let asked = 0;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-test-'));
    started = await launchEngine(typeof options === 'function' ? options() : options, folder);
  });
  afterAll(async () => {
    await started.engine.stop(100);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const ask = (path: string, init: RequestInit = {}): Promise<Response> => {
    asked += 1;
    return fetch(started.url + path, init);
  };
  return {
    get api() {
      return started.api;
    },
    get url() {
      return started.url;
    },
    ask,
    post: (path, body, headers = {}) =>
      ask(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }),
    expectMore(count) {
      asked += count;
    },
    recorded: async (count) => (await started.settled(asked)).slice(-count),
  };
}
