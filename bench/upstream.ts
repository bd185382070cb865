import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { answerBody } from './answer.ts';
import type { Texts } from './body.ts';
import { type Running, freePort, start } from './processes.ts';

export interface Upstream {
  readonly name: 'nginx' | 'node';
  readonly url: string;
  readonly process: Running;
}

/** nginx when it is installed (it costs far less than any proxy), else one of Node's: a process of its own either way. */
export async function startUpstream(texts: Texts): Promise<Upstream> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  if (spawnSync('nginx', ['-v']).error === undefined) return { name: 'nginx', url, process: await nginx(port, texts) };
  return { name: 'node', url, process: await start(['bench/mock-upstream.ts', String(port), texts], /ready/) };
}

async function nginx(port: number, texts: Texts): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-nginx-'));
  mkdirSync(join(folder, 'logs'));
  // A connection's number and the count of its requests: no two answers are the same.
  const body = answerBody(texts === 'new' ? '$connection/$connection_requests' : '0000000001');
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off; client_body_temp_path ${folder}/body; client_body_buffer_size 1m;
  server {
    listen 127.0.0.1:${port}; keepalive_requests 100000000; keepalive_timeout 600;
    location / { default_type application/json; return 200 '${body}'; }
  }
}
`,
  );
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const process: Running = {
    child,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
  for (let tries = 0; tries < 100; tries += 1) {
    if (await answers(port)) return process;
    await delay(50);
  }
  await process.stop();
  throw new Error('nginx did not begin to listen');
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
