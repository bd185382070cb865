import type { Mode } from './verdict.ts';

/** The engine as seen by whoever owns its process. */
export type EnginePhase =
  | { readonly phase: 'starting'; readonly attempt: number }
  | { readonly phase: 'running' }
  | {
      readonly phase: 'restarting';
      readonly attempt: number;
      /** Unix ms of the next try. */
      readonly nextTryAt: number;
      readonly reason: string;
    }
  | {
      readonly phase: 'stopped';
      /** A stable code: `address_in_use`, `data_in_use`, … */
      readonly code: string;
      readonly message: string;
      /** For `address_in_use`: a port that was free when we looked. */
      readonly freePort?: number;
    };

/** What the engine says about itself, pushed when it changes and at most every second. */
export interface EngineStatus {
  readonly version: string;
  /** Addresses agents can use, e.g. `http://127.0.0.1:4141`. */
  readonly addresses: readonly string[];
  /** Addresses and names beyond loopback by which Sluice can be reached (SLUICE_EXPOSE). */
  readonly exposed: readonly string[];
  /** SLUICE_TOKEN is set: whoever asks must show it. */
  readonly tokenDemanded: boolean;
  readonly mode: Mode;
  readonly recording: boolean;
  readonly dataFolder: string;
  readonly upstream: {
    readonly url: string;
    /** Learnt from traffic, never probed. */
    readonly health: 'unknown' | 'ok' | 'failing' | 'loop';
    readonly lastError: string | null;
  };
  /** Exchanges per second over the last 5 s. */
  readonly exchangesPerSecond: number;
  /** Time in Sluice before the request went on, over the last 1,000 exchanges; null before the first. */
  readonly gateP50Ms: number | null;
  readonly gateP99Ms: number | null;
  /** Bytes waiting to be written, and requests that wait for room. */
  readonly queueBytes: number;
  readonly waitingRequests: number;
  readonly openExchanges: number;
  /** Exchanges that passed while recording was off, since the start. */
  readonly unrecorded: number;
  readonly databaseBytes: number;
  /** Calls of hooks that were refused for their token since the start: those hooks go on without a verdict. */
  readonly refusedHooks: {
    readonly count: number;
    /** Unix ms; null: none yet. */
    readonly lastAt: number | null;
  };
  /** Set when storing fails (disk full, …): recording has stopped, traffic goes on. */
  readonly storeError: string | null;
}
