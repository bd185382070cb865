import { utilityProcess } from 'electron';

import { type EngineStart, isEngineMessage, lastLineKeeper, unpackedPath } from './engine-process.ts';
import type { EngineProcess } from './engine-supervisor.ts';

/** Starts the engine on Electron's own Node, where that is new enough; it ends itself when its channel closes. */
export function startInElectron({ entry, args, env }: EngineStart): EngineProcess {
  const child = utilityProcess.fork(unpackedPath(entry), [...args], {
    env,
    serviceName: 'Sluice engine',
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const last = lastLineKeeper();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    process.stderr.write(text);
    last.push(text);
  });
  let ended = false;
  return {
    send(message) {
      if (!ended) child.postMessage(message);
    },
    kill() {
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
    onMessage(listener) {
      child.on('message', (message: unknown) => {
        if (isEngineMessage(message)) listener(message);
      });
    },
    onExit(listener) {
      child.once('exit', (code) => {
        ended = true;
        listener({ code, signal: null, lastLine: last.line });
      });
    },
  };
}
