/**
 * `npm run bench:sync [-- --exchanges 20000 --bytes 6000 --clients 8]`: how fast the built engine drains an outbox to
 * Akto while it serves, and what memory it takes for that: the same engine on the same backlog, once with sync off and
 * once with sync on. Both serve the same clients meanwhile. Loopback only; the report goes to stdout as JSON.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { openStore } from '../electron/engine/store/index.ts';
import { closed, jsonMessage, opened } from '../electron/engine/store/test-support/records.ts';
import { startAktoServer } from '../electron/engine/sync/test-support/strict-akto.ts';
import { chatBody } from './body.ts';
import { freePort, start } from './processes.ts';

const { values } = parseArgs({
  options: {
    exchanges: { type: 'string', default: '20000' },
    bytes: { type: 'string', default: '6000' },
    clients: { type: 'string', default: '8' },
  },
});
const exchanges = Number(values.exchanges);
const bytes = Number(values.bytes);
const clients = Number(values.clients);
const AGENTS = 16;
const SAMPLE_MS = 50;

const folder = mkdtempSync(join(tmpdir(), 'sluice-sync-rate-'));
const akto = await startAktoServer();
const upstreamPort = await freePort();
const upstream = await start(['bench/mock-upstream.ts', String(upstreamPort), 'new'], /ready/);
try {
  const data = join(folder, 'data');
  await fill(data);
  const off = await serve(data, 'off', async () => {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
  });
  const on = await serve(data, 'on', async () => {
    while (new Set(akto.calls.flatMap((call) => (call.taken ? call.exchanges : []))).size < exchanges) {
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    }
  });
  const sizes = akto.calls.map((call) => call.bytes);
  const report = {
    exchanges,
    bytes,
    drainedPerSecond: Math.round(exchanges / on.seconds),
    servedPerSecond: { syncOff: Math.round(off.servedPerSecond), syncOn: Math.round(on.servedPerSecond) },
    peakMemoryMB: { syncOff: megabytes(off.peakBytes), syncOn: megabytes(on.peakBytes) },
    backlogMB: megabytes(exchanges * bytes),
    batches: sizes.length,
    largestBatchMB: megabytes(Math.max(...sizes)),
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} finally {
  await upstream.stop();
  await akto.close();
  rmSync(folder, { recursive: true, force: true });
}

/** The outbox full, as after Akto was away. */
async function fill(data: string): Promise<void> {
  const store = await openStore({
    folder: data,
    modeOverrides: {},
    syncRule: { scope: 'all', collections: [], since: 0 },
  });
  const request = { ...jsonMessage({}), body: chatBody(bytes / 2), sizeBytes: bytes / 2 };
  for (let number = 0; number < exchanges; number += 1) {
    await store.whenRoom();
    const id = `exchange-${number}`;
    store.open(opened(id, { agent: `agent-${number % AGENTS}`, startedAt: Date.now() }));
    store.close(closed(id, { request, response: { ...request } }));
  }
  await store.flush();
  await store.dispose();
}

async function serve(data: string, sync: 'on' | 'off', until: () => Promise<void>) {
  process.env['DATA_INGESTION_SERVICE_URL'] = akto.url;
  const [port, uiPort] = [await freePort(), await freePort()];
  const flags = ['--port', port, '--ui-port', uiPort, '--upstream', `http://127.0.0.1:${upstreamPort}`, '--data', data];
  const engine = await start(
    ['dist/engine/main.mjs', 'serve', ...flags.map(String), '--mode', 'log', '--sync', sync],
    /Window:/,
  );
  const begun = performance.now();
  let peakBytes = 0;
  const sampling = setInterval(
    () => (peakBytes = Math.max(peakBytes, residentBytes(engine.child.pid ?? 0))),
    SAMPLE_MS,
  );
  let served = 0;
  let over = false;
  const client = async (): Promise<void> => {
    // Set by the caller, once what it waits for has come.
    // oxlint-disable-next-line no-unmodified-loop-condition
    while (!over) {
      const answer = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: chatBody(2_048),
      });
      await answer.text();
      served += 1;
    }
  };
  const load = Promise.all(Array.from({ length: clients }, client));
  await until();
  const seconds = (performance.now() - begun) / 1_000;
  over = true;
  await load;
  clearInterval(sampling);
  await engine.stop();
  return { seconds, peakBytes, servedPerSecond: served / seconds };
}

/** 0 where there is no /proc. */
function residentBytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024;
  } catch {
    return 0;
  }
}

function megabytes(count: number): number {
  return Math.round(count / 100_000) / 10;
}
