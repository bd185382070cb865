/**
 * Many streams open at once through one engine in Block mode, each guarded, each passed whole; and what guarding costs as
 * a stream grows. Loopback only. `npm run bench:streams [-- --streams 4000 --save FILE]`
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, type IncomingMessage, type ServerResponse, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { DEFAULT_POLICIES } from '../electron/engine/policy/index.ts';
import { freePort, start } from './processes.ts';
import { costByLength } from './stream-cost.ts';
import { countStored } from './stored.ts';
import { versions } from './versions.ts';

const ENGINE = 'dist/engine/main.mjs';
/** Handshakes that wait at a time: more would overflow the listeners' backlog (511), not try the streams. */
const OPENING = 200;
/** A Luhn-valid test number of the card networks' documentation. */
const CARD = '4242 4242 4242 4242';

const { values } = parseArgs({ options: { streams: { type: 'string', default: '4000' }, save: { type: 'string' } } });
if (!existsSync(ENGINE)) {
  process.stderr.write('Nothing is built: run `npm run build` first.\n');
  process.exit(1);
}
const streams = Number(values.streams);

const chunk = (content: string): string =>
  `data: ${JSON.stringify({ id: 'c', model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
const beginning = (number: string): string => chunk(`This is stream ${number}, `);
const ending = (): string => `${chunk('and it ends here.')}data: [DONE]\n\n`;

/** Stops answers with cards or secrets: the guard looks at every stream. */
const guard = {
  ...DEFAULT_POLICIES[0],
  id: 'guard',
  name: 'Guard',
  agents: [],
  rules: ['credit_card', 'secret.*'].map((type) => ({ type, onRequest: 'none', onResponse: 'block' })),
};

const open = new Map<string, ServerResponse>();
const upstream = createServer((incoming, response) => {
  const number = incoming.url?.split('=').at(-1) ?? '';
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (number === 'card') return void response.end(chunk(`Take ${CARD}, please.`) + ending());
  response.write(beginning(number));
  open.set(number, response);
});
await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));

const data = mkdtempSync(join(tmpdir(), 'sluice-streams-'));
mkdirSync(data, { recursive: true });
const policies = { version: 1, revision: 1, policies: [guard], exceptions: [] };
writeFileSync(join(data, 'policies.json'), JSON.stringify(policies), { mode: 0o600 });
const [port, uiPort] = [await freePort(), await freePort()];
const to = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
const flags = ['--port', port, '--ui-port', uiPort, '--upstream', to, '--mode', 'block', '--data', data];
const sluice = await start([ENGINE, 'serve', ...flags.map(String)], /Window:/);
const agent = new Agent({ keepAlive: false, maxSockets: Infinity });

try {
  const started = performance.now();
  const begun: IncomingMessage[] = [];
  for (let from = 0; from < streams; from += OPENING) {
    const batch = Array.from({ length: Math.min(OPENING, streams - from) }, (_, at) => ask(String(from + at)));
    begun.push(...(await Promise.all(batch)));
  }
  const texts = begun.map((answer) => textOf(answer));
  const openAtOnce = open.size;
  const openedMs = performance.now() - started;
  const memoryMb = residentMb(sluice.child.pid ?? 0);
  for (const response of open.values()) response.end(ending());
  const heard = await Promise.all(texts);
  const whole = heard.filter((text, number) => text === beginning(String(number)) + ending()).length;
  const cut = await textOf(await ask('card'));
  await sluice.stop();
  const stored = await countStored(data);
  const cost = costByLength([guard]);

  print(`${openAtOnce} of ${streams} streams open at once, after ${Math.round(openedMs)} ms; engine ${memoryMb} MB`);
  print(`${whole} passed whole; stored ${stored.complete} complete, ${stored.other} blocked`);
  for (const { characters, microsPerKb } of cost) {
    print(`guarding ${characters / 1_024} K characters: ${microsPerKb.toFixed(1)} µs CPU a K`);
  }
  const growth = (cost.at(-1)?.microsPerKb ?? 0) / (cost[0]?.microsPerKb ?? 1);
  print(`a K of the longest costs ${growth.toFixed(2)} times one of the shortest`);
  if (whole !== streams || openAtOnce !== streams) fail('NOT EVERY STREAM PASSED');
  if (stored.complete !== streams || stored.other !== 1) fail('NOT EVERY STREAM IS STORED');
  if (cut.includes(CARD) || !cut.includes('blocked_by_policy')) fail('THE GUARD DID NOT LOOK');
  if (growth > 2) fail('THE COST IS NOT LINEAR');
  if (values.save !== undefined) {
    const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, load: loadavg() };
    const record = { versions: versions(), machine, streams, openAtOnce, whole, stored, openedMs, memoryMb, cost };
    writeFileSync(values.save, `${JSON.stringify(record, null, 2)}\n`);
  }
} finally {
  if (sluice.child.exitCode === null) await sluice.stop();
  upstream.close();
  upstream.closeAllConnections();
  rmSync(data, { recursive: true, force: true });
}

function ask(number: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const path = `http://127.0.0.1:${port}/v1/chat/completions?number=${number}`;
    const asking = request(path, { agent, method: 'POST', headers: { 'content-type': 'application/json' } });
    asking.once('response', resolve);
    asking.once('error', reject);
    asking.end('{"model":"m","stream":true,"messages":[]}');
  });
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const piece of answer) chunks.push(piece as Buffer);
  return Buffer.concat(chunks).toString();
}

/** null where there is no /proc. */
function residentMb(pid: number): number | null {
  try {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1_024);
  } catch {
    return null;
  }
}

function fail(line: string): void {
  print(line);
  process.exitCode = 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
