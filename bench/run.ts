/**
 * Share of the bare pass-through's request rate (performance.md "Harness"): 2 KB JSON, Block and Log, every exchange
 * stored. Loopback only. `npm run bench [-- --pairs 5 --seconds 2 --connections 32]`
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { chatBody } from './body.ts';
import { type Comparison, type Spread, compare } from './compare.ts';
import { chooseGenerator } from './load.ts';
import { type Running, freePort, start } from './processes.ts';
import { countStored } from './stored.ts';

/** First floors of the share of bare's rate. */
const FLOORS = { log: 0.6, block: 0.5 } as const;
const ENGINE = 'dist/engine/main.mjs';
const BODY_BYTES = 2_048;

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '32' },
  },
});
if (!existsSync(ENGINE)) {
  process.stderr.write('Nothing is built: run `npm run build` first.\n');
  process.exit(1);
}
const options = {
  body: chatBody(BODY_BYTES),
  connections: Number(values.connections),
  sliceSeconds: Number(values.seconds),
  pairs: Number(values.pairs),
};
const generator = chooseGenerator();
const running: Running[] = [];
const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'));

try {
  const [upstreamPort, barePort] = [await freePort(), await freePort()];
  const upstream = `http://127.0.0.1:${upstreamPort}`;
  running.push(await start(['bench/mock-upstream.ts', String(upstreamPort)], /ready/));
  const bare = await start(['bench/bare.ts', String(barePort), upstream], /ready/);
  running.push(bare);
  const path = '/v1/chat/completions';
  const direct = await generator.run(upstream + path, options.body, options.connections, options.sliceSeconds);
  print(
    `generator ${generator.name}, ${options.connections} connections, ${options.pairs} pairs of ${options.sliceSeconds} s`,
  );
  print(`direct to the upstream: ${Math.round(direct.requestsPerSecond)} req/s`);

  for (const mode of ['log', 'block'] as const) {
    const data = join(folder, mode);
    const [port, uiPort] = [await freePort(), await freePort()];
    const flags = ['--port', port, '--ui-port', uiPort, '--upstream', upstream, '--mode', mode, '--data', data];
    const sluice = await start([ENGINE, 'serve', ...flags.map(String)], /Window:/);
    const result = await compare(
      generator,
      { url: `http://127.0.0.1:${port}${path}`, pid: sluice.child.pid ?? 0 },
      { url: `http://127.0.0.1:${barePort}${path}`, pid: bare.child.pid ?? 0 },
      options,
    );
    // Stopping drains: afterwards everything that was answered must be there.
    await sluice.stop();
    report(mode, result, await countStored(data));
  }
} finally {
  for (const process of running) await process.stop();
  rmSync(folder, { recursive: true, force: true });
}

function report(mode: 'log' | 'block', result: Comparison, stored: { complete: number; other: number }): void {
  const answered = result.ours.reduce((sum, slice) => sum + slice.answered, 0);
  const failed = result.ours.reduce((sum, slice) => sum + slice.failed, 0);
  const floor = FLOORS[mode];
  print(`\n${mode}, ${BODY_BYTES} byte requests`);
  print(`  share of bare's req/s   ${show(result.rate)}   first floor ${floor}`);
  print(`  CPU per request, x bare ${show(result.cpu)}`);
  print(`  our req/s by slice      ${result.ours.map((slice) => Math.round(slice.requestsPerSecond)).join(' ')}`);
  print(`  bare's                  ${result.theirs.map((slice) => Math.round(slice.requestsPerSecond)).join(' ')}`);
  print(`  pairs dropped for foreign load: ${result.dropped} of ${result.pairs}`);
  // The generator closes its connections in the middle of requests at the end of each slice, warm-up included.
  print(
    `  answered ${answered} in counted slices, failed ${failed}; stored complete ${stored.complete}, cut off ${stored.other}`,
  );
  if (stored.complete < answered) {
    print('  LOST: fewer exchanges are stored than were answered');
    process.exitCode = 1;
  }
  if (result.rate !== null && result.rate.median < floor) {
    print('  BELOW THE FLOOR');
    process.exitCode = 1;
  }
}

function show(spread: Spread | null): string {
  if (spread === null) return 'inconclusive: fewer than three quiet pairs';
  return `${spread.median.toFixed(2)} (${spread.min.toFixed(2)}..${spread.max.toFixed(2)})`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
