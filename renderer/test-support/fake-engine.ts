import { createBirpc } from 'birpc';

import type { EnginePhase } from '../../shared/domain/index.ts';
import type { EngineApi, EngineEvents } from '../../shared/rpc/engine-api.ts';
import type { HostBridge } from '../../shared/rpc/host-bridge.ts';

export interface FakeEngine {
  readonly bridge: HostBridge;
  readonly events: EngineEvents;
  readonly calls: readonly { readonly method: string; readonly args: unknown }[];
  enter(phase: EnginePhase): void;
}

/** The other end of the bridge: real birpc, frames that went through JSON, answers by the test. */
export function fakeEngine(api: Partial<EngineApi>): FakeEngine {
  const toWindow = new Set<(frame: unknown) => void>();
  const phases = new Set<(phase: EnginePhase) => void>();
  const calls: { method: string; args: unknown }[] = [];
  let phase: EnginePhase = { phase: 'running' };
  let toEngine: (frame: unknown) => void = () => undefined;
  const wire = (frame: unknown): unknown => JSON.parse(JSON.stringify(frame));
  const rpc = createBirpc<EngineEvents, object>(api, {
    post: (frame: unknown) => {
      for (const listener of toWindow) listener(wire(frame));
    },
    on: (listener) => {
      toEngine = listener;
    },
    resolver: (name, resolved) => (args: unknown) => {
      calls.push({ method: name, args });
      return resolved(args);
    },
  });
  const send =
    <K extends keyof EngineEvents>(name: K) =>
    (value: Parameters<EngineEvents[K]>[0]): void => {
      void (rpc.$callEvent as (name: string, value: unknown) => Promise<void>)(name, value);
    };
  return {
    calls,
    events: {
      stored: send('stored'),
      sync: send('sync'),
      status: send('status'),
      settings: send('settings'),
      live: send('live'),
      progress: send('progress'),
      policies: send('policies'),
      approvals: send('approvals'),
      replay: send('replay'),
    },
    enter(next) {
      phase = next;
      for (const listener of phases) listener(next);
    },
    bridge: {
      kind: 'electron',
      platform: 'linux',
      // Nothing comes back: frames are not answered, calls are.
      post(frame) {
        toEngine(wire(frame));
      },
      onFrame(listener) {
        toWindow.add(listener);
        return () => toWindow.delete(listener);
      },
      onEnginePhase(listener) {
        phases.add(listener);
        listener(phase);
        return () => phases.delete(listener);
      },
      restartEngine: () => undefined,
      useOtherPort: () => undefined,
    },
  };
}
