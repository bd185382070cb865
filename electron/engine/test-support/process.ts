import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { onTestFinished } from 'vitest';

const ENTRY = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the engine process to its end. Variables that configure Sluice are not inherited. */
export async function runSluice(
  args: readonly string[],
  input = '',
  environment: Record<string, string> = {},
): Promise<Finished> {
  const child = launch(args, environment);
  child.stdin?.end(input);
  return ended(child);
}

export interface Serving {
  readonly child: ChildProcess;
  readonly url: string;
  readonly windowUrl: string;
  finished(): Promise<Finished>;
}

/** Starts `serve` on free ports and waits until it has printed both addresses. */
export async function serveSluice(args: readonly string[], environment: Record<string, string> = {}): Promise<Serving> {
  const child = launch(['serve', '--port', '0', '--ui-port', '0', ...args], environment);
  onTestFinished(() => void child.kill('SIGKILL'));
  const finished = ended(child);
  let seen = '';
  const [url, windowUrl] = await new Promise<[string, string]>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      const match = /listens on (\S+)[\s\S]*Window: (\S+)/.exec(seen);
      if (match?.[1] !== undefined && match[2] !== undefined) resolve([match[1], match[2]]);
    });
    void finished.then(({ stderr }) => reject(new Error(`serve ended: ${stderr}`)));
  });
  return { child, url, windowUrl, finished: () => finished };
}

function launch(args: readonly string[], environment: Record<string, string>): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  // Without `--` Node takes --env-file for itself, wherever it stands.
  return spawn(process.execPath, ['--', ENTRY, ...args], { env: { PATH, HOME, ...environment }, stdio: 'pipe' });
}

function ended(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}
