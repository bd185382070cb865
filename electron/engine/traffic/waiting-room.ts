import type { Store } from '../store/index.ts';
import type { OpenExchanges } from './open-exchanges.ts';

/** Requests wait here, counted, while the store's queue is full or scanning is far behind: nothing is dropped. */
export class WaitingRoom {
  readonly #store: Pick<Store, 'whenRoom'>;
  readonly #open: Pick<OpenExchanges, 'whenScanned'>;
  #waiting = 0;

  constructor(store: Pick<Store, 'whenRoom'>, open: Pick<OpenExchanges, 'whenScanned'>) {
    this.#store = store;
    this.#open = open;
  }

  /** Requests that wait now. */
  get waiting(): number {
    return this.#waiting;
  }

  /** null: there is room for one more request. Else resolves when there is. */
  enter(): Promise<void> | null {
    const room = this.#store.whenRoom() ?? this.#open.whenScanned();
    return room === null ? null : this.#wait(room);
  }

  async #wait(room: Promise<void>): Promise<void> {
    this.#waiting += 1;
    try {
      await room;
      await this.#open.whenScanned();
    } finally {
      this.#waiting -= 1;
    }
  }
}
