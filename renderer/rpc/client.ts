import { createBirpc } from 'birpc';

import type { EnginePhase } from '../../shared/domain/index.ts';
import { type ErrorCode, SluiceError } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { EngineApi, EngineEvents } from '../../shared/rpc/engine-api.ts';
import type { HostBridge } from '../../shared/rpc/host-bridge.ts';

/** Deleting everything or counting a large store may take longer than birpc's 60 s. */
const CALL_TIMEOUT_MS = 10 * 60_000;

export interface EngineClient {
  /** Rejects with a SluiceError: the engine's own code, or `engine_stopping` when it is not running. */
  call<K extends keyof EngineApi>(method: K, ...args: Parameters<EngineApi[K]>): ReturnType<EngineApi[K]>;
  readonly dispose: () => void;
}

/** What a failed call carries is `{code, message}`, an Error that lost its code on the way, or anything else. */
export function toSluiceError(error: unknown): SluiceError {
  if (error instanceof SluiceError) return error;
  if (isJsonObject(error) && typeof error.message === 'string') {
    const code = typeof error.code === 'string' ? (error.code as ErrorCode) : 'internal';
    return new SluiceError(code, error.message, { cause: error });
  }
  return new SluiceError('internal', 'The engine answered with an error that has no message.', { cause: error });
}

/** birpc over the host's frames, with calls that fail at once while the engine is down. */
export function createEngineClient(bridge: HostBridge, events: EngineEvents): EngineClient {
  let phase: EnginePhase['phase'] = 'starting';
  const stopped = () => new SluiceError('engine_stopping', 'The engine is not running.');
  const stops: (() => void)[] = [];
  const rpc = createBirpc<EngineApi, EngineEvents>(events, {
    post: (frame: unknown) => bridge.post(frame),
    on: (listener) => void stops.push(bridge.onFrame(listener)),
    timeout: CALL_TIMEOUT_MS,
  });
  const stopPhases = bridge.onEnginePhase((next) => {
    if (phase === 'running' && next.phase !== 'running') {
      void Promise.all(rpc.$rejectPendingCalls(({ reject }) => reject(stopped())));
    }
    phase = next.phase;
  });
  return {
    call(method, ...args) {
      type Answer = ReturnType<EngineApi[typeof method]>;
      if (phase !== 'running') return Promise.reject(stopped()) as Answer;
      const call = rpc.$call as (name: string, ...args: readonly unknown[]) => Promise<unknown>;
      return call(method, ...args).catch((error: unknown) => {
        throw toSluiceError(error);
      }) as Answer;
    },
    dispose() {
      stopPhases();
      for (const stop of stops) stop();
      rpc.$close();
    },
  };
}
