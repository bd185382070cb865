import { createBirpc } from 'birpc';

import { SluiceError } from '../../../shared/errors.ts';
import { isJsonObject } from '../../../shared/json.ts';
import type { EngineApi, EngineEvents } from '../../../shared/rpc/engine-api.ts';
import { callSchemas } from '../../../shared/rpc/schemas.ts';

/** One window's connection, whatever carries it: opaque frames out, opaque frames in. */
export interface WindowChannel {
  post(frame: unknown): void;
  onFrame(listener: (frame: unknown) => void): void;
}

export interface WindowLink {
  readonly events: EventSender;
  close(): void;
}

/** Pushes without waiting; a window that is gone is not an error. */
export type EventSender = { [Name in keyof EngineEvents]: (...args: Parameters<EngineEvents[Name]>) => void };

type Functions = Record<string, (...args: unknown[]) => Promise<unknown>>;

/**
 * The engine's end of the typed RPC. Whoever sent a frame was checked by the host; here its schema is: an unknown
 * call, a missing or an extra argument is refused with `invalid_call` before any handler runs.
 */
export function linkWindow(api: EngineApi, channel: WindowChannel): WindowLink {
  const rpc = createBirpc<EngineEvents, Functions>(guarded(api), {
    post: (frame: unknown) => channel.post(withPlainError(frame)),
    on: (listener: (frame: unknown) => void) => {
      channel.onFrame((frame) => {
        if (isRpcFrame(frame)) listener(frame);
      });
    },
    eventNames: ['stored', 'sync', 'status', 'settings', 'live', 'progress', 'policies', 'approvals', 'replay'],
    resolver: (name, resolved) => resolved ?? (() => Promise.reject(invalidCall(name, 'there is no such call'))),
    onFunctionError: () => false,
    onGeneralError: () => true,
  });
  const send = <Name extends keyof EngineEvents>(name: Name, args: Parameters<EngineEvents[Name]>): void => {
    if (!rpc.$closed) void rpc.$callEvent(name, ...args);
  };
  return {
    events: {
      stored: (...args) => send('stored', args),
      sync: (...args) => send('sync', args),
      status: (...args) => send('status', args),
      settings: (...args) => send('settings', args),
      live: (...args) => send('live', args),
      progress: (...args) => send('progress', args),
      policies: (...args) => send('policies', args),
      approvals: (...args) => send('approvals', args),
      replay: (...args) => send('replay', args),
    },
    close: () => rpc.$close(),
  };
}

/** Own properties only: a frame that asks for `constructor` finds nothing. */
function guarded(api: EngineApi): Functions {
  const functions = Object.create(null) as Functions;
  for (const name of Object.keys(callSchemas) as (keyof EngineApi)[]) {
    const schema = callSchemas[name];
    functions[name] = async (...args: unknown[]) => {
      const parsed = schema.safeParse(args[0]);
      if (!parsed.success || args.length > 1) {
        throw invalidCall(name, parsed.success ? 'too many arguments' : describe(parsed.error.issues));
      }
      return (api[name] as (args: unknown) => Promise<unknown>)(parsed.data);
    };
  }
  return functions;
}

function describe(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string {
  return issues.map(({ path, message }) => `${path.map(String).join('.') || 'arguments'}: ${message}`).join('; ');
}

function invalidCall(name: string, why: string): SluiceError {
  return new SluiceError('invalid_call', `${name}: ${why}`);
}

/** A call (`q`) or an answer (`s`) of birpc; everything else is dropped. */
function isRpcFrame(frame: unknown): boolean {
  return (
    isJsonObject(frame) &&
    ((frame['t'] === 'q' && typeof frame['m'] === 'string' && Array.isArray(frame['a'])) || frame['t'] === 's')
  );
}

/** Errors do not survive JSON, and their stacks are not the window's: `{code, message}` does and is. */
function withPlainError(frame: unknown): unknown {
  if (!isJsonObject(frame) || !('e' in frame)) return frame;
  const error: unknown = frame['e'];
  const plain =
    error instanceof SluiceError
      ? { code: error.code, message: error.message }
      : { code: 'internal', message: 'The engine failed on this call.' };
  return { ...frame, e: plain };
}
