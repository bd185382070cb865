import type { EnginePhase } from '../domain/index.ts';

/**
 * What a window's host (Electron main through the preload, or the headless page's WebSocket) does for it.
 * Frames are opaque here: birpc messages between the renderer and the engine that nobody in between reads.
 */
export interface HostBridge {
  readonly kind: 'electron' | 'browser';
  readonly platform: string;
  post(frame: unknown): void;
  onFrame(listener: (frame: unknown) => void): () => void;
  /** Called at once with the present phase, then on every change. */
  onEnginePhase(listener: (phase: EnginePhase) => void): () => void;
  /** Skips the wait of a back-off, or starts a stopped engine again. No-op in a browser. */
  restartEngine(): void;
  /** Starts a stopped engine on another port, after `address_in_use`. No-op in a browser. */
  useOtherPort(port: number): void;
}

/** IPC channel names between preload and main; nothing else may be sent. */
export const HOST_CHANNELS = {
  frame: 'sluice:frame',
  phase: 'sluice:phase',
  restart: 'sluice:restart',
  otherPort: 'sluice:other-port',
} as const;

/** Messages between a host's parent process (Electron main) and the engine process. */
export type HostToEngine =
  | { readonly type: 'frame'; readonly window: number; readonly frame: unknown }
  | { readonly type: 'window-opened'; readonly window: number }
  | { readonly type: 'window-closed'; readonly window: number }
  /** From the tray; answered by a `mode` message. */
  | { readonly type: 'set-mode'; readonly mode: 'block' | 'log' }
  /** What main keeps for the engine; told as soon as it runs. `durable`: it survives the end of the app. */
  | { readonly type: 'secrets'; readonly aktoToken: string | null; readonly durable: boolean }
  | { readonly type: 'stop' };

/** A request that waits for a person's approval, as tray and notifications name it; without secrets. */
export interface WaitingAsk {
  readonly id: string;
  readonly agent: string;
  readonly policy: string;
}

/** What was blocked since the last such message; at most one a second. */
export interface BlockedMessage {
  readonly type: 'blocked';
  readonly count: number;
  readonly agents: readonly string[];
  readonly policies: readonly string[];
}

export type EngineToHost =
  | { readonly type: 'ready'; readonly addresses: readonly string[] }
  | { readonly type: 'fatal'; readonly code: string; readonly message: string; readonly freePort?: number }
  | { readonly type: 'frame'; readonly window: number; readonly frame: unknown }
  /** For tray and notifications, which live in main. */
  | { readonly type: 'mode'; readonly mode: 'block' | 'log' }
  | { readonly type: 'approvals'; readonly asks: readonly WaitingAsk[] }
  | BlockedMessage
  /** Set in the window, to be kept by main; null: to be forgotten. */
  | { readonly type: 'keep-secret'; readonly aktoToken: string | null };
