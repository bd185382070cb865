import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SERIAL } from './body.ts';

export interface Order {
  readonly url: string;
  /** With {@link SERIAL} in it, or the same each time. */
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadResult {
  /** Begun to be sent; those under way at the end are cut off, at most one a connection. */
  readonly sent: number;
  readonly answered: number;
  readonly failed: number;
  readonly requestsPerSecond: number;
}

export interface Generator {
  readonly name: string;
  /** Closed loop: `connections` clients, each sends its next request when the last was answered. Loopback only. */
  run(order: Order): Promise<LoadResult>;
  stop(): Promise<void>;
}

/** wrk when it is installed (it costs far less than any proxy), else autocannon: a process of its own either way. */
export function startGenerator(): Generator {
  return spawnSync('wrk', ['--version']).error === undefined ? new Wrk() : new Autocannon();
}

class Wrk implements Generator {
  readonly name = 'wrk';
  readonly #folder = mkdtempSync(join(tmpdir(), 'sluice-bench-wrk-'));
  #begun = 0;

  async run({ url, body, connections, seconds }: Order): Promise<LoadResult> {
    const script = join(this.#folder, 'post.lua');
    const pieces = body.split(SERIAL).map((piece) => JSON.stringify(piece));
    // Far apart, so that no two runs count through the same numbers.
    this.#begun += 50_000_000;
    writeFileSync(
      script,
      `local serial = ${this.#begun}\n` +
        'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\n' +
        'request = function()\n  serial = serial + 1\n' +
        `  return wrk.format(nil, nil, nil, ${pieces.join(` .. string.format("%0${SERIAL.length}d", serial) .. `)})\nend\n` +
        'done = function(summary) io.write(string.format("RESULT %d %d %d\\n", summary.requests, ' +
        'summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout, ' +
        'summary.duration)) end\n',
    );
    const output = await capture('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, url]);
    const [, requests = '0', errors = '0', micros = '1'] = /RESULT (\d+) (\d+) (\d+)/.exec(output) ?? [];
    const answered = Number(requests);
    return {
      // It does not say how many it cut off.
      sent: answered + Number(errors) + connections,
      answered,
      failed: Number(errors),
      requestsPerSecond: (answered * 1e6) / Number(micros),
    };
  }

  stop(): Promise<void> {
    rmSync(this.#folder, { recursive: true, force: true });
    return Promise.resolve();
  }
}

class Autocannon implements Generator {
  readonly name = 'autocannon';
  readonly #child: ChildProcess = fork(new URL('./generator.ts', import.meta.url));

  async run(order: Order): Promise<LoadResult> {
    this.#child.send(order);
    const [result] = (await once(this.#child, 'message')) as [LoadResult];
    return result;
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'close');
    this.#child.kill('SIGTERM');
    await ended;
  }
}

function capture(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}
