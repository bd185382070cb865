/** Calls to a worker thread and their answers. */
import type { Worker } from 'node:worker_threads';

import { SluiceError } from '../../../shared/errors.ts';
import type { Call, Reply } from './protocol.ts';

type Args<F> = F extends (...args: infer A) => unknown ? A : never;
type Value<F> = F extends (...args: never) => infer R ? R : never;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: SluiceError) => void;
}

export class Channel<Calls> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #broken: string | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** Rejects with the SluiceError the other side threw, or with `internal` when the thread ended. */
  call<Name extends keyof Calls & string>(name: Name, ...args: Args<Calls[Name]>): Promise<Value<Calls[Name]>> {
    if (this.#broken !== null) return Promise.reject(new SluiceError('internal', this.#broken));
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#worker.postMessage({ kind: 'call', id, name, args: (args as readonly unknown[])[0] } satisfies Call<Calls>);
    return answer as Promise<Value<Calls[Name]>>;
  }

  settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.kind === 'result') waiting?.resolve(reply.value);
    else waiting?.reject(new SluiceError(reply.code, reply.message));
  }

  /** The thread is gone: every call, present and future, fails. */
  break(message: string): void {
    this.#broken = message;
    for (const { reject } of this.#waiting.values()) reject(new SluiceError('internal', message));
    this.#waiting.clear();
  }
}
