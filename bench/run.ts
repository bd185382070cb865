/**
 * Share of the bare pass-through's request rate (performance.md "Harness"): JSON requests in Log and in Block mode, every
 * exchange stored. Loopback only. `same`: one request and one answer over and over, as load generators send them; `new`:
 * of a conversation whose newest message and whose answer, about 700 characters each, were never seen before.
 *
 * `npm run bench [-- --bytes 2048 --texts same,new --pairs 5 --seconds 2 --warm-up 15 --connections 32 --save FILE]`
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { type Texts, chatBody } from './body.ts';
import { type Comparison, type CompareOptions, type Spread, compare } from './compare.ts';
import { startGenerator } from './load.ts';
import { type Running, freePort, start } from './processes.ts';
import { type Stored, countStored } from './stored.ts';
import { type Upstream, startUpstream } from './upstream.ts';
import { versions } from './versions.ts';

/**
 * First floors of the share of bare's rate, for 2 KB of `same` texts, which is what load generators send. `new` texts have
 * none yet: there every exchange brings 1,400 characters that have to be looked through.
 */
const FLOORS = { log: 0.6, block: 0.5 } as const;
const FLOOR_BYTES = 2_048;
const ENGINE = 'dist/engine/main.mjs';

const { values } = parseArgs({
  options: {
    bytes: { type: 'string', default: String(FLOOR_BYTES) },
    pairs: { type: 'string', default: '5' },
    texts: { type: 'string', default: 'same,new' },
    seconds: { type: 'string', default: '2' },
    'warm-up': { type: 'string', default: '15' },
    connections: { type: 'string', default: '32' },
    save: { type: 'string' },
  },
});
if (!existsSync(ENGINE)) {
  process.stderr.write('Nothing is built: run `npm run build` first.\n');
  process.exit(1);
}
const bytes = Number(values.bytes);
const seconds = Number(values.seconds);
const options: Omit<CompareOptions, 'body'> = {
  connections: Number(values.connections),
  seconds,
  warmUpSeconds: Number(values['warm-up']),
  pairs: Number(values.pairs),
};
const generator = startGenerator();
const running: Running[] = [];
const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'));

try {
  print(
    `generator ${generator.name}, ${options.connections} connections, ${options.pairs} pairs of ${options.seconds} s, ` +
      `${bytes} byte requests`,
  );
  const results: Record<string, Record<string, Comparison & { stored: Stored }>> = {};
  for (const texts of textsAsked()) results[texts] = await benchTexts(texts);
  if (values.save !== undefined) {
    const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, load: loadavg() };
    const record = { versions: versions(), machine, generator: generator.name, bytes, ...options, results };
    writeFileSync(values.save, `${JSON.stringify(record, null, 2)}\n`);
  }
} finally {
  for (const process of running) await process.stop();
  await generator.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function benchTexts(texts: Texts): Promise<Record<string, Comparison & { stored: Stored }>> {
  const path = '/v1/chat/completions';
  const order = { ...options, body: chatBody(bytes, texts) };
  const upstream = await startUpstream(texts);
  running.push(upstream.process);
  const barePort = await freePort();
  const bare = await start(['bench/bare.ts', String(barePort), upstream.url], /ready/);
  running.push(bare);
  const direct = await generator.run({ ...order, url: upstream.url + path });
  print(`\n${texts} texts; direct to the upstream (${upstream.name}): ${Math.round(direct.requestsPerSecond)} req/s`);
  const results: Record<string, Comparison & { stored: Stored }> = {};
  for (const mode of ['log', 'block'] as const) {
    const data = join(folder, `${texts}-${mode}`);
    const sluice = await serve(upstream, mode, data);
    const result = await compare(
      generator,
      { url: sluice.url + path, pid: sluice.process.child.pid ?? 0 },
      { url: `http://127.0.0.1:${barePort}${path}`, pid: bare.child.pid ?? 0 },
      order,
    );
    // Stopping drains: afterwards everything that was answered must be there.
    await sluice.process.stop();
    const stored = await countStored(data);
    report(mode, texts, result, stored);
    results[mode] = { ...result, stored };
  }
  await bare.stop();
  await upstream.process.stop();
  return results;
}

async function serve(upstream: Upstream, mode: string, data: string): Promise<{ url: string; process: Running }> {
  const [port, uiPort] = [await freePort(), await freePort()];
  const flags = ['--port', port, '--ui-port', uiPort, '--upstream', upstream.url, '--mode', mode, '--data', data];
  const process = await start([ENGINE, 'serve', ...flags.map(String)], /Window:/);
  running.push(process);
  return { url: `http://127.0.0.1:${port}`, process };
}

function textsAsked(): Texts[] {
  return values.texts.split(',').map((texts) => {
    if (texts !== 'same' && texts !== 'new') throw new Error(`--texts ${texts}: it is same or new`);
    return texts;
  });
}

function report(mode: 'log' | 'block', texts: Texts, result: Comparison, stored: Stored): void {
  const floor = bytes === FLOOR_BYTES && texts === 'same' ? FLOORS[mode] : null;
  const { sent, answered, failed } = result;
  print(`\n${mode}`);
  print(`  share of bare's req/s   ${show(result.rate)}${floor === null ? '' : `   first floor ${floor}`}`);
  print(`  CPU per request, x bare ${show(result.cpu)}`);
  print(`  our req/s by slice      ${result.ours.map((slice) => Math.round(slice.requestsPerSecond)).join(' ')}`);
  print(`  bare's                  ${result.theirs.map((slice) => Math.round(slice.requestsPerSecond)).join(' ')}`);
  print(`  pairs dropped for foreign load: ${result.dropped} of ${result.pairs}`);
  // At the end of a slice the generator cuts off what is under way.
  print(`  sent ${sent}, answered ${answered}, failed ${failed}, cut off ${sent - answered - failed}`);
  print(`  stored ${stored.complete} complete, ${stored.other} broken off`);
  if (stored.complete < answered) fail('LOST: fewer exchanges are stored than were answered');
  if (stored.complete + stored.other > sent) fail('MORE exchanges are stored than were sent');
  if (failed > 0) fail('FAILED: not every answer was the upstream’s');
  if (floor !== null && result.rate !== null && result.rate.median < floor) fail('BELOW THE FLOOR');
}

function fail(line: string): void {
  print(`  ${line}`);
  process.exitCode = 1;
}

function show(spread: Spread | null): string {
  if (spread === null) return 'inconclusive: fewer than three quiet pairs';
  return `${spread.median.toFixed(2)} (${spread.min.toFixed(2)}..${spread.max.toFixed(2)})`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
