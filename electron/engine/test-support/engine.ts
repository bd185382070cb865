import { onTestFinished } from 'vitest';

import type { ExchangeDetail, Policy, SavedSettings } from '../../../shared/domain/index.ts';
import type { EngineApi, EngineEvents } from '../../../shared/rpc/engine-api.ts';
import { createBirpc } from 'birpc';
import { type Engine, startEngine } from '../engine.ts';
import { loadSettings } from '../settings/index.ts';
import type { UpstreamTimeouts } from '../upstream/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface TestEngine {
  readonly engine: Engine;
  readonly url: string;
  readonly folder: string;
  /** The engine as a window sees it, frames through JSON. */
  readonly api: EngineApi;
  /** Waits until exactly `count` exchanges are stored and closed, and returns them, oldest first. */
  readonly settled: (count: number) => Promise<ExchangeDetail[]>;
}

export interface TestEngineOptions {
  readonly upstream: string;
  /** Default: any that is free. */
  readonly port?: number;
  readonly saved?: Partial<SavedSettings>;
  readonly environment?: Record<string, string>;
  readonly timeouts?: UpstreamTimeouts;
  readonly policies?: readonly Policy[];
  readonly streamQuietMs?: number;
}

/** A real engine on a free port and a folder of its own, stopped when the test has finished. */
export async function testEngine(options: TestEngineOptions): Promise<TestEngine> {
  const started = await launchEngine(options, await temporaryFolder());
  onTestFinished(() => started.engine.stop(100));
  return started;
}

/** The same for a whole file, where a start for each test would cost too much: the caller stops it. */
export async function launchEngine(options: TestEngineOptions, folder: string): Promise<TestEngine> {
  const settings = await loadSettings({
    flags: { data: folder, port: String(options.port ?? 0), upstream: options.upstream },
    environment: options.environment ?? {},
  });
  if (options.saved !== undefined) await settings.save(options.saved);
  const engine = await startEngine({
    settings,
    version: 'test',
    ...(options.timeouts === undefined ? {} : { upstreamTimeouts: options.timeouts }),
    ...(options.streamQuietMs === undefined ? {} : { streamQuietMs: options.streamQuietMs }),
  });
  const api = windowOf(engine);
  if (options.policies !== undefined) {
    const { revision } = await api.getPolicies();
    await api.savePolicies({ policies: options.policies, exceptions: [], revision });
  }
  return { engine, url: engine.addresses[0]!, folder, api, settled: (count) => settled(api, count) };
}

/** Attaches a window and returns its calls. */
export function windowOf(engine: Engine, events: Partial<EngineEvents> = {}): EngineApi {
  let toEngine: (frame: unknown) => void = () => undefined;
  let toWindow: (frame: unknown) => void = () => undefined;
  engine.attachWindow({
    post: (frame) => toWindow(JSON.parse(JSON.stringify(frame))),
    onFrame: (listener) => {
      toEngine = listener;
    },
  });
  const rpc = createBirpc<Record<string, (args: unknown) => Promise<unknown>>>(
    { ...events },
    {
      post: (frame: unknown) => toEngine(JSON.parse(JSON.stringify(frame))),
      on: (listener: (frame: unknown) => void) => {
        toWindow = listener;
      },
    },
  );
  return new Proxy({} as EngineApi, {
    get: (_target, name: string) => (args?: unknown) =>
      args === undefined ? rpc.$callRaw({ method: name, args: [] }) : rpc.$call(name, args),
  });
}

async function settled(api: EngineApi, count: number): Promise<ExchangeDetail[]> {
  for (;;) {
    const { rows } = await api.listExchanges({ filter: '', limit: 1_000 });
    if (rows.length > count) throw new Error(`${rows.length} exchanges stored, ${count} expected`);
    if (rows.length === count && rows.every(({ state }) => state !== 'open')) {
      return Promise.all(rows.map(({ id }) => api.getExchange({ id })));
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
