/**
 * `npm run bench:sync [-- --exchanges 20000 --bytes 6000 --rate 200]`: how fast the built engine drains an outbox to Akto
 * while it serves so many requests a second, and what memory that takes: the same engine on the same data, once with sync
 * on until the outbox is empty, and for as long with sync off. Loopback only; the report goes to stdout as JSON, and with
 * `--save bench/results/sync.json` into that file. Fails when memory grows with the backlog instead of with batches.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { openStore } from '../electron/engine/store/index.ts';
import { closed, jsonMessage, opened } from '../electron/engine/store/test-support/records.ts';
import { startAktoServer } from '../electron/engine/sync/test-support/strict-akto.ts';
import { chatBody } from './body.ts';
import { freePort, start } from './processes.ts';
import { versions } from './versions.ts';

const { values } = parseArgs({
  options: {
    exchanges: { type: 'string', default: '20000' },
    bytes: { type: 'string', default: '6000' },
    rate: { type: 'string', default: '200' },
    save: { type: 'string' },
  },
});
const exchanges = Number(values.exchanges);
const bytes = Number(values.bytes);
const rate = Number(values.rate);
const CLIENTS = 8;
const AGENTS = 16;
const SAMPLE_MS = 50;
/** Two batches of 8 MB as text, in the making and on the wire, with what a garbage collector leaves lying about. */
const MOST_MORE_BYTES = 200_000_000;
const loadBefore = loadavg()[0] ?? 0;

const folder = mkdtempSync(join(tmpdir(), 'sluice-sync-rate-'));
const akto = await startAktoServer();
const upstreamPort = await freePort();
const upstream = await start(['bench/mock-upstream.ts', String(upstreamPort), 'new'], /ready/);
try {
  const data = join(folder, 'data');
  await fill(data);
  const on = await serve(data, 'on', async () => {
    while (new Set(akto.calls.flatMap((call) => (call.taken ? call.exchanges : []))).size < exchanges) {
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    }
  });
  const off = await serve(data, 'off', () => new Promise((resolve) => setTimeout(resolve, on.seconds * 1_000)));
  const sizes = akto.calls.map((call) => call.bytes);
  const report = {
    versions: versions(),
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, loadBefore },
    exchanges,
    bytes,
    askedPerSecond: rate,
    drainedPerSecond: Math.round(exchanges / on.seconds),
    servedPerSecond: { syncOff: Math.round(off.servedPerSecond), syncOn: Math.round(on.servedPerSecond) },
    peakMemoryMB: { syncOff: megabytes(off.peakBytes), syncOn: megabytes(on.peakBytes) },
    backlogMB: megabytes(exchanges * bytes),
    batches: sizes.length,
    largestBatchMB: megabytes(Math.max(...sizes)),
  };
  const text = `${JSON.stringify(report, null, 2)}\n`;
  process.stdout.write(text);
  if (values.save !== undefined) writeFileSync(values.save, text);
  if (Math.max(...sizes) >= 8_000_000) fail('A BATCH WAS ABOVE 8 MB');
  if (on.peakBytes - off.peakBytes > MOST_MORE_BYTES) fail('MEMORY GREW WITH THE BACKLOG');
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
    for (let next = performance.now(); !over; next += (CLIENTS * 1_000) / rate) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
      const answer = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: chatBody(2_048),
      });
      await answer.text();
      served += 1;
    }
  };
  const load = Promise.all(Array.from({ length: rate === 0 ? 0 : CLIENTS }, client));
  await until();
  const seconds = (performance.now() - begun) / 1_000;
  over = true;
  await load;
  clearInterval(sampling);
  await engine.stop();
  return { seconds, peakBytes, servedPerSecond: served / seconds };
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
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
