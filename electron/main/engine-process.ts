import { fork } from 'node:child_process';

import { SluiceError } from '../../shared/errors.ts';
import type { EngineToHost } from '../../shared/rpc/host-bridge.ts';
import type { EngineExit, EngineProcess } from './engine-supervisor.ts';

/** What runs the engine: a Node of ours, or Electron itself. */
export type EngineRuntime = { readonly kind: 'node'; readonly path: string } | { readonly kind: 'electron' };

export interface EngineStart {
  /** Path of the engine's bundle, inside app.asar when packaged. */
  readonly entry: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** better-sqlite3 13 needs Node 22.14; below it ends in a segmentation fault instead of an error. */
const OLDEST_BUILT_IN = [22, 14] as const;

const MESSAGE_TYPES: ReadonlySet<unknown> = new Set<EngineToHost['type']>([
  'ready',
  'fatal',
  'frame',
  'mode',
  'approvals',
  'blocked',
  'keep-secret',
]);

/**
 * A Node named by APP_NODE wins always, so that users run what the tests ran.
 * @param builtInNode version of the Node inside this Electron
 * @throws SluiceError('not_supported') when there is neither
 */
export function chooseRuntime(appNode: string | undefined, builtInNode: string): EngineRuntime {
  if (appNode !== undefined && appNode !== '') return { kind: 'node', path: appNode };
  const [major = 0, minor = 0] = builtInNode.split('.').map(Number);
  const [neededMajor, neededMinor] = OLDEST_BUILT_IN;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return { kind: 'electron' };
  const needed = OLDEST_BUILT_IN.join('.');
  const message = `This Electron has Node ${builtInNode}; the engine needs ${needed}. Set APP_NODE to a newer Node, or use npm start.`;
  throw new SluiceError('not_supported', message);
}

/** Only Electron reads inside the archive; the engine and its native module lie unpacked beside it. */
export function unpackedPath(path: string): string {
  return path.replace(/([\\/])app\.asar([\\/])/, '$1app.asar.unpacked$2');
}

/** True for what the engine may say to its host; anything else is dropped. */
export function isEngineMessage(value: unknown): value is EngineToHost {
  return typeof value === 'object' && value !== null && 'type' in value && MESSAGE_TYPES.has(value.type);
}

/** Keeps the last non-empty line of a stream of text. */
export function lastLineKeeper(): { push(text: string): void; readonly line: string } {
  const longest = 500;
  let rest = '';
  let line = '';
  return {
    push(text) {
      const lines = (rest + text).split('\n');
      rest = (lines.pop() ?? '').slice(-longest);
      line =
        lines
          .findLast((candidate) => candidate.trim() !== '')
          ?.trim()
          .slice(0, longest) ?? line;
    },
    get line() {
      return rest.trim() === '' ? line : rest.trim();
    },
  };
}

/** Starts the engine under a Node of its own; it ends itself when its channel to us closes. */
export function startUnderNode(path: string, { entry, args, env }: EngineStart): EngineProcess {
  // Electron's fork() sets this for the sake of its own binary; a real Node must not hand it on.
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = env;
  const child = fork(unpackedPath(entry), [...args], {
    execPath: path,
    execArgv: [],
    env: rest,
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  const last = lastLineKeeper();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    process.stderr.write(text);
    last.push(text);
  });
  return {
    send(message) {
      // Its end is reported by `exit`; a message that no longer arrives is not news.
      if (child.connected) child.send(message, () => {});
    },
    kill: () => void child.kill('SIGKILL'),
    onMessage(listener) {
      child.on('message', (message: unknown) => {
        if (isEngineMessage(message)) listener(message);
      });
    },
    onExit(listener) {
      let ended = false;
      const end = (exit: EngineExit) => {
        if (!ended) listener(exit);
        ended = true;
      };
      child.once('error', (error) => end({ code: null, signal: null, lastLine: error.message }));
      child.once('close', (code, signal) => end({ code, signal, lastLine: last.line }));
    },
  };
}
