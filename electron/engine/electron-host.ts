import type { EngineToHost, HostToEngine } from '../../shared/rpc/host-bridge.ts';
import { isJsonObject } from '../../shared/json.ts';
import { SluiceError } from '../../shared/errors.ts';
import { findFreePort, startEngine } from './engine.ts';
import { type Flags, loadSettings } from './settings/index.ts';

/** The channel to Electron main: a utility process's port, or a child process's IPC. */
interface ParentChannel {
  post(message: EngineToHost): void;
  /** Resolves when the message has left, before an exit. */
  postLast(message: EngineToHost): Promise<void>;
  onMessage(listener: (message: unknown) => void): void;
  onGone(listener: () => void): void;
}

interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

function parentChannel(): ParentChannel {
  const port = (process as NodeJS.Process & { parentPort?: UtilityPort }).parentPort;
  if (port !== undefined) {
    return {
      post: (message) => port.postMessage(message),
      // A utility process flushes its port when it exits.
      postLast: (message) => Promise.resolve(port.postMessage(message)),
      onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
      // A utility process ends with its parent.
      onGone: () => undefined,
    };
  }
  if (process.send === undefined) {
    throw new SluiceError('usage', '--host=electron is for Electron main only. Use: sluice serve');
  }
  return {
    post: (message) => process.send?.(message),
    postLast: (message) => new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve())),
    onMessage: (listener) => process.on('message', listener),
    onGone: (listener) => process.once('disconnect', listener),
  };
}

/**
 * The engine as a child of Electron main, which owns it: relays windows' frames, stops on request or when main is
 * gone. A start that fails is reported as `fatal` before the process exits.
 */
export async function runUnderElectron(flags: Flags, version: string): Promise<void> {
  const channel = parentChannel();
  const settings = await loadSettings({ flags, environment: process.env }).catch((error: unknown) =>
    fatal(channel, error, 0),
  );
  const engine = await startEngine({ settings, version }).catch((error: unknown) =>
    fatal(channel, error, settings.current.port),
  );
  const windows = new Map<number, { deliver: (frame: unknown) => void; detach: () => void }>();

  const open = (window: number): void => {
    windows.get(window)?.detach();
    let deliver: (frame: unknown) => void = () => undefined;
    const detach = engine.attachWindow({
      post: (frame) => channel.post({ type: 'frame', window, frame }),
      onFrame: (listener) => {
        deliver = listener;
      },
    });
    windows.set(window, { deliver: (frame) => deliver(frame), detach });
  };
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await engine.stop(3_000);
    process.exit(0);
  };
  channel.onMessage((message) => {
    if (!isHostMessage(message)) return;
    switch (message.type) {
      case 'window-opened':
        open(message.window);
        break;
      case 'window-closed':
        windows.get(message.window)?.detach();
        windows.delete(message.window);
        break;
      case 'frame':
        if (!windows.has(message.window)) open(message.window);
        windows.get(message.window)?.deliver(message.frame);
        break;
      case 'set-mode':
        // A failed save shows in the window as a mode that did not change; main keeps the mode it was told last.
        void engine.setMode(message.mode).catch(() => channel.post({ type: 'mode', mode: settings.current.mode }));
        break;
      case 'secrets': {
        const keep = (aktoToken: string | null) => channel.post({ type: 'keep-secret', aktoToken });
        void engine.keepSecrets({ aktoToken: message.aktoToken, durable: message.durable, keep });
        break;
      }
      case 'stop':
        void stop();
        break;
    }
  });
  channel.onGone(() => void stop());
  process.once('SIGTERM', () => void stop());
  channel.post({ type: 'ready', addresses: engine.addresses });
  engine.onMode((mode) => channel.post({ type: 'mode', mode }));
  engine.onApprovals((asks) => channel.post({ type: 'approvals', asks }));
  engine.onBlocked((calls) => channel.post({ type: 'blocked', ...calls }));
}

function isHostMessage(message: unknown): message is HostToEngine {
  return isJsonObject(message) && typeof message['type'] === 'string';
}

async function fatal(channel: ParentChannel, error: unknown, port: number): Promise<never> {
  const known = error instanceof SluiceError;
  const freePort = known && error.code === 'address_in_use' ? await findFreePort(port) : undefined;
  await channel.postLast({
    type: 'fatal',
    code: known ? error.code : 'internal',
    message: error instanceof Error ? error.message : String(error),
    ...(freePort === undefined ? {} : { freePort }),
  });
  throw error;
}
