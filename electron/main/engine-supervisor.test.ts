import { describe, expect, test } from 'vitest';

import type { EnginePhase } from '../../shared/domain/index.ts';
import { SluiceError } from '../../shared/errors.ts';
import type { EngineToHost, HostToEngine } from '../../shared/rpc/host-bridge.ts';
import { type EngineExit, type EngineProcess, EngineSupervisor, backOff } from './engine-supervisor.ts';

class FakeProcess implements EngineProcess {
  readonly sent: HostToEngine[] = [];
  killed = false;
  #message: (message: EngineToHost) => void = () => {};
  #exit: (exit: EngineExit) => void = () => {};

  send(message: HostToEngine): void {
    this.sent.push(message);
  }
  kill(): void {
    this.killed = true;
  }
  onMessage(listener: (message: EngineToHost) => void): void {
    this.#message = listener;
  }
  onExit(listener: (exit: EngineExit) => void): void {
    this.#exit = listener;
  }
  says(message: EngineToHost): void {
    this.#message(message);
  }
  ends(exit: Partial<EngineExit> = {}): void {
    this.#exit({ code: null, signal: null, lastLine: '', ...exit });
  }
}

class FakeClock {
  time = 1_000_000;
  #timers: { at: number; action: () => void }[] = [];

  readonly now = () => this.time;
  readonly after = (ms: number, action: () => void) => {
    const timer = { at: this.time + ms, action };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((other) => other !== timer));
  };
  get waiting(): number {
    return this.#timers.length;
  }
  pass(ms: number): void {
    this.time += ms;
    const due = this.#timers.filter(({ at }) => at <= this.time);
    this.#timers = this.#timers.filter(({ at }) => at > this.time);
    for (const { action } of due) action();
  }
}

function setUp(failure?: Error) {
  const clock = new FakeClock();
  const processes: FakeProcess[] = [];
  const ports: (number | null)[] = [];
  const phases: EnginePhase[] = [];
  const messages: EngineToHost[] = [];
  const supervisor = new EngineSupervisor({
    startProcess(port) {
      if (failure !== undefined) throw failure;
      const process = new FakeProcess();
      processes.push(process);
      ports.push(port);
      return process;
    },
    clock,
    onPhase: (phase) => phases.push(phase),
    onMessage: (message) => messages.push(message),
  });
  const latest = () => {
    const process = processes.at(-1);
    if (process === undefined) throw new Error('nothing was started');
    return process;
  };
  return { clock, processes, ports, phases, messages, supervisor, latest };
}

const READY: EngineToHost = { type: 'ready', addresses: ['http://127.0.0.1:4141'] };

describe('starting', () => {
  test('runs once the engine says it is ready', () => {
    const { supervisor, phases, messages, latest } = setUp();
    supervisor.start();
    expect(phases).toEqual([{ phase: 'starting', attempt: 1 }]);
    latest().says(READY);
    expect(messages).toEqual([READY]);
    expect(supervisor.phase).toEqual({ phase: 'running' });
  });

  test('starts one process, however often it is asked', () => {
    const { supervisor, processes } = setUp();
    supervisor.start();
    supervisor.start();
    supervisor.retry();
    expect(processes).toHaveLength(1);
  });

  test('an engine that never becomes ready is killed and started again', () => {
    const { supervisor, clock, latest, phases } = setUp();
    supervisor.start();
    clock.pass(299_999);
    expect(latest().killed).toBe(false);
    clock.pass(1);
    expect(latest().killed).toBe(true);
    latest().ends({ signal: 'SIGKILL' });
    expect(phases.at(-1)).toMatchObject({ phase: 'restarting', attempt: 1 });
  });

  test('says why when no process can be started at all', () => {
    const { supervisor, phases, clock } = setUp(new SluiceError('not_supported', 'Node is too old.'));
    supervisor.start();
    expect(phases.at(-1)).toEqual({ phase: 'stopped', code: 'not_supported', message: 'Node is too old.' });
    expect(clock.waiting).toBe(0);
  });
});

describe('a fall', () => {
  test('is followed by a new start after the back-off', () => {
    const { supervisor, clock, phases, processes, latest } = setUp();
    supervisor.start();
    latest().says(READY);
    latest().ends({ signal: 'SIGKILL', lastLine: 'last words' });
    expect(phases.at(-1)).toEqual({
      phase: 'restarting',
      attempt: 1,
      nextTryAt: clock.time + 250,
      reason: 'The engine ended with signal SIGKILL: last words',
    });
    clock.pass(249);
    expect(processes).toHaveLength(1);
    clock.pass(1);
    expect(processes).toHaveLength(2);
    expect(phases.at(-1)).toEqual({ phase: 'starting', attempt: 2 });
  });

  test('waits longer each time, and starts anew after a steady minute', () => {
    const { supervisor, clock, phases, latest } = setUp();
    const waits: number[] = [];
    const fall = () => {
      latest().ends({ code: 1 });
      const phase = phases.at(-1);
      if (phase?.phase !== 'restarting') throw new Error('not restarting');
      waits.push(phase.nextTryAt - clock.time);
      clock.pass(phase.nextTryAt - clock.time);
    };
    supervisor.start();
    for (let count = 0; count < 9; count += 1) fall();
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    latest().says(READY);
    clock.pass(60_000);
    fall();
    expect(waits.at(-1)).toBe(250);
  });

  test('can be answered at once by a person', () => {
    const { supervisor, clock, processes, latest } = setUp();
    supervisor.start();
    latest().ends({ code: 1 });
    supervisor.retry();
    expect(processes).toHaveLength(2);
    clock.pass(30_000);
    expect(processes).toHaveLength(2);
  });

  test('of an old process changes nothing for the new one', () => {
    const { supervisor, processes, latest } = setUp();
    supervisor.start();
    latest().ends({ code: 1 });
    supervisor.retry();
    latest().says(READY);
    processes[0]?.says({ type: 'fatal', code: 'internal', message: 'late' });
    processes[0]?.ends({ code: 1 });
    expect(supervisor.phase).toEqual({ phase: 'running' });
  });
});

test('a failure of the engine itself may pass: it is started again, and the reason is told', () => {
  const { supervisor, phases, latest } = setUp();
  supervisor.start();
  latest().says({ type: 'fatal', code: 'internal', message: 'Too many open files.' });
  latest().ends({ code: 1 });
  expect(phases.at(-1)).toMatchObject({ phase: 'restarting', attempt: 1, reason: 'Too many open files.' });
});

describe('an end that a start would only repeat', () => {
  test('a taken port stops it and offers the free one', () => {
    const { supervisor, phases, ports, clock, latest } = setUp();
    supervisor.start();
    latest().says({ type: 'fatal', code: 'address_in_use', message: 'Port 4141 is taken.', freePort: 4143 });
    latest().ends({ code: 2 });
    const message = 'Port 4141 is taken.';
    expect(phases.at(-1)).toEqual({ phase: 'stopped', code: 'address_in_use', message, freePort: 4143 });
    expect(clock.waiting).toBe(0);

    supervisor.useOtherPort(4143);
    expect(ports).toEqual([null, 4143]);
    expect(phases.at(-1)).toEqual({ phase: 'starting', attempt: 1 });
    latest().says(READY);
    latest().ends({ code: 1 });
    clock.pass(250);
    expect(ports).toEqual([null, 4143, 4143]);
  });

  test.each([
    [2, 'usage'],
    [3, 'data_in_use'],
  ])('exit code %i without a word stops it as %s', (code, expected) => {
    const { supervisor, phases, latest } = setUp();
    supervisor.start();
    latest().ends({ code });
    expect(phases.at(-1)).toMatchObject({ phase: 'stopped', code: expected });
  });

  test('another port is no answer while it runs', () => {
    const { supervisor, processes, latest } = setUp();
    supervisor.start();
    latest().says(READY);
    supervisor.useOtherPort(4143);
    expect(processes).toHaveLength(1);
  });
});

describe('stopping', () => {
  test('lets the engine drain, then is done; nothing starts it again', async () => {
    const { supervisor, clock, processes, latest } = setUp();
    supervisor.start();
    latest().says(READY);
    const stopped = supervisor.stop();
    expect(supervisor.stop()).toBe(stopped);
    expect(latest().sent).toEqual([{ type: 'stop' }]);
    latest().ends({ code: 0 });
    await stopped;
    clock.pass(60_000);
    supervisor.start();
    expect(processes).toHaveLength(1);
  });

  test('kills an engine that does not end in time', () => {
    const { supervisor, clock, latest } = setUp();
    supervisor.start();
    void supervisor.stop();
    clock.pass(9_999);
    expect(latest().killed).toBe(false);
    clock.pass(1);
    expect(latest().killed).toBe(true);
  });

  test('during a back-off there is nothing to wait for', async () => {
    const { supervisor, clock, processes, latest } = setUp();
    supervisor.start();
    latest().ends({ code: 1 });
    await supervisor.stop();
    clock.pass(60_000);
    expect(processes).toHaveLength(1);
  });
});

test('messages reach a running engine only', () => {
  const { supervisor, latest } = setUp();
  supervisor.start();
  supervisor.send({ type: 'window-opened', window: 1 });
  latest().says(READY);
  supervisor.send({ type: 'window-opened', window: 2 });
  expect(latest().sent).toEqual([{ type: 'window-opened', window: 2 }]);
});

test('the back-off doubles up to half a minute', () => {
  expect([0, 1, 2, 3, 20].map(backOff)).toEqual([250, 250, 500, 1_000, 30_000]);
});
