import type { EnginePhase } from '../../shared/domain/index.ts';
import { SluiceError } from '../../shared/errors.ts';
import type { EngineToHost, HostToEngine } from '../../shared/rpc/host-bridge.ts';

/** How a process ended. */
export interface EngineExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The last line it wrote to stderr; empty when there was none. */
  readonly lastLine: string;
}

/** A started engine process; every listener is added once, at once after the start. */
export interface EngineProcess {
  /** Ignored once it has ended. */
  send(message: HostToEngine): void;
  /** Ends it at once. */
  kill(): void;
  onMessage(listener: (message: EngineToHost) => void): void;
  onExit(listener: (exit: EngineExit) => void): void;
}

export interface Clock {
  now(): number;
  /** Returns how to cancel it. */
  after(ms: number, action: () => void): () => void;
}

export interface SupervisorOptions {
  /** `port` null: as the settings say. Throws SluiceError when no process can be started at all. */
  readonly startProcess: (port: number | null) => EngineProcess;
  readonly clock: Clock;
  readonly onPhase: (phase: EnginePhase) => void;
  /** Everything the engine says but `fatal`; `ready` comes before the phase `running`. */
  readonly onMessage: (message: Exclude<EngineToHost, { type: 'fatal' }>) => void;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
/** An engine that ran this long has recovered: the next fall starts the back-off anew. */
const STEADY_MS = 60_000;
/** A large database may have to be migrated before the engine is ready. */
const START_LIMIT_MS = 300_000;
/** Draining running answers; then it is killed. */
const STOP_LIMIT_MS = 10_000;
/** Exit codes that a start again would only repeat (wrong use or address taken; data folder in use or damaged). */
const FINAL_EXIT_CODES: Readonly<Record<number, string>> = { 2: 'usage', 3: 'data_in_use' };

/** Milliseconds before start `attempt` (1 = the first after a fall): doubles from 250 ms, at most 30 s. */
export function backOff(attempt: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, attempt - 1));
}

/** One engine process at a time: started, watched, started again after a fall, stopped in the end. */
export class EngineSupervisor {
  readonly #options: SupervisorOptions;
  #phase: EnginePhase = { phase: 'starting', attempt: 1 };
  #process: EngineProcess | null = null;
  #port: number | null = null;
  #attempt = 0;
  #runningSince: number | null = null;
  #fatal: Extract<EngineToHost, { type: 'fatal' }> | null = null;
  #cancelTimer: () => void = () => {};
  #stopping: { readonly ended: Promise<void>; readonly settle: () => void } | null = null;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get phase(): EnginePhase {
    return this.#phase;
  }

  start(): void {
    if (this.#process !== null || this.#stopping !== null) return;
    this.#cancelTimer();
    this.#attempt += 1;
    this.#fatal = null;
    this.#enter({ phase: 'starting', attempt: this.#attempt });
    let process: EngineProcess;
    try {
      process = this.#options.startProcess(this.#port);
    } catch (error) {
      const code = error instanceof SluiceError ? error.code : 'internal';
      this.#enter({ phase: 'stopped', code, message: error instanceof Error ? error.message : String(error) });
      return;
    }
    this.#process = process;
    this.#cancelTimer = this.#options.clock.after(START_LIMIT_MS, () => process.kill());
    process.onMessage((message) => {
      if (this.#process === process) this.#receive(message);
    });
    process.onExit((exit) => {
      if (this.#process === process) this.#ended(exit);
    });
  }

  /** Skips the wait of a back-off, or starts a stopped engine again; otherwise nothing. */
  retry(): void {
    const { phase } = this.#phase;
    if (phase === 'stopped') this.#attempt = 0;
    if (phase === 'stopped' || phase === 'restarting') this.start();
  }

  /** Starts a stopped engine on this port, which it keeps until the app ends. */
  useOtherPort(port: number): void {
    if (this.#phase.phase !== 'stopped') return;
    this.#port = port;
    this.retry();
  }

  /** Dropped while the engine is not running: whoever asked is told by the phase. */
  send(message: HostToEngine): void {
    if (this.#phase.phase === 'running') this.#process?.send(message);
  }

  /** Lets the engine drain, then ends it; resolves when the process is gone. Nothing starts it again. */
  stop(): Promise<void> {
    if (this.#stopping !== null) return this.#stopping.ended;
    this.#cancelTimer();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#stopping = { ended: promise, settle: resolve };
    const process = this.#process;
    if (process === null) resolve();
    else {
      process.send({ type: 'stop' });
      this.#cancelTimer = this.#options.clock.after(STOP_LIMIT_MS, () => process.kill());
    }
    return promise;
  }

  #enter(phase: EnginePhase): void {
    this.#phase = phase;
    this.#options.onPhase(phase);
  }

  #receive(message: EngineToHost): void {
    switch (message.type) {
      case 'fatal':
        this.#fatal = message;
        return;
      case 'ready':
        this.#cancelTimer();
        this.#runningSince = this.#options.clock.now();
        this.#options.onMessage(message);
        if (this.#stopping === null) this.#enter({ phase: 'running' });
        return;
      case 'frame':
      case 'mode':
      case 'approvals':
      case 'blocked':
      case 'keep-secret':
        this.#options.onMessage(message);
        return;
    }
  }

  #ended(exit: EngineExit): void {
    const { clock } = this.#options;
    this.#cancelTimer();
    this.#process = null;
    const steady = this.#runningSince !== null && clock.now() - this.#runningSince >= STEADY_MS;
    if (steady) this.#attempt = 0;
    this.#runningSince = null;

    if (this.#stopping !== null) {
      this.#stopping.settle();
      return;
    }
    const stopped = this.#asStopped(exit);
    if (stopped !== null) {
      this.#enter(stopped);
      return;
    }
    const wait = backOff(this.#attempt);
    this.#cancelTimer = clock.after(wait, () => this.start());
    const nextTryAt = clock.now() + wait;
    const reason = this.#fatal?.message ?? describeExit(exit);
    this.#enter({ phase: 'restarting', attempt: this.#attempt, nextTryAt, reason });
  }

  /** Null when a start again may help. */
  #asStopped(exit: EngineExit): EnginePhase | null {
    if (this.#fatal !== null) {
      const { code, message, freePort } = this.#fatal;
      // Nothing a person could act on, so perhaps it passes.
      if (code === 'internal') return null;
      return { phase: 'stopped', code, message, ...(freePort === undefined ? {} : { freePort }) };
    }
    const code = exit.code === null ? undefined : FINAL_EXIT_CODES[exit.code];
    return code === undefined ? null : { phase: 'stopped', code, message: describeExit(exit) };
  }
}

function describeExit({ code, signal, lastLine }: EngineExit): string {
  const how = signal === null ? `exit code ${String(code)}` : `signal ${signal}`;
  return `The engine ended with ${how}${lastLine === '' ? '' : `: ${lastLine}`}`;
}
