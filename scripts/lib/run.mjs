/** Child processes that end when we are told to end, and whose end is ours. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** How often to look whether npm is still there: a SIGTERM to npm reaches nobody below it. */
const PARENT_CHECK_MS = 500;

/**
 * Runs a command to its end; signals sent to us are sent on, and it is ended when our own parent dies.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { onStdout?: (text: string) => void }} [options] standard streams
 *   are ours unless said otherwise; `onStdout` also gets what it prints, as it comes
 * @returns {Promise<number>} its exit code; 128 + n when a signal ended it
 */
export function run(command, args, { onStdout, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = onStdout === undefined ? 'inherit' : /** @type {const} */ (['inherit', 'pipe', 'inherit']);
    const child = spawn(command, args, { stdio, ...options });
    child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => onStdout?.(text));

    const forward = FORWARDED.map((signal) => /** @type {const} */ ([signal, () => child.kill(signal)]));
    for (const [signal, handler] of forward) process.on(signal, handler);
    const parent = process.ppid;
    const orphaned = setInterval(() => {
      if (process.ppid !== parent) child.kill('SIGTERM');
    }, PARENT_CHECK_MS);

    const settle = () => {
      clearInterval(orphaned);
      for (const [signal, handler] of forward) process.off(signal, handler);
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code, signal) => {
      settle();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * Runs a command quietly.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ timeoutMs?: number, cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>} `code` null: ended by a signal, the
 *   time limit, or it could not be started (then `stderr` says why)
 */
export function capture(command, args, { timeoutMs, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (stderr += text));
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ code: null, stdout, stderr: error.message });
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}

/** A reason to stop that a person can act on: printed without a stack. */
export class Stop extends Error {}

/**
 * @param {() => Promise<number>} main the exit code
 */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    const text = error instanceof Stop ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  }
}
