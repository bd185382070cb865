import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { pathToFileURL } from 'node:url';

import { type EngineRuntime, unpackedPath } from './engine-process.ts';

/** The engine's commands, as the packaged application takes them: `sluice COMMAND`. */
const COMMANDS: ReadonlySet<string> = new Set(['serve', 'export', 'detect', 'run', 'version', 'help', '--help', '-h']);

/** Chromium's, without which root cannot start it. */
const NOT_OURS: ReadonlySet<string> = new Set(['--no-sandbox']);

/**
 * @param args what follows the executable
 * @returns the command and its own arguments; null: the window is wanted
 */
export function commandOf(args: readonly string[]): readonly string[] | null {
  const ours = args.filter((arg) => !NOT_OURS.has(arg));
  return ours[0] !== undefined && COMMANDS.has(ours[0]) ? ours : null;
}

/**
 * Runs a command without a window, on our own standard streams. On Electron's Node it becomes this process, which
 * then is the engine and nothing else; it ends the process itself.
 * @param entry the engine's bundle, inside app.asar when packaged
 * @returns its exit code; 128 + n when a signal ended it
 */
export async function runCommand(runtime: EngineRuntime, entry: string, command: readonly string[]): Promise<number> {
  const file = unpackedPath(entry);
  if (runtime.kind === 'electron') {
    process.argv = [process.execPath, file, ...command];
    await import(pathToFileURL(file).href);
    return Number(process.exitCode ?? 0);
  }
  // A server ends when this channel closes, also when we are killed; other commands end by themselves.
  const channel = command[0] === 'serve' ? (['ipc'] as const) : [];
  const child = spawn(runtime.path, [file, ...command], { stdio: ['inherit', 'inherit', 'inherit', ...channel] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
