import type { EnginePhase } from '../../shared/domain/index.ts';
import { type EngineToHost, HOST_CHANNELS, type HostToEngine } from '../../shared/rpc/host-bridge.ts';

/** A window's page, as far as the relay needs it. */
export interface RelayedWindow {
  /** Stable for the life of the window, also over reloads of its page. */
  readonly id: number;
  send(channel: string, value: unknown): void;
}

/**
 * Passes frames between windows and the engine, unread, and tells the engine which windows there are: a page that
 * loads is a new one, also when it replaces an older page in the same window.
 */
export class WindowRelay {
  readonly #toEngine: (message: HostToEngine) => void;
  readonly #windows = new Map<number, RelayedWindow>();
  #phase: EnginePhase;

  /** @param toEngine drops what it is given while the engine is not running */
  constructor(toEngine: (message: HostToEngine) => void, phase: EnginePhase) {
    this.#toEngine = toEngine;
    this.#phase = phase;
  }

  pageLoaded(window: RelayedWindow): void {
    this.windowClosed(window.id);
    this.#windows.set(window.id, window);
    this.#toEngine({ type: 'window-opened', window: window.id });
    window.send(HOST_CHANNELS.phase, this.#phase);
  }

  windowClosed(id: number): void {
    if (this.#windows.delete(id)) this.#toEngine({ type: 'window-closed', window: id });
  }

  fromWindow(id: number, frame: unknown): void {
    if (this.#windows.has(id)) this.#toEngine({ type: 'frame', window: id, frame });
  }

  fromEngine(message: Extract<EngineToHost, { type: 'frame' }>): void {
    this.#windows.get(message.window)?.send(HOST_CHANNELS.frame, message.frame);
  }

  /** A new engine knows no windows: it learns of them before the windows learn that they may speak to it. */
  enterPhase(phase: EnginePhase): void {
    this.#phase = phase;
    if (phase.phase === 'running') {
      for (const id of this.#windows.keys()) this.#toEngine({ type: 'window-opened', window: id });
    }
    for (const window of this.#windows.values()) window.send(HOST_CHANNELS.phase, phase);
  }
}
