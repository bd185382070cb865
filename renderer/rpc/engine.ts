import { SluiceError } from '../../shared/errors.ts';
import type { EngineApi } from '../../shared/rpc/engine-api.ts';
import type { EngineClient } from './client.ts';

let client: EngineClient | null = null;

/** The one engine of this window. Called once at the start; tests put their own in. */
export function attachEngine(next: EngineClient | null): void {
  client = next;
}

/** Rejects with a SluiceError. */
export function callEngine<K extends keyof EngineApi>(
  method: K,
  ...args: Parameters<EngineApi[K]>
): ReturnType<EngineApi[K]> {
  if (client === null) {
    return Promise.reject(new SluiceError('engine_stopping', 'The engine is not running.')) as ReturnType<EngineApi[K]>;
  }
  return client.call(method, ...args);
}
