import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface LoadResult {
  readonly answered: number;
  readonly failed: number;
  readonly requestsPerSecond: number;
}

export interface Generator {
  readonly name: string;
  /** Closed loop: `connections` clients, each sends its next request when the last was answered. Loopback only. */
  run(url: string, body: string, connections: number, seconds: number): Promise<LoadResult>;
}

/** wrk when it is installed (it costs far less than any proxy), else autocannon: a process of its own either way. */
export function chooseGenerator(): Generator {
  return spawnSync('wrk', ['--version']).error === undefined ? wrk : autocannon;
}

const wrk: Generator = {
  name: 'wrk',
  async run(url, body, connections, seconds) {
    const script = join(mkdtempSync(join(tmpdir(), 'sluice-bench-')), 'post.lua');
    writeFileSync(
      script,
      `wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nwrk.body = ${JSON.stringify(body)}\n` +
        'done = function(summary) io.write(string.format("RESULT %d %d %d\\n", summary.requests, ' +
        'summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout, ' +
        'summary.duration)) end\n',
    );
    const output = await capture('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, url]);
    const [, requests = '0', errors = '0', micros = '1'] = /RESULT (\d+) (\d+) (\d+)/.exec(output) ?? [];
    return {
      answered: Number(requests),
      failed: Number(errors),
      requestsPerSecond: (Number(requests) * 1e6) / Number(micros),
    };
  },
};

const autocannon: Generator = {
  name: 'autocannon',
  async run(url, body, connections, seconds) {
    const request = ['--json', '--method', 'POST', '--headers', 'content-type=application/json', '--body', body];
    const load = ['--connections', String(connections), '--duration', String(seconds), url];
    const output = await capture('autocannon', [...request, ...load]);
    const result = JSON.parse(output) as {
      '2xx': number;
      non2xx: number;
      errors: number;
      requests: { average: number };
    };
    return {
      answered: result['2xx'],
      failed: result.non2xx + result.errors,
      requestsPerSecond: result.requests.average,
    };
  },
};

function capture(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}
