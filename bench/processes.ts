import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Running {
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/** Starts a Node process and waits until its output shows it is ready. */
export async function start(args: readonly string[], ready: RegExp): Promise<Running> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once('close', () => reject(new Error(`${args[0]} ended before it was ready`)));
    let seen = '';
    child.stdout.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (ready.test(seen)) resolve();
    });
  });
  return {
    child,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** CPU time of a process with all its threads, in microseconds; null where there is no /proc. */
export function cpuMicros(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    // utime and stime are fields 14 and 15 of proc(5), in ticks of 10 ms.
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    return null;
  }
}

/** CPU time of everything on this machine and of this process' own tree, in microseconds. */
export function machineMicros(): { busy: number; ours: number } | null {
  try {
    const [, user, nice, system, , , irq, softirq, steal] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '')
      .split(/\s+/)
      .map(Number);
    const busy = ((user ?? 0) + (nice ?? 0) + (system ?? 0) + (irq ?? 0) + (softirq ?? 0) + (steal ?? 0)) * 10_000;
    return { busy, ours: treeMicros() };
  } catch {
    return null;
  }
}

/** Also of children that have ended and were waited for. */
function treeMicros(): number {
  const parents = new Map<number, number>();
  const micros = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      parents.set(Number(name), Number(fields[1]));
      const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
      micros.set(Number(name), ticks * 10_000);
    } catch {
      // It ended between the listing and the reading.
      continue;
    }
  }
  let total = 0;
  for (const [pid, own] of micros) {
    let at: number | undefined = pid;
    while (at !== undefined && at !== process.pid && at > 1) at = parents.get(at);
    if (at === process.pid) total += own;
  }
  return total;
}
