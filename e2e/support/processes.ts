/** Processes of the applications under test: found by their parent, waited for, ended whatever happens. */
import type { ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

import { expect } from '@playwright/test';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processOf(pid: number): Process | null {
  try {
    // `pid (name) state parent …`; the name may hold anything, brackets too.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return { pid, parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') };
  } catch {
    return null; // Ended while we looked.
  }
}

function allProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => processOf(Number(name)))
    .filter((process) => process !== null);
}

/** Pids of a process's children, their children and so on, whose command line contains `part`. */
export function descendants(pid: number, part: string): number[] {
  const everyone = allProcesses();
  const family = new Set([pid]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const process of everyone) if (family.has(process.parent)) family.add(process.pid);
  }
  family.delete(pid);
  return everyone
    .filter((process) => family.has(process.pid) && process.command.includes(part))
    .map((found) => found.pid);
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits for the one engine below an application. */
export async function enginePid(application: number): Promise<number> {
  let found: number | undefined;
  await expect
    .poll(() => {
      const pids = descendants(application, 'engine/main.mjs');
      [found] = pids;
      return pids.length;
    })
    .toBe(1);
  return found ?? Number.NaN;
}

/** Collects what a process prints; `line` resolves with the first match, and rejects when it ends without one. */
export function watchOutput(child: ChildProcess): {
  readonly text: () => string;
  match(pattern: RegExp): Promise<RegExpExecArray>;
} {
  let text = '';
  const waiting = new Set<() => void>();
  let ended = false;
  const look = () => {
    for (const check of waiting) check();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      look();
    });
  }
  child.once('close', () => {
    ended = true;
    look();
  });
  return {
    text: () => text,
    match: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const found = pattern.exec(text);
          if (found !== null) resolve(found);
          else if (ended) reject(new Error(`It ended without printing ${String(pattern)}:\n${text}`));
          else return;
          waiting.delete(check);
        };
        waiting.add(check);
        check();
      }),
  };
}

/** Ends a process started with `detached: true`, and everything it started; resolves when it is gone. */
export async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const gone =
    child.exitCode !== null || child.signalCode !== null
      ? Promise.resolve()
      : new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group has ended already.
  }
  await gone;
}
